import { buildUnreadableAlert } from '../alerts/build-unreadable-alert';
import { findReason } from '../catalog/find-reason';
import type { InboundMessage } from '../events/replication-event';
import { decideNotification } from '../incidents/decide-notification';
import type { FailureGroup } from '../incidents/group-failures';
import { deliverAlerts } from '../respond/deliver-alerts';
import { type QuarantinePorts, quarantineUnreadable } from '../respond/quarantine';
import { readBatch, type UnreadableAt } from '../respond/read-batch';
import type { BatchSummary, RespondObserver } from '../respond/respond-observer';
import type { ConversationObserver, ConversationPorts } from './conversation-ports';
import { recordBatch } from './record-batch';
import { tellDue } from './tell-due';

export interface BatchObserver
  extends ConversationObserver, Pick<RespondObserver, 'groupDecided' | 'unreadable' | 'quarantineFailed'> {
  batchRead(summary: BatchSummary): void;
}

export interface BatchPorts extends ConversationPorts, QuarantinePorts {
  readonly observer: BatchObserver;
}

export interface BatchOutcome {
  /** Ids of exactly the messages whose effect is not durable; each once, in batch order. */
  readonly failedMessageIds: readonly string[];
  /** Groups that need nobody: counted as metrics, and nothing is remembered of them. */
  readonly benign: readonly FailureGroup[];
}

/**
 * The responder's main job: messages in, incidents kept, and what there is to say said. A message is done once its
 * failures are counted in the incident table, where what has to be said waits until every channel has it; its unreadable
 * part once it is in quarantine *and* a person has been told.
 */
export async function respondToBatch(
  handedOver: readonly InboundMessage[],
  ports: BatchPorts,
): Promise<BatchOutcome> {
  const messages = withoutRepeats(handedOver);
  const { groups, lags, unreadable, summary } = readBatch(messages);
  ports.observer.batchRead(summary);
  const { concerning, benign } = sort(groups, ports);
  const id = ports.newId();
  const recorded = await recordBatch({ id, messages, groups: concerning, lags }, ports);
  const { silences, failedMessages } = recorded;
  // What comes back anyway is told and quarantined then, and not twice.
  const lost = unreadable.filter(({ message }) => !failedMessages.has(message));
  const [left] = await Promise.all([
    tellUnreadable(lost, ports),
    tellDue(recorded.incidents, { by: id, silences }, ports),
  ]);
  const failed = new Set([...left, ...failedMessages]);
  return { failedMessageIds: toMessageIds(messages, failed), benign };
}

/** SQS may hand over a message twice, even at once. */
function withoutRepeats(messages: readonly InboundMessage[]): readonly InboundMessage[] {
  const ids = new Set<string>();
  return messages.filter(({ messageId }) => {
    if (messageId === undefined) return true;
    const isNew = !ids.has(messageId);
    ids.add(messageId);
    return isNew;
  });
}

function sort(
  groups: readonly FailureGroup[],
  { observer }: BatchPorts,
): { concerning: readonly FailureGroup[]; benign: readonly FailureGroup[] } {
  const concerning: FailureGroup[] = [];
  const benign: FailureGroup[] = [];
  for (const group of groups) {
    const { row } = findReason(group.key.failureReason ?? undefined);
    const decision = decideNotification(row);
    observer.groupDecided(group, row.reason, decision);
    (decision.notify ? concerning : benign).push(group);
  }
  return { concerning, benign };
}

async function tellUnreadable(
  unreadable: readonly UnreadableAt[],
  ports: BatchPorts,
): Promise<ReadonlySet<number>> {
  if (unreadable.length === 0) return new Set();
  const notice = buildUnreadableAlert(unreadable, { now: ports.now(), links: ports.links });
  const undelivered = await deliverAlerts([notice], {
    ...ports,
    notifiers: ports.ways.map(({ notifier }) => notifier),
  });
  return quarantineUnreadable(unreadable, { ports, isNoticeDelivered: !undelivered.has(notice) });
}

function toMessageIds(messages: readonly InboundMessage[], failed: ReadonlySet<number>): readonly string[] {
  return [...failed]
    .sort((a, b) => a - b)
    .map((message) => messages[message]?.messageId)
    .filter((id): id is string => id !== undefined);
}
