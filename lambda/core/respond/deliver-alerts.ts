import type { Alert } from '../alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../alerts/notifier';
import { forEachBounded } from '../for-each-bounded';
import type { RespondObserver } from './respond-observer';

/**
 * Below this much time left, no further delivery is begun: one that retries may take ten seconds, and the answer to
 * SQS must still get out, or the whole batch comes back.
 */
const CLOSING_TIME_MS = 12_000;

export interface DeliverPorts {
  readonly notifiers: readonly Notifier[];
  readonly observer: Pick<RespondObserver, 'delivered' | 'deliveryFailed'>;
  /** Milliseconds until the invocation is killed; infinite where nothing kills it. */
  remainingMs?(): number;
}

/**
 * Sends every alert to every channel and tells which alerts are *not* durable: refused, for whatever reason, by a
 * channel that is not best-effort. Channels do not wait for each other, and one that fails, hangs or throws keeps
 * nothing from the others.
 */
export async function deliverAlerts(
  alerts: readonly Alert[],
  ports: DeliverPorts,
): Promise<ReadonlySet<Alert>> {
  const undelivered = new Set<Alert>();
  const channels = ports.notifiers.map((notifier) =>
    forEachBounded(alerts, notifier.concurrency ?? 1, async (alert) => {
      const ok = await deliverOne(alert, notifier, ports);
      if (!ok && notifier.bestEffort !== true) undelivered.add(alert);
    }),
  );
  await Promise.all(channels);
  return undelivered;
}

async function deliverOne(alert: Alert, notifier: Notifier, ports: DeliverPorts): Promise<boolean> {
  const result = await attempt(alert, notifier, ports.remainingMs?.() ?? Infinity);
  if (result.ok) ports.observer.delivered(alert, notifier.channel);
  else ports.observer.deliveryFailed(alert, notifier.channel, result);
  return result.ok;
}

async function attempt(alert: Alert, notifier: Notifier, remainingMs: number): Promise<DeliveryResult> {
  if (remainingMs < CLOSING_TIME_MS)
    return { ok: false, retryable: true, reason: 'no time left in this invocation' };
  try {
    return await notifier.deliver(alert);
  } catch (error) {
    // A notifier promises not to throw; one that does anyway must not take the batch with it. Its message may hold
    // anything, so only the error's kind is kept.
    return {
      ok: false,
      retryable: true,
      reason: `unexpected ${error instanceof Error ? error.name : typeof error}`,
    };
  }
}
