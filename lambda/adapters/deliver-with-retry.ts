import { setTimeout as sleepFor } from 'node:timers/promises';
import type { DeliveryResult, Notifier } from '../core/alerts/notifier';

export interface RetryOptions {
  /** No attempt begins later than this after the first began; one that has begun is not cut short. Default 6,000. */
  readonly budgetMs?: number;
  /** Attempts in all, the first included. Default 4. */
  readonly maxAttempts?: number;
  /** Bound of the first pause; it doubles with every further one. Default 500. */
  readonly firstPauseMs?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Milliseconds on any steady clock. */
  readonly now?: () => number;
  /** At least 0 and less than 1. */
  readonly random?: () => number;
}

const DEFAULTS = {
  budgetMs: 6_000,
  maxAttempts: 4,
  firstPauseMs: 500,
  sleep: (ms: number): Promise<unknown> => sleepFor(ms),
  now: (): number => performance.now(),
  random: Math.random,
};

/**
 * The same channel, tried again where it said that it may work later. It waits as long as the channel asked
 * (`Retry-After`), else between half and all of a pause that doubles; a wait that would end after the budget is
 * not begun. The last answer is the answer.
 */
export function deliverWithRetry(notifier: Notifier, options: RetryOptions = {}): Notifier {
  const settings = { ...DEFAULTS, ...options };
  return {
    ...notifier,
    async deliver(alert, thread): Promise<DeliveryResult> {
      const deadline = settings.now() + settings.budgetMs;
      for (let attempt = 1; ; attempt += 1) {
        const result = await notifier.deliver(alert, thread);
        if (result.ok || !result.retryable || attempt >= settings.maxAttempts) return result;
        const pauseMs = toPauseMs(result.retryAfterSeconds, { ...settings, attempt });
        if (settings.now() + pauseMs > deadline) return result;
        await settings.sleep(pauseMs);
      }
    },
  };
}

/** Half of the pause is chance, so that functions refused together do not come back together. */
function toPauseMs(
  retryAfterSeconds: number | undefined,
  { attempt, firstPauseMs, random }: { attempt: number; firstPauseMs: number; random: () => number },
): number {
  const pauseMs = firstPauseMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
  return Math.round(retryAfterSeconds === undefined ? pauseMs : retryAfterSeconds * 1_000 + pauseMs / 4);
}
