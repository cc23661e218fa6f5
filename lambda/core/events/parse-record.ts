import { toBucketName, toPartition } from './bucket-arn';
import { toEventKind } from './event-kind';
import { isSupportedVersion } from './event-version';
import { isJsonObject } from './json-value';
import { decodeEventKey } from './object-key';
import type { RawBucket, RawObject, RawRecord, RawReplicationData, RawS3 } from './raw-record';
import {
  type RecordFault,
  toKeyFault,
  toKindFault,
  toObjectFault,
  toSourceFault,
  toTextFault,
  toTimeFault,
  toVersionFault,
} from './record-fault';
import type { ReplicationEvent, ReplicationEventKind } from './replication-event';
import { isUtcTime } from './utc-time';

/** An event while it is read. Fields are always added in the same order, so that events share few shapes. */
type GrowingEvent = { -readonly [Field in keyof ReplicationEvent]: ReplicationEvent[Field] };

/**
 * Reads one record of an S3 notification. Never throws.
 *
 * What an alert cannot do without - source, name, version and time of the event, Region, bucket name, key - must be
 * there and of its type, or the record is a fault. Everything else is optional: a field that is missing, empty or
 * of the wrong type is simply absent from the event, since a failure told without its size is worth more than a
 * failure not told. Fields we do not know are ignored; of other S3 events nothing but source and name is looked at.
 * Every text of an event is well-formed Unicode, whatever escapes the JSON had.
 */
export function parseRecord(record: unknown): ReplicationEvent | RecordFault | 'other-event' {
  if (!isJsonObject(record)) return toObjectFault('', record);
  const { eventSource, eventName }: RawRecord = record;
  if (eventSource !== 'aws:s3') return toSourceFault(eventSource);
  if (!isText(eventName)) return toTextFault('.eventName', eventName);
  const kind = toEventKind(eventName);
  if (kind === 'other') return 'other-event';
  return kind === 'unknown' ? toKindFault(eventName) : parseReplicationRecord(record, kind);
}

function parseReplicationRecord(raw: RawRecord, kind: ReplicationEventKind): ReplicationEvent | RecordFault {
  const { eventVersion, eventTime, awsRegion, s3 } = raw;
  if (!isText(eventVersion)) return toTextFault('.eventVersion', eventVersion);
  if (!isSupportedVersion(eventVersion)) return toVersionFault(eventVersion);
  if (!isText(eventTime)) return toTextFault('.eventTime', eventTime);
  if (!isUtcTime(eventTime)) return toTimeFault(eventTime);
  if (!isText(awsRegion)) return toTextFault('.awsRegion', awsRegion);
  if (!isJsonObject(s3)) return toObjectFault('.s3', s3);
  const { bucket, object }: RawS3 = s3;
  if (!isJsonObject(bucket)) return toObjectFault('.s3.bucket', bucket);
  if (!isJsonObject(object)) return toObjectFault('.s3.object', object);
  const { name, arn }: RawBucket = bucket;
  if (!isText(name)) return toTextFault('.s3.bucket.name', name);
  const { key: encodedKey }: RawObject = object;
  if (!isText(encodedKey)) return toTextFault('.s3.object.key', encodedKey);
  const key = decodeEventKey(encodedKey)?.toWellFormed();
  if (key === undefined) return toKeyFault(encodedKey);

  const event: GrowingEvent = {
    kind,
    eventTime,
    region: awsRegion.toWellFormed(),
    sourceBucket: name.toWellFormed(),
    key,
  };
  addObjectFields(event, object);
  if (isText(arn)) addPartition(event, arn);
  if (isJsonObject(raw.replicationEventData)) addReplicationFields(event, raw.replicationEventData);
  return event;
}

function addObjectFields(event: GrowingEvent, { versionId, size, eTag, sequencer }: RawObject): void {
  if (isText(versionId)) event.versionId = versionId.toWellFormed();
  if (isSize(size)) event.sizeBytes = size;
  if (isText(eTag)) event.eTag = eTag.toWellFormed();
  if (isText(sequencer)) event.sequencer = sequencer.toWellFormed();
}

function addPartition(event: GrowingEvent, arn: string): void {
  const partition = toPartition(arn);
  if (partition !== undefined) event.partition = partition;
}

function addReplicationFields(event: GrowingEvent, raw: RawReplicationData): void {
  const { replicationRuleId, destinationBucket, s3Operation, requestTime, failureReason } = raw;
  if (isText(replicationRuleId)) event.ruleId = replicationRuleId.toWellFormed();
  if (isText(destinationBucket)) addDestination(event, destinationBucket.toWellFormed());
  if (isText(s3Operation)) event.operation = s3Operation.toWellFormed();
  if (isText(requestTime)) event.requestTime = requestTime.toWellFormed();
  if (isText(failureReason)) addFailureReason(event, failureReason.toWellFormed());
  addOpaque(event, 'threshold', raw.threshold);
  addOpaque(event, 'replicationTime', raw.replicationTime);
}

function addDestination(event: GrowingEvent, arnOrName: string): void {
  const bucket = toBucketName(arnOrName);
  if (bucket !== '') event.destinationBucket = bucket;
}

function addFailureReason(event: GrowingEvent, text: string): void {
  const reason = text.trim();
  if (reason !== '') event.failureReason = reason;
}

/** AWS documents neither type nor unit of these two, so a number is as good as a text. */
function addOpaque(event: GrowingEvent, field: 'threshold' | 'replicationTime', value: unknown): void {
  if (isText(value)) event[field] = value.toWellFormed();
  else if (typeof value === 'number') event[field] = String(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
