import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** A bucket whose replication is watched: the source side. */
export interface SourceBucket {
  /** In the Region of the stack: S3 sends events only within the Region. */
  readonly bucket: IBucket;
  /** Account that owns the bucket. Default: the account the bucket was imported with, else that of the stack. */
  readonly account?: string;
  /**
   * `managed`: add `s3:Replication:*` to the notifications that the bucket has. `external`: leave the bucket alone
   * and print what its owner has to add. Default: `managed`, or nothing when `existingTopic` is given.
   */
  readonly notifications?: 'managed' | 'external';
  /** A standard topic to which the bucket sends `s3:Replication:*` already; the queue is subscribed to it. */
  readonly existingTopic?: ITopic;
  /** Regions of the destination buckets, where S3 publishes the pending and latency metrics. Default: unknown. */
  readonly destinationRegions?: readonly string[];
  /**
   * Names of the destination buckets, all of them: the function may then look at these and no other. They count when
   * every source bucket names its own. Default: unknown, so the function may read the configuration of any bucket.
   */
  readonly destinationBuckets?: readonly string[];
}

/** An account that the function may look into, by a role there: see `DestinationAccess`. */
export interface AccountRole {
  readonly account: string;
  readonly roleArn: string;
  /** What the role's trust policy asks for. Not a secret: it keeps others from making the function use the role. */
  readonly externalId: string;
  /** Buckets of that account: a replication rule need not say whose its destination is. Default: none known. */
  readonly buckets?: readonly string[];
}

/** A `SecureString` parameter; every `IParameter` is one. */
export interface SecretParameter {
  readonly parameterArn: string;
}

/** Slack as a second channel. Only ARNs go into the template. */
export type SlackChannel = (
  | {
      /** An incoming webhook; the secret is its URL. */
      readonly mode: 'webhook';
    }
  | {
      /** A bot with `chat:write`; the secret is its token. */
      readonly mode: 'bot';
      /** Id of the channel to post to. */
      readonly channel: string;
    }
) & {
  readonly secret: ISecret | SecretParameter;
  /** Customer managed key of the secret. Default: the key the secret was imported with, else an AWS managed one. */
  readonly secretKey?: IKey;
};

export interface ReplicationFailureResponderProps {
  readonly sourceBuckets: readonly SourceBucket[];
  /** Where alerts go. A standard topic. Default: a new one, encrypted, TLS only. */
  readonly alertTopic?: ITopic;
  /** E-mail addresses to subscribe to the new topic. Default: none. */
  readonly emails?: readonly string[];
  /** Default: no Slack. */
  readonly slack?: SlackChannel;
  /**
   * Customer managed key for the queues and the new topic. Default: SQS-managed encryption for the queues, a new key
   * for the topic.
   */
  readonly encryptionKey?: IKey;
  /** How long failures are collected before the first alert; 0 to 300 seconds. Default: 30 seconds. */
  readonly groupWait?: Duration;
  /** Batches handled at once, 2 to 1,000; each makes its own alerts. Default: 2. */
  readonly maxConcurrency?: number;
  /** Default: `ONE_MONTH`. */
  readonly logRetention?: RetentionDays;
  /**
   * What the function may look at to find the cause. `config`: configuration of buckets, roles and keys. `objects`: the
   * metadata of failed objects as well, with a permission that could also read content. `off`: nothing. Default:
   * `config`. What each costs is in `docs/reference/permissions.md`.
   */
  readonly checks?: 'off' | 'config' | 'objects';
  /**
   * Other accounts to look into. The role of the function then gets a fixed name, which those accounts trust, so the
   * stack must have an account and a Region. Default: none.
   */
  readonly accountRoles?: readonly AccountRole[];
  /** Trace the function with X-Ray. Default: false. */
  readonly tracing?: boolean;
  /** Where our own alarms go. A standard topic. Default: the alert topic. */
  readonly alarmTopic?: ITopic;
  /** Where `docs/` is published; alerts and alarms link into it. Default: no runbook links. */
  readonly docsBaseUrl?: string;
}
