import { CfnOutput, Duration, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ResponderConfig, SourceBucketConfig } from './config/config.schema';
import { toAccountRoles } from './config/plan-access';
import type { StackPlan } from './config/plan-stacks';
import { ReplicationFailureResponder } from './replication-failure-responder';
import type { SlackChannel, SourceBucket } from './replication-failure-responder-props';

export interface ResponderStackProps extends StackProps {
  readonly config: ResponderConfig;
  /** The share of the configuration that is this Region's. */
  readonly plan: StackPlan;
}

/** The responder of one Region, as configured. */
export class ResponderStack extends Stack {
  readonly responder: ReplicationFailureResponder;

  constructor(scope: Construct, id: string, props: ResponderStackProps) {
    const { config, plan, ...stackProps } = props;
    super(scope, id, {
      description: 'S3 Replication Responder: replication failure events in, alerts out.',
      env: {
        ...(plan.account !== undefined && { account: plan.account }),
        ...(plan.region !== undefined && { region: plan.region }),
      },
      stackName: plan.stackName,
      ...stackProps,
    });
    const { alertTopic, alarmTopicArn, encryptionKeyArn } = plan;
    this.responder = new ReplicationFailureResponder(this, 'Responder', {
      sourceBuckets: plan.sourceBuckets.map((bucket) => this.toSourceBucket(bucket)),
      groupWait: Duration.seconds(config.groupWaitSeconds),
      maxConcurrency: config.maxConcurrency,
      logRetention: config.logRetentionDays,
      checks: config.checks,
      accountRoles: toAccountRoles(config, plan),
      tracing: config.xray,
      ...(alertTopic ? { alertTopic: this.importAlertTopic(alertTopic) } : { emails: config.emails }),
      ...(alarmTopicArn !== undefined && {
        alarmTopic: Topic.fromTopicArn(this, 'AlarmTopic', alarmTopicArn),
      }),
      ...(encryptionKeyArn !== undefined && {
        encryptionKey: Key.fromKeyArn(this, 'EncryptionKey', encryptionKeyArn),
      }),
      ...(config.slack && { slack: this.toSlack(config.slack) }),
      ...(config.docsBaseUrl !== undefined && { docsBaseUrl: config.docsBaseUrl }),
    });
    this.addOutputs();
    for (const [key, value] of Object.entries(config.tags)) Tags.of(this).add(key, value);
  }

  /** What an operator needs to subscribe, look and replay. */
  private addOutputs(): void {
    const { topic, queue, deadLetterQueue, function: respond } = this.responder;
    const outputs = {
      AlertTopicArn: { value: topic.topicArn, description: 'Subscribe here for alerts.' },
      QueueUrl: { value: queue.queueUrl, description: 'Replication events arrive here.' },
      DeadLetterQueueUrl: {
        value: deadLetterQueue.queueUrl,
        description: 'What could not be read, or not be told.',
      },
      FunctionName: { value: respond.functionName, description: 'Makes alerts of events.' },
    };
    for (const [id, output] of Object.entries(outputs)) new CfnOutput(this, id, output);
  }

  private toSourceBucket(source: SourceBucketConfig): SourceBucket {
    const { name, account, notifications, existingTopicArn, destinationRegions, destinationBuckets } = source;
    const owner = account !== undefined && { account };
    return {
      // The name is part of the construct id: another bucket is another resource, and the old one is cleaned up.
      bucket: Bucket.fromBucketAttributes(this, `Source-${name}`, { bucketName: name, ...owner }),
      ...owner,
      ...(notifications !== undefined && { notifications }),
      ...(existingTopicArn !== undefined && {
        existingTopic: Topic.fromTopicArn(this, `EventsOf-${name}`, existingTopicArn),
      }),
      ...(destinationRegions && { destinationRegions }),
      ...(destinationBuckets && { destinationBuckets }),
    };
  }

  private importAlertTopic({ arn, keyArn }: NonNullable<StackPlan['alertTopic']>): ITopic {
    return Topic.fromTopicAttributes(this, 'AlertTopic', {
      topicArn: arn,
      ...(keyArn !== undefined && { keyArn }),
    });
  }

  private toSlack(slack: NonNullable<ResponderConfig['slack']>): SlackChannel {
    const { mode, secretArn, secretKeyArn, channel } = slack;
    const common = {
      secret: secretArn.includes(':secretsmanager:')
        ? Secret.fromSecretCompleteArn(this, 'SlackSecret', secretArn)
        : { parameterArn: secretArn },
      ...(secretKeyArn !== undefined && { secretKey: Key.fromKeyArn(this, 'SlackSecretKey', secretKeyArn) }),
    };
    // The configuration has been checked: a bot has its channel.
    return mode === 'bot' ? { mode, channel: channel ?? '', ...common } : { mode, ...common };
  }
}
