import type { ReplicationEvent } from '../events/replication-event';
import { ALERT_LIMITS } from '../limits';
import { type IncidentKey, toIncidentId, toIncidentKey } from './incident-key';
import { countPrefix } from './prefix-counts';
import { Tally } from './tally';

/** One of the objects that failed. */
export interface FailedObject {
  readonly key: string;
  readonly versionId?: string;
  readonly sizeBytes?: number;
  readonly operation?: string;
}

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
  readonly operations: Tally;
  readonly prefixes: Tally;
  readonly samples: readonly FailedObject[];
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
  readonly operations: Tally;
  readonly prefixes: Tally;
  readonly samples: FailedObject[];
  readonly messages: number[];
}

/**
 * Collects failures into groups, one event at a time, so that a full batch of 4,500 messages needs no second
 * pass. `add` is the hot path of the whole responder: it allocates nothing for a group that exists.
 */
export class FailureGrouping {
  private readonly byId = new Map<string, OpenGroup>();
  /** Groups by the fields as the events spell them: no key has to be made or hashed for a group that is known. */
  private readonly bySpelling = new SpellingIndex();
  /** Most batches are one outage: the group of the previous event is tried before any look-up. */
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
    if (group.samples.length < ALERT_LIMITS.sampleObjects) group.samples.push(toFailedObject(event));
    if (group.messages.at(-1) !== message) group.messages.push(message);
  }

  /** The groups in the order in which their first failure was added. */
  groups(): readonly FailureGroup[] {
    return [...this.byId.values()];
  }

  private find(event: ReplicationEvent): OpenGroup {
    if (this.last !== undefined && hasSameKeyFields(this.last.event, event)) return this.last.group;
    let group = this.bySpelling.get(event);
    if (group === undefined) {
      group = this.open(event);
      this.bySpelling.set(event, group);
    }
    this.last = { event, group };
    return group;
  }

  /** Another spelling of a reason leads to a group that is open already. */
  private open(event: ReplicationEvent): OpenGroup {
    const key = toIncidentKey(event);
    const incidentId = toIncidentId(key);
    const known = this.byId.get(incidentId);
    if (known !== undefined) return known;
    const group = openGroup(event, key, incidentId);
    this.byId.set(incidentId, group);
    return group;
  }
}

type Field = string | undefined;

/** Key fields to group, as nested maps: unambiguous whatever the fields contain, and nothing is concatenated. */
class SpellingIndex {
  private readonly root = new Map<Field, Map<Field, Map<Field, Map<Field, Map<Field, OpenGroup>>>>>();

  get(event: ReplicationEvent): OpenGroup | undefined {
    return this.root
      .get(event.sourceBucket)
      ?.get(event.region)
      ?.get(event.destinationBucket)
      ?.get(event.failureReason)
      ?.get(event.ruleId);
  }

  set(event: ReplicationEvent, group: OpenGroup): void {
    const regions = descend(this.root, event.sourceBucket);
    const reasons = descend(descend(regions, event.region), event.destinationBucket);
    descend(reasons, event.failureReason).set(event.ruleId, group);
  }
}

function descend<Value>(map: Map<Field, Map<Field, Value>>, field: Field): Map<Field, Value> {
  const known = map.get(field);
  if (known !== undefined) return known;
  const made = new Map<Field, Value>();
  map.set(field, made);
  return made;
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

function openGroup(event: ReplicationEvent, key: IncidentKey, incidentId: string): OpenGroup {
  return {
    incidentId,
    key,
    partition: event.partition ?? 'aws',
    failures: 0,
    sizeBytes: 0,
    firstSeen: event.eventTime,
    lastSeen: event.eventTime,
    operations: new Tally(),
    prefixes: new Tally(),
    samples: [],
    messages: [],
  };
}

/** A copy of the few fields that are shown, so that a group does not hold on to whole events. */
function toFailedObject({ key, versionId, sizeBytes, operation }: ReplicationEvent): FailedObject {
  return {
    key,
    ...(versionId !== undefined && { versionId }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(operation !== undefined && { operation }),
  };
}

function countOperation(counts: Tally, operation: string): void {
  if (counts.size < MAX_OPERATIONS) counts.add(operation);
  else if (!counts.addKnown(operation)) counts.add('other');
}
