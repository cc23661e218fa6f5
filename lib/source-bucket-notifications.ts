import { Annotations, CfnOutput, Names, Stack } from 'aws-cdk-lib';
import {
  type BucketNotificationDestinationConfig,
  BucketNotificationDestinationType,
  EventType,
  type IBucketNotificationDestination,
} from 'aws-cdk-lib/aws-s3';
import { Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { renderExternalNotification, toNotificationConfiguration } from './external-notification';
import type { SourceBucket } from './replication-failure-responder-props';

export interface SourceBucketNotificationsProps {
  readonly sourceBuckets: readonly SourceBucket[];
  readonly queue: Queue;
}

/**
 * Brings the events of the source buckets to the queue, in one of three ways.
 *
 * `managed` uses CDK's bucket-notification custom resource (its Python source is part of aws-cdk-lib:
 * `custom-resource-handlers/dist/aws-s3/notifications-resource-handler/index.py`). For a bucket that the app did not
 * create it reads the bucket's configuration, keeps every queue, topic, function and EventBridge entry that is not
 * its own, adds ours and puts the whole back; on delete it puts back what does not carry the id of this stack. The
 * cloud test sees an earlier notification survive deploy, redeploy and destroy. Three limits remain:
 * - S3 refuses two entries for one event type. A bucket that notifies `s3:Replication:*` already makes the deployment
 *   fail ("Configurations overlap") and roll back: use `existingTopic`, or put a topic in between.
 * - Get, change and put are no transaction: two deployments that touch one bucket at the same moment can lose one
 *   entry.
 * - An *update* of the resource blanks the ids of the others' entries, and a stack that owns one of them no longer
 *   knows it when it is deleted. So ours is made not to update: its properties are the bucket's name, which is part
 *   of its construct id in the stack, and the ARN of a queue that is never replaced.
 */
export class SourceBucketNotifications extends Construct {
  constructor(scope: Construct, id: string, props: SourceBucketNotificationsProps) {
    super(scope, id);
    const destination = new QueueDestination(props.queue);
    const external = props.sourceBuckets.filter(({ notifications }) => notifications === 'external');
    for (const { bucket, existingTopic, notifications } of props.sourceBuckets) {
      if (existingTopic !== undefined || notifications === 'external') continue;
      bucket.addEventNotification(EventType.REPLICATION, destination);
    }
    this.subscribeToTopics(props);
    for (const { bucket } of external) this.explainExternal(bucket.bucketName, props.queue);
  }

  /** Raw delivery: the events arrive as S3 wrote them, in half the bytes. (The function reads envelopes, too.) */
  private subscribeToTopics({ sourceBuckets, queue }: SourceBucketNotificationsProps): void {
    const topics = new Map(
      sourceBuckets.flatMap(({ existingTopic: t }) => (t ? [[t.topicArn, t] as const] : [])),
    );
    for (const topic of topics.values()) {
      const subscription = new Subscription(this, `Topic-${Names.nodeUniqueId(topic.node)}`, {
        topic,
        endpoint: queue.queueArn,
        protocol: SubscriptionProtocol.SQS,
        rawMessageDelivery: true,
      });
      // SNS drops what it may not deliver: first the policy, then the subscription.
      subscription.node.addDependency(queue);
    }
  }

  private explainExternal(bucketName: string, queue: Queue): void {
    const output = new CfnOutput(this, `NotificationOf-${bucketName}`, {
      description:
        `To be added to the notification configuration of ${bucketName} by whoever owns it ` +
        '(put-bucket-notification-configuration replaces the whole: get it first, add this, put it back).',
      value: Stack.of(this).toJsonString(toNotificationConfiguration(queue.queueArn)),
    });
    Annotations.of(this).addInfoV2(
      `s3-replication-responder:externalNotification:${bucketName}`,
      renderExternalNotification({
        bucketName,
        outputName: Stack.of(this).resolve(output.logicalId) as string,
      }),
    );
  }
}

/**
 * Our own destination instead of CDK's `SqsDestination`: that one lets S3 in without `aws:SourceAccount`, and with
 * more actions than `SendMessage`. The policy of the queue is written in `ingestion-queue.ts`.
 */
class QueueDestination implements IBucketNotificationDestination {
  constructor(private readonly queue: Queue) {}

  bind(): BucketNotificationDestinationConfig {
    return {
      arn: this.queue.queueArn,
      type: BucketNotificationDestinationType.QUEUE,
      // S3 tries the queue when the notification is put: its policy must be there by then.
      dependencies: [this.queue],
    };
  }
}
