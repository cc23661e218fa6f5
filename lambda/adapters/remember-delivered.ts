import type { DeliveryResult, Notifier } from '../core/alerts/notifier';

/** Alerts remembered per channel and environment; a batch makes at most a few thousand. */
const DEFAULT_CAPACITY = 5_000;

/**
 * Does not send an alert twice that the channel has accepted before. SQS brings a message back when one of its
 * channels failed, and the alert made of it has the same id: the channels that had it already are spared the repeat.
 * The memory is that of one execution environment, so this saves noise; nothing relies on it.
 */
export function rememberDelivered(notifier: Notifier, capacity = DEFAULT_CAPACITY): Notifier {
  const accepted = new Map<string, DeliveryResult>();
  return {
    ...notifier,
    async deliver(alert, thread) {
      const before = accepted.get(alert.id);
      if (before !== undefined) return before;
      const result = await notifier.deliver(alert, thread);
      if (result.ok) {
        accepted.set(alert.id, result);
        const [oldest] = accepted.keys();
        if (accepted.size > capacity && oldest !== undefined) accepted.delete(oldest);
      }
      return result;
    },
  };
}
