import type { DeliveryResult, Notifier } from '../core/alerts/notifier';

export interface PaceOptions {
  /** Least time from one message to the next: what the channel asks for, times the workers that share it. */
  readonly intervalMs: number;
  /** Milliseconds on a clock that goes on while the function is frozen. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** A delivery that would wait longer than this is refused for now. */
  readonly patienceMs: number;
}

/**
 * The same channel, one delivery after another, in the order in which they were asked for, and no faster than this worker's
 * share of the rate. The first goes at once: a worker knows nothing of the others, and Slack tolerates short bursts. When the
 * channel asks to wait (`Retry-After`), all wait. Put it around `deliverWithRetry`, so that nothing overtakes what is
 * being retried.
 * Source: https://docs.slack.dev/apis/web-api/rate-limits
 */
export function pace(notifier: Notifier, { intervalMs, clock, sleep, patienceMs }: PaceOptions): Notifier {
  let last: Promise<unknown> = Promise.resolve();
  let freeAt = -Infinity;

  async function deliverInTurn(
    deliver: () => Promise<DeliveryResult>,
    askedAt: number,
  ): Promise<DeliveryResult> {
    const waitMs = Math.max(0, freeAt - clock());
    if (clock() + waitMs - askedAt > patienceMs) return toRefusal(waitMs);
    if (waitMs > 0) await sleep(waitMs);
    const startedAt = clock();
    const result = await deliver();
    freeAt = Math.max(freeAt, startedAt + toTurns(result) * intervalMs);
    if (!result.ok && result.retryAfterSeconds !== undefined)
      freeAt = Math.max(freeAt, clock() + result.retryAfterSeconds * 1_000);
    return result;
  }

  return {
    ...notifier,
    deliver(alert, thread) {
      const askedAt = clock();
      const turn = last.then(() => deliverInTurn(() => notifier.deliver(alert, thread), askedAt));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** A delivery that failed may have reached the channel. */
function toTurns(result: DeliveryResult): number {
  return result.ok ? (result.messages ?? 1) : 1;
}

function toRefusal(waitMs: number): DeliveryResult {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return {
    ok: false,
    retryable: true,
    reason: `not sent: the channel takes this worker's next message in ${retryAfterSeconds} s`,
    retryAfterSeconds,
  };
}
