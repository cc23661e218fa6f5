/**
 * The fields of an S3 event record that we read, as far as JSON tells: nothing is promised about any of them.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html; the seven
 * fields of `replicationEventData` are those of the AWS SDK for Java's `ReplicationEventData`.
 */
export interface RawRecord {
  readonly eventVersion?: unknown;
  readonly eventSource?: unknown;
  readonly awsRegion?: unknown;
  readonly eventTime?: unknown;
  readonly eventName?: unknown;
  readonly s3?: unknown;
  readonly replicationEventData?: unknown;
}

export interface RawS3 {
  readonly bucket?: unknown;
  readonly object?: unknown;
}

export interface RawBucket {
  readonly name?: unknown;
  readonly arn?: unknown;
}

export interface RawObject {
  readonly key?: unknown;
  readonly size?: unknown;
  readonly eTag?: unknown;
  readonly versionId?: unknown;
  readonly sequencer?: unknown;
}

export interface RawReplicationData {
  readonly replicationRuleId?: unknown;
  readonly destinationBucket?: unknown;
  readonly s3Operation?: unknown;
  readonly requestTime?: unknown;
  readonly failureReason?: unknown;
  readonly threshold?: unknown;
  readonly replicationTime?: unknown;
}
