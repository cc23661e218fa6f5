import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type BucketLocationConstraint,
  type NotificationConfiguration,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { AwsClients } from './local-aws/aws-clients';

/** The buckets that exist before the responder comes, and what their owners had set up. */
export interface SourceBuckets {
  /** Sends uploads to a queue of its owner and everything to EventBridge; gets the responder's queue added. */
  readonly direct: { readonly bucket: string; readonly ownConfiguration: NotificationConfiguration };
  /** Its owner already sends replication failures to this topic. */
  readonly throughTopic: { readonly bucket: string; readonly topicArn: string };
  /** Left alone by the stack; its owner adds what the stack prints. */
  readonly external: { readonly bucket: string };
  readNotifications(bucket: string): Promise<NotificationConfiguration>;
  /** What an owner does with the AWS CLI. S3 refuses a queue whose policy does not let this bucket in. */
  putNotifications(bucket: string, configuration: NotificationConfiguration): Promise<void>;
  /** Uploads an object and tells whether the owner's own queue hears of it. */
  ownerHearsOfUpload(key: string): Promise<boolean>;
}

const DIRECT = 'media-prod';
const THROUGH_TOPIC = 'logs-prod';
const EXTERNAL = 'archive-prod';

export async function createSourceBuckets(
  clients: AwsClients,
  place: { account: string; region: string },
): Promise<SourceBuckets> {
  const { s3, sqs } = clients;
  for (const Bucket of [DIRECT, THROUGH_TOPIC, EXTERNAL]) {
    const LocationConstraint = place.region as BucketLocationConstraint;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  }
  const uploads = await sqs.send(
    new CreateQueueCommand({
      QueueName: 'media-uploads',
      Attributes: { Policy: allowS3('sqs:SendMessage', DIRECT, place.account) },
    }),
  );
  const ownConfiguration: NotificationConfiguration = {
    EventBridgeConfiguration: {},
    QueueConfigurations: [
      {
        Id: 'uploads',
        QueueArn: `arn:aws:sqs:${place.region}:${place.account}:media-uploads`,
        Events: ['s3:ObjectCreated:*'],
      },
    ],
  };
  await putNotifications(clients, DIRECT, ownConfiguration);
  const topicArn = await createBucketTopic(clients, place.account);

  return {
    direct: { bucket: DIRECT, ownConfiguration },
    throughTopic: { bucket: THROUGH_TOPIC, topicArn },
    external: { bucket: EXTERNAL },
    putNotifications: (bucket, configuration) => putNotifications(clients, bucket, configuration),
    readNotifications: async (Bucket) => {
      const { $metadata, ...configuration } = await s3.send(
        new GetBucketNotificationConfigurationCommand({ Bucket }),
      );
      void $metadata;
      return configuration;
    },
    ownerHearsOfUpload: async (key) => {
      await s3.send(new PutObjectCommand({ Bucket: DIRECT, Key: key, Body: 'x' }));
      return findInQueue(clients, uploads.QueueUrl ?? '', key);
    },
  };
}

async function createBucketTopic(clients: AwsClients, account: string): Promise<string> {
  const { TopicArn = '' } = await clients.sns.send(new CreateTopicCommand({ Name: 'logs-prod-events' }));
  await clients.sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: allowS3('sns:Publish', THROUGH_TOPIC, account),
    }),
  );
  await putNotifications(clients, THROUGH_TOPIC, {
    TopicConfigurations: [{ Id: 'failures', TopicArn, Events: ['s3:Replication:*'] }],
  });
  return TopicArn;
}

async function putNotifications(
  { s3 }: AwsClients,
  Bucket: string,
  NotificationConfiguration: NotificationConfiguration,
): Promise<void> {
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}

function allowS3(action: string, bucket: string, account: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: action,
        Resource: '*',
        Condition: {
          ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${bucket}` },
          StringEquals: { 'aws:SourceAccount': account },
        },
      },
    ],
  });
}

async function findInQueue({ sqs }: AwsClients, QueueUrl: string, text: string): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    for (const { ReceiptHandle } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    if (Messages.some(({ Body = '' }) => Body.includes(text))) return true;
    if (Messages.length === 0) await sleep(200);
  }
  return false;
}
