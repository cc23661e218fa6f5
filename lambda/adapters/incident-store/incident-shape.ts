import type { ChannelWait, Incident, LagCounts, OutboxEntry, Told } from '../../core/incidents/incident';
import type { IncidentKey } from '../../core/incidents/incident-key';
import {
  isAnything,
  isCount,
  isListOf,
  isObject,
  isOneOf,
  isRecordOf,
  isText,
  isTime,
  nullable,
  optional,
  type Shape,
} from './shape';

const isKey: Shape = isObject<IncidentKey>({
  region: isText,
  sourceBucket: isText,
  ruleId: nullable(isText),
  destinationBucket: nullable(isText),
  failureReason: nullable(isText),
});

const isTold: Shape = isObject<Told>({
  at: isTime,
  why: isText,
  failures: isCount,
  verdict: optional(isText),
  check: optional(isText),
  subject: optional(isText),
  related: optional(isCount),
  isOver: optional(isOneOf(true)),
  isWithoutTraffic: optional(isOneOf(true)),
});

const isOutboxEntry: Shape = isObject<OutboxEntry>({
  alertId: isText,
  type: isText,
  audience: isOneOf('everybody', 'stream'),
  says: isTold,
  lostChannels: optional(isListOf(isText)),
  lease: optional(isObject({ by: isText, until: isTime })),
  channels: isRecordOf(isObject<ChannelWait>({ attempts: isCount, nextAt: isTime, since: optional(isTime) })),
});

const isLag: Shape = isObject<LagCounts>({
  missed: isCount,
  arrived: isCount,
  notTracked: isCount,
  threshold: optional(isText),
  replicationTime: optional(isText),
});

/** Of an investigation only what an alert cannot be made without: it is ours, and it is large. */
const isLooked: Shape = isObject<NonNullable<Incident['looked']>>({
  at: isTime,
  investigation: isObject({
    diagnosis: isObject({ title: isText, verdict: isText, findings: isListOf(isAnything) }),
    fix: isListOf(isObject({ text: isText })),
    places: isRecordOf(isAnything),
  }),
});

/** What a stored incident has to be before anybody works with it. Every field of the type has a line. */
export const INCIDENT_SHAPE: Shape = isObject<Incident>({
  id: isText,
  key: isKey,
  kind: isOneOf('failure', 'lag'),
  partition: isText,
  version: isCount,
  state: isOneOf('open', 'acknowledged', 'recovering', 'resolved'),
  stateSince: isTime,
  episode: isCount,
  openedAt: isTime,
  firstSeen: isTime,
  lastSeen: isTime,
  failures: isCount,
  sizeBytes: isCount,
  operations: isRecordOf(isCount),
  prefixes: isRecordOf(isCount),
  samples: isListOf(isObject({ key: isText })),
  lag: optional(isLag),
  looked: optional(isLooked),
  cause: optional(isObject({ check: isText, subject: isText, title: isText, at: isTime })),
  told: optional(isTold),
  streamed: optional(isTold),
  acknowledgement: optional(isObject({ by: isText, at: isTime })),
  resolution: optional(isObject({ at: isTime, proof: isText })),
  lead: optional(isObject({ id: isText, because: isText })),
  muted: optional(isObject({ because: isText, since: isTime })),
  previous: optional(isObject({ openedAt: isTime, resolvedAt: isTime, failures: isCount })),
  channelLostAt: optional(isTime),
  threads: isRecordOf(isObject({ channel: isText, reference: isText })),
  outbox: isListOf(isOutboxEntry),
  appliedBatches: isListOf(isObject({ id: isText, at: isTime })),
});
