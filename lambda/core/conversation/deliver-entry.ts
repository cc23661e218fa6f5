import { buildConversationAlert } from '../alerts/build-conversation-alert';
import type { Alert, IncidentAlert } from '../alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../alerts/notifier';
import type { Incident, OutboxEntry, Thread } from '../incidents/incident';
import { OUTBOX_LIMITS } from '../incidents/outbox';
import type { ChannelResult } from '../incidents/settle-delivery';
import type { Related } from '../incidents/to-related';
import type { ConversationPorts } from './conversation-ports';

export interface Delivery {
  readonly incident: Incident;
  readonly entry: OutboxEntry;
  /** That are due: the others have it, or wait. */
  readonly channels: readonly string[];
  /** The incidents that it speaks for. */
  readonly related: Related | undefined;
  /** For every channel; whoever has not answered by then is asked again later. */
  readonly timeMs: number;
}

/**
 * Sends one entry of an outbox to all of its channels at once. None waits for another, and one that refuses, throws or
 * hangs keeps nothing from the others. Throws only when the alert cannot be made.
 */
export async function deliverEntry(
  delivery: Delivery,
  ports: ConversationPorts,
): Promise<Readonly<Record<string, ChannelResult>>> {
  const { incident, entry, channels, related, timeMs } = delivery;
  const context = { now: ports.now(), links: ports.links, ...(related && { related }) };
  const alert: IncidentAlert = buildConversationAlert(incident, entry, context);
  const due = ports.ways.filter(({ name }) => channels.includes(name) && Object.hasOwn(entry.channels, name));
  const results = await Promise.all(
    due.map(async ({ name, notifier }) => {
      const thread = Object.hasOwn(incident.threads, name) ? incident.threads[name] : undefined;
      const attempt = attemptDelivery(notifier, alert, thread);
      const result = await withinTime(attempt, timeMs, ports);
      if (result.ok) ports.observer.delivered(alert, name);
      else ports.observer.deliveryFailed(alert, name, result);
      return [name, toChannelResult(result)] as const;
    }),
  );
  return Object.fromEntries(results);
}

async function attemptDelivery(
  notifier: Notifier,
  alert: Alert,
  thread: Thread | undefined,
): Promise<DeliveryResult> {
  try {
    return await notifier.deliver(alert, thread);
  } catch (error) {
    // A notifier promises not to throw; its message may hold anything, so only the kind of error is kept.
    const kind = error instanceof Error ? error.name : typeof error;
    return { ok: false, retryable: true, reason: `unexpected ${kind}` };
  }
}

/** A channel promises to answer within its own time-out; but one that waits for its turn may take longer than we have. */
function withinTime(
  attempt: Promise<DeliveryResult>,
  timeMs: number,
  { clock }: Pick<ConversationPorts, 'clock'>,
): Promise<DeliveryResult> {
  return new Promise((resolve) => {
    const cancel = clock.after(timeMs, () =>
      resolve({ ok: false, retryable: true, reason: 'no answer in the time there was' }),
    );
    void attempt.then((result) => {
      cancel();
      resolve(result);
    });
  });
}

/** Whether it may work later is not asked: until the retention ends it is tried, and then that is said. */
function toChannelResult(result: DeliveryResult): ChannelResult {
  if (result.ok) return { ok: true, ...(result.thread && { thread: result.thread }) };
  const { retryAfterSeconds: wait } = result;
  // What is no number would end the whole of it, and what is longer than that is dropped before.
  const isTime = wait !== undefined && wait >= 0 && wait <= OUTBOX_LIMITS.retentionSeconds;
  return { ok: false, ...(isTime && { retryAfterSeconds: wait }) };
}
