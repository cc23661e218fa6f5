import type { UnreadableMessage } from '../alerts/build-unreadable-alert';
import { parseBody } from '../events/parse-body';
import type { InboundMessage, ReplicationEventKind } from '../events/replication-event';
import { type FailureGroup, FailureGrouping } from '../incidents/group-failures';
import { isLagEvent, type LagGroup, LagGrouping } from '../incidents/group-lag';
import type { BatchSummary } from './respond-observer';

/** An unreadable body or record, and the position of its message in the batch. */
export interface UnreadableAt extends UnreadableMessage {
  readonly message: number;
}

/** A batch after reading and grouping: nothing has been sent yet. */
export interface ReadBatch {
  readonly groups: readonly FailureGroup[];
  /** What Replication Time Control tells, by rule. */
  readonly lags: readonly LagGroup[];
  readonly unreadable: readonly UnreadableAt[];
  readonly summary: BatchSummary;
}

/** Reads every message of a batch and folds its failures into groups in the same pass. */
export function readBatch(messages: readonly InboundMessage[]): ReadBatch {
  const grouping = new FailureGrouping();
  const lags = new LagGrouping();
  const unreadable: UnreadableAt[] = [];
  const timeControl = new Map<ReplicationEventKind, number>();
  let [failures, testEvents, otherEvents] = [0, 0, 0];

  messages.forEach(({ messageId, body }, message) => {
    const { events, problems, ignored } = parseBody(body);
    for (const event of events) {
      if (isLagEvent(event)) {
        lags.add(event, message);
        timeControl.set(event.kind, (timeControl.get(event.kind) ?? 0) + 1);
      } else {
        grouping.add(event, message);
        failures += 1;
      }
    }
    for (const problem of problems) {
      unreadable.push({ problem, message, ...(messageId !== undefined && { messageId }) });
    }
    testEvents += ignored.testEvents;
    otherEvents += ignored.otherEvents;
  });

  const groups = grouping.groups();
  const summary: BatchSummary = {
    messages: messages.length,
    failures,
    incidents: groups.length,
    problems: unreadable.length,
    ignored: { testEvents, otherEvents },
    timeControl,
  };
  return { groups, lags: lags.groups(), unreadable, summary };
}
