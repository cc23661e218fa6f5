import type { InboundMessage } from '../events/replication-event';
import { hasCounted } from '../incidents/applied-batches';
import type { Incident } from '../incidents/incident';
import { addSeconds, earlierOf, laterOf } from '../incidents/instants';
import { KEPT_SECONDS } from '../incidents/table-layout';
import type { ConversationPorts } from './conversation-ports';

/** Clocks of SQS and Lambda differ a little. */
const MARGIN_SECONDS = 60;

/** Whether the failures of a message are in the count of an incident already. */
export type IsCounted = (
  incident: Pick<Incident, 'appliedBatches'>,
  messageId: string | undefined,
) => boolean;

export interface Redelivered {
  readonly messageIds: readonly string[];
  /** Since when they can have been counted. */
  readonly since: string;
}

/** The messages that SQS hands over again: only those can have been counted. `undefined` where all are new. */
export function findRedelivered(messages: readonly InboundMessage[], now: string): Redelivered | undefined {
  const again = messages.filter(
    ({ messageId, receiveCount = 1 }) => messageId !== undefined && receiveCount > 1,
  );
  if (again.length === 0) return undefined;
  // What is older is forgotten, in the incidents too; its receipts are only waiting to be deleted.
  const oldest = addSeconds(now, -KEPT_SECONDS.receipt);
  const first = again.reduce((since, { firstReceivedAt = oldest }) => earlierOf(since, firstReceivedAt), now);
  return {
    messageIds: again.flatMap(({ messageId }) => messageId ?? []),
    since: addSeconds(laterOf(first, oldest), -MARGIN_SECONDS),
  };
}

/**
 * What has been counted of redelivered messages in incidents that were read *before* this is asked: whatever is applied
 * in them has left its receipt by then. In doubt a message is counted: too many is better than too few.
 */
export async function findCounted(
  redelivered: Redelivered | undefined,
  store: ConversationPorts['store'],
): Promise<IsCounted> {
  if (redelivered === undefined) return () => false;
  const batches = await store.findBatches(redelivered.messageIds, redelivered.since);
  return (incident, messageId) =>
    messageId !== undefined && hasCounted(incident, batches.get(messageId) ?? []);
}
