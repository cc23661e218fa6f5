/**
 * The four kinds of `s3:Replication:*` notification, named without the prefix that S3 uses in the bucket's
 * notification configuration.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
export const REPLICATION_EVENT_KINDS = [
  'OperationFailedReplication',
  'OperationMissedThreshold',
  'OperationReplicatedAfterThreshold',
  'OperationNotTracked',
] as const;

export type ReplicationEventKind = (typeof REPLICATION_EVENT_KINDS)[number];

/**
 * One record of an S3 replication notification, read and decoded. Only what AWS promises is required; every
 * other field is absent when the record does not carry it - never an empty string in its place.
 */
export interface ReplicationEvent {
  readonly kind: ReplicationEventKind;
  /** ISO 8601 in UTC, as S3 sent it. */
  readonly eventTime: string;
  /** The Region of the source bucket. */
  readonly region: string;
  readonly sourceBucket: string;
  /** The object key after form-decoding (`+` is a space): the key as the bucket lists it. */
  readonly key: string;
  readonly versionId?: string;
  readonly sizeBytes?: number;
  readonly eTag?: string;
  readonly sequencer?: string;
  readonly ruleId?: string;
  /** Bucket name, taken from the ARN in `replicationEventData.destinationBucket`. */
  readonly destinationBucket?: string;
  /** The `aws` in `arn:aws:s3:::bucket`: `aws`, `aws-cn` or `aws-us-gov`, from the source bucket's ARN. */
  readonly partition?: string;
  /** An open string; AWS documents only `OBJECT_PUT`. */
  readonly operation?: string;
  /** When the source object was written; as S3 sent it, not checked to be a time. */
  readonly requestTime?: string;
  /** Trimmed, otherwise as S3 sent it; an open string, and AWS does not promise it. */
  readonly failureReason?: string;
  /** Opaque: AWS documents neither unit nor format, so it is shown verbatim. */
  readonly threshold?: string;
  /** Opaque, like `threshold`. */
  readonly replicationTime?: string;
}

export type EventProblemCode =
  | 'too-large'
  | 'not-json'
  | 'unknown-shape'
  | 'unsupported-version'
  | 'wrong-type'
  | 'missing-field'
  | 'bad-key-encoding';

/** Why a body, or one record of it, could not be read. Data, never an exception. */
export interface EventProblem {
  readonly code: EventProblemCode;
  /** Where in the body, as a path: `Records[0].s3.object.key`; `$` for the body as a whole. */
  readonly path: string;
  /** What stands there, clipped: `number 42`, `string "abc…"`. */
  readonly got: string;
  /** What is allowed there. */
  readonly allowed: string;
  /** The unreadable text itself, clipped to 256 characters, control characters replaced. */
  readonly excerpt: string;
  /**
   * What goes to the dead-letter queue: the body as received, or - where it holds other records as well - a
   * notification with only the unreadable record in it.
   */
  readonly body: string;
}

/** What one message body came to. */
export interface ParsedBody {
  readonly events: readonly ReplicationEvent[];
  readonly problems: readonly EventProblem[];
  readonly ignored: IgnoredCounts;
}

/** What was understood and is no business of ours. */
export interface IgnoredCounts {
  /** `s3:TestEvent`, sent by S3 whenever a notification configuration is saved. */
  readonly testEvents: number;
  /** Records of other S3 event kinds (`ObjectCreated:*`, …) that share the queue. */
  readonly otherEvents: number;
}

/** One message to handle: from SQS with an id to acknowledge, or from elsewhere without. */
export interface InboundMessage {
  /** The SQS message id; absent for input that cannot be acknowledged one by one. */
  readonly messageId?: string;
  readonly body: string;
  /** How often SQS has handed it over, this time included; absent where nobody counts. */
  readonly receiveCount?: number;
  /** ISO 8601, UTC: when SQS handed it over for the first time. */
  readonly firstReceivedAt?: string;
}
