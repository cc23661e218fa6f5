import type { InboundMessage } from '../events/replication-event';
import { hasCounted } from '../incidents/applied-batches';
import type { Incident } from '../incidents/incident';
import { addSeconds, earlierOf } from '../incidents/instants';
import { KEPT_SECONDS } from '../incidents/table-layout';
import type { ConversationPorts } from './conversation-ports';

/** Clocks of SQS and Lambda differ a little. */
const MARGIN_SECONDS = 60;

/** Whether the failures of a message are in the count of an incident already. */
export type IsCounted = (
  incident: Pick<Incident, 'appliedBatches'>,
  messageId: string | undefined,
) => boolean;

/**
 * What has been counted before of messages that SQS hands over again: only those that were received before can have
 * been. In doubt a message is counted: too many is better than too few.
 */
export async function findCounted(
  messages: readonly InboundMessage[],
  { store, now }: Pick<ConversationPorts, 'store' | 'now'>,
): Promise<IsCounted> {
  const again = messages.filter(
    ({ messageId, receiveCount = 1 }) => messageId !== undefined && receiveCount > 1,
  );
  if (again.length === 0) return () => false;
  const at = now().toISOString();
  const since = again.reduce(
    (first, { firstReceivedAt = addSeconds(at, -KEPT_SECONDS.receipt) }) => earlierOf(first, firstReceivedAt),
    at,
  );
  const ids = again.flatMap(({ messageId }) => messageId ?? []);
  const batches = await store.findBatches(ids, addSeconds(since, -MARGIN_SECONDS));
  return (incident, messageId) =>
    messageId !== undefined && hasCounted(incident, batches.get(messageId) ?? []);
}
