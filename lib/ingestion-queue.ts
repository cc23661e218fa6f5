import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkRedelivery } from './check-redelivery';
import { allowService } from './encryption';
import type { SourceBucket } from './replication-failure-responder-props';

/** How often a message may come back before it is set aside. AWS advises at least five for Lambda consumers. */
const MAX_RECEIVE_COUNT = 5;

/** The longest that SQS keeps a message. */
const RETENTION = Duration.days(14);

export interface IngestionQueueProps {
  readonly sourceBuckets: readonly SourceBucket[];
  /** Timeout of the function that reads the queue. */
  readonly functionTimeout: Duration;
  /** Batching window of the event source mapping. */
  readonly groupWait: Duration;
  readonly encryptionKey?: IKey;
}

/**
 * The queue into which S3 (or an SNS topic) puts replication events, and its dead-letter queue.
 *
 * Encryption: SQS-managed by default. S3 refuses a queue under the AWS managed key `alias/aws/sqs`, and a customer
 * managed key would cost a dollar a month, KMS requests in every storm, and one more way to lose events - a disabled
 * key silences the queue. SQS-managed keys need no grant at all: whoever may send, may. With `encryptionKey` both
 * queues use that key instead and S3 and SNS are let in through its policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html#key-policy-sns-sqs
 *
 * `MaximumMessageSize` stays at its default, the maximum: S3 sends up to 64 KB, and what SQS refuses is lost.
 */
export class IngestionQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  /** How long a message that was taken stays hidden, and so when a failed one is tried again. */
  readonly visibilityTimeout: Duration;

  constructor(scope: Construct, id: string, props: IngestionQueueProps) {
    super(scope, id);
    const common = {
      retentionPeriod: RETENTION,
      enforceSSL: true,
      ...(props.encryptionKey
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: props.encryptionKey }
        : { encryption: QueueEncryption.SQS_MANAGED }),
    };
    this.visibilityTimeout = toVisibilityTimeout(props);
    checkRedelivery(this, { visibilityTimeout: this.visibilityTimeout, receives: MAX_RECEIVE_COUNT });
    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', common);
    this.queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: this.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    this.letBucketsIn(props);
    this.letTopicsIn(props);
  }

  /** One statement for each owner: SQS takes 20 statements and 10 conditions, see `queue-policy-limits.ts`. */
  private letBucketsIn({ sourceBuckets, encryptionKey }: IngestionQueueProps): void {
    const senders = sourceBuckets.filter(({ existingTopic }) => existingTopic === undefined);
    const toOwner = ({ account, bucket }: SourceBucket): string => account ?? bucket.env.account;
    for (const [index, owner] of [...new Set(senders.map(toOwner))].entries()) {
      const bucketArns = senders
        .filter((source) => toOwner(source) === owner)
        .map(({ bucket }) => bucket.bucketArn);
      const conditions = {
        ArnLike: { 'aws:SourceArn': bucketArns },
        StringEquals: { 'aws:SourceAccount': owner },
      };
      const suffix = index === 0 ? '' : String(index + 1);
      this.allowSend('s3.amazonaws.com', `ReplicationEventsFromS3${suffix}`, conditions);
      if (encryptionKey) {
        allowService(encryptionKey, {
          service: 's3.amazonaws.com',
          sid: `ReplicationEventsFromS3${suffix}`,
          conditions,
        });
      }
    }
  }

  private letTopicsIn({ sourceBuckets, encryptionKey }: IngestionQueueProps): void {
    const topicArns = [
      ...new Set(sourceBuckets.flatMap(({ existingTopic }) => existingTopic?.topicArn ?? [])),
    ];
    if (topicArns.length === 0) return;
    const conditions = { ArnEquals: { 'aws:SourceArn': topicArns } };
    this.allowSend('sns.amazonaws.com', 'ReplicationEventsFromSns', conditions);
    if (encryptionKey) {
      allowService(encryptionKey, {
        service: 'sns.amazonaws.com',
        sid: 'ReplicationEventsFromSns',
        conditions,
      });
    }
  }

  private allowSend(service: string, sid: string, conditions: Record<string, Record<string, unknown>>): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal(service)],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions,
      }),
    );
  }
}

/**
 * Six times the timeout plus the batching window, as AWS advises: a batch that Lambda throttles and tries again must
 * not become visible to somebody else meanwhile. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
function toVisibilityTimeout(props: Pick<IngestionQueueProps, 'functionTimeout' | 'groupWait'>): Duration {
  return Duration.seconds(6 * props.functionTimeout.toSeconds() + props.groupWait.toSeconds());
}
