import type { ReplicationEvent, ReplicationEventKind } from '../events/replication-event';
import { ALERT_LIMITS } from '../limits';
import { truncateCharacters } from '../render/truncate';
import type { FailedObject, FailureGroup } from './group-failures';
import { type IncidentKey, toIncidentId, toIncidentKey } from './incident-key';
import { isAfter } from './instants';
import { countPrefix } from './prefix-counts';
import { Tally } from './tally';

/** In the place of the failure reason, of which these events have none. */
export const LAG_REASON = 'OperationMissedThreshold';

type TimeControlKind = Exclude<ReplicationEventKind, 'OperationFailedReplication'>;

/** A Replication Time Control event. */
export interface LagEvent extends ReplicationEvent {
  readonly kind: TimeControlKind;
}

/**
 * What Replication Time Control tells of one rule in one batch. `failures`, sizes and samples are of the objects that
 * missed the threshold; times are of all events.
 */
export interface LagGroup extends Omit<FailureGroup, 'failures'> {
  readonly missed: number;
  readonly arrived: number;
  readonly notTracked: number;
  /** Of the last event that told; AWS documents neither unit nor format. */
  readonly threshold?: string;
  readonly replicationTime?: string;
}

/** A rule is late as a whole: whatever it was that S3 sent, it belongs to one key. */
export function toLagKey(event: ReplicationEvent): IncidentKey {
  return { ...toIncidentKey(event), failureReason: LAG_REASON };
}

export function isLagEvent(event: ReplicationEvent): event is LagEvent {
  return event.kind !== 'OperationFailedReplication';
}

type Growing = { -readonly [Field in keyof LagGroup]: LagGroup[Field] } & {
  readonly samples: FailedObject[];
  readonly messages: number[];
  toldAt?: string;
};

/** Collects the events of a batch by rule, one at a time. */
export class LagGrouping {
  private readonly byKey = new Map<string, Growing>();

  /** Adds one event that came in the message at position `message` of the batch. */
  add(event: LagEvent, message: number): void {
    const key = toLagKey(event);
    const name = JSON.stringify(key);
    const group = this.byKey.get(name) ?? openGroup(event, key);
    this.byKey.set(name, group);
    if (isAfter(group.firstSeen, event.eventTime)) group.firstSeen = event.eventTime;
    if (isAfter(event.eventTime, group.lastSeen)) group.lastSeen = event.eventTime;
    if (group.messages.at(-1) !== message) group.messages.push(message);
    COUNT[event.kind](group, event);
    keepTexts(group, event);
  }

  groups(): readonly LagGroup[] {
    return [...this.byKey.values()].map(({ toldAt: _own, ...group }) => group);
  }
}

const COUNT: Readonly<Record<TimeControlKind, (group: Growing, event: LagEvent) => void>> = {
  OperationMissedThreshold: countMissed,
  OperationReplicatedAfterThreshold: (group) => (group.arrived += 1),
  OperationNotTracked: (group) => (group.notTracked += 1),
};

function countMissed(group: Growing, { key, versionId, sizeBytes, operation }: LagEvent): void {
  group.missed += 1;
  group.sizeBytes += sizeBytes ?? 0;
  group.operations.add(operation ?? 'unknown');
  countPrefix(group.prefixes, key);
  if (group.samples.length >= ALERT_LIMITS.sampleObjects) return;
  group.samples.push({
    key,
    ...(versionId !== undefined && { versionId }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(operation !== undefined && { operation }),
  });
}

/** As S3 sent them, of the latest event that has any. */
function keepTexts(group: Growing, { threshold, replicationTime, eventTime }: LagEvent): void {
  if (threshold === undefined && replicationTime === undefined) return;
  if (group.toldAt !== undefined && isAfter(group.toldAt, eventTime)) return;
  group.toldAt = eventTime;
  if (threshold !== undefined) group.threshold = clip(threshold);
  if (replicationTime !== undefined) group.replicationTime = clip(replicationTime);
}

function clip(text: string): string {
  return truncateCharacters(text, ALERT_LIMITS.nameCharacters);
}

function openGroup(event: LagEvent, key: IncidentKey): Growing {
  return {
    incidentId: toIncidentId(key),
    key,
    partition: event.partition ?? 'aws',
    missed: 0,
    arrived: 0,
    notTracked: 0,
    sizeBytes: 0,
    firstSeen: event.eventTime,
    lastSeen: event.eventTime,
    operations: new Tally(),
    prefixes: new Tally(),
    samples: [],
    messages: [],
  };
}
