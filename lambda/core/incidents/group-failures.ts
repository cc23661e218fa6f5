import type { ReplicationEvent } from '../events/replication-event';
import { ALERT_LIMITS } from '../limits';
import { type IncidentKey, toIncidentId, toIncidentKey } from './incident-key';
import { countPrefix } from './prefix-counts';

/** All failures of one incident key within one batch. */
export interface FailureGroup {
  readonly incidentId: string;
  readonly key: IncidentKey;
  readonly partition: string;
  readonly failures: number;
  /** Sum over the failures whose event told a size. */
  readonly sizeBytes: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly operations: ReadonlyMap<string, number>;
  readonly prefixes: ReadonlyMap<string, number>;
  readonly samples: readonly ReplicationEvent[];
  /** Positions, in the batch, of the messages these failures came in; ascending, each once. */
  readonly messages: readonly number[];
}

/** Label of failures whose event names no operation. */
const UNNAMED_OPERATION = 'unknown';

/** Operations named per group; S3 has a handful, a hostile sender has many. */
const MAX_OPERATIONS = 20;

/** A group while it grows. Fields mirror `FailureGroup`. */
interface OpenGroup {
  readonly incidentId: string;
  readonly key: IncidentKey;
  readonly partition: string;
  failures: number;
  sizeBytes: number;
  firstSeen: string;
  lastSeen: string;
  readonly operations: Map<string, number>;
  readonly prefixes: Map<string, number>;
  readonly samples: ReplicationEvent[];
  readonly messages: number[];
}

/**
 * Collects failures into groups, one event at a time, so that a full batch of 4,500 messages needs no second
 * pass. `add` is the hot path of the whole responder: it allocates nothing for a group that exists.
 */
export class FailureGrouping {
  private readonly byKey = new Map<string, OpenGroup>();
  /** Most batches are one outage: the group of the previous event is tried before any key is made. */
  private last: { readonly event: ReplicationEvent; readonly group: OpenGroup } | undefined;

  /** Adds one failure that came in the message at position `message` of the batch. */
  add(event: ReplicationEvent, message: number): void {
    const group = this.find(event);
    group.failures += 1;
    group.sizeBytes += event.sizeBytes ?? 0;
    if (event.eventTime < group.firstSeen) group.firstSeen = event.eventTime;
    if (event.eventTime > group.lastSeen) group.lastSeen = event.eventTime;
    countOperation(group.operations, event.operation ?? UNNAMED_OPERATION);
    countPrefix(group.prefixes, event.key);
    if (group.samples.length < ALERT_LIMITS.sampleObjects) group.samples.push(event);
    if (group.messages.at(-1) !== message) group.messages.push(message);
  }

  /** The groups in the order in which their first failure was added. */
  groups(): readonly FailureGroup[] {
    return [...this.byKey.values()];
  }

  private find(event: ReplicationEvent): OpenGroup {
    if (this.last !== undefined && hasSameKeyFields(this.last.event, event)) return this.last.group;
    const key = toIncidentKey(event);
    const text = JSON.stringify(key);
    let group = this.byKey.get(text);
    if (group === undefined) {
      group = openGroup(event, key);
      this.byKey.set(text, group);
    }
    this.last = { event, group };
    return group;
  }
}

/** Groups failures that are all at hand. */
export function groupFailures(events: readonly ReplicationEvent[]): readonly FailureGroup[] {
  const grouping = new FailureGrouping();
  events.forEach((event, index) => grouping.add(event, index));
  return grouping.groups();
}

function hasSameKeyFields(a: ReplicationEvent, b: ReplicationEvent): boolean {
  return (
    a.failureReason === b.failureReason &&
    a.ruleId === b.ruleId &&
    a.destinationBucket === b.destinationBucket &&
    a.sourceBucket === b.sourceBucket &&
    a.region === b.region
  );
}

function openGroup(event: ReplicationEvent, key: IncidentKey): OpenGroup {
  return {
    incidentId: toIncidentId(key),
    key,
    partition: event.partition ?? 'aws',
    failures: 0,
    sizeBytes: 0,
    firstSeen: event.eventTime,
    lastSeen: event.eventTime,
    operations: new Map(),
    prefixes: new Map(),
    samples: [],
    messages: [],
  };
}

function countOperation(counts: Map<string, number>, operation: string): void {
  const known = counts.get(operation);
  if (known !== undefined) counts.set(operation, known + 1);
  else if (counts.size < MAX_OPERATIONS) counts.set(operation, 1);
  else counts.set('other', (counts.get('other') ?? 0) + 1);
}
