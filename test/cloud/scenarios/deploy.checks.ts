import assert from 'node:assert/strict';
import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import { subscribeAlertInbox } from '../local-aws/alert-inbox';
import { countMessages, waitUntilHandled } from '../observations';
import { ACCOUNT, REGION, STACK_NAME } from '../responder-config';
import { findResources } from '../stack-resources';
import { deploymentOf, type CloudCheck } from '../world';

/** The real app into an account that holds two buckets and nothing of ours. */
export const deployChecks: readonly CloudCheck[] = [
  {
    name: 'cdk bootstrap prepares the account',
    essential: true,
    run: async (world) => {
      await world.cdk.run(['bootstrap', `aws://${ACCOUNT}/${REGION}`], 120);
    },
  },
  {
    name: 'cdk deploy brings up the stack of the real app',
    essential: true,
    run: async (world) => {
      const deploy = [
        'deploy',
        STACK_NAME,
        '--require-approval',
        'never',
        '-c',
        `config=${world.configs.webhook}`,
      ];
      await world.cdk.run(deploy, 240);
      const resources = await findResources(world, STACK_NAME);
      world.deployment = {
        ...resources,
        eventSource: await world.lambda.findEventSource(resources.queueArn),
        inbox: await subscribeAlertInbox(world.clients, resources.topicArn),
        callsBefore: world.proxy.calls.length,
      };
    },
  },
  {
    name: 'the function may answer with the messages that failed',
    run: (world) => {
      assert.deepEqual(deploymentOf(world).eventSource.functionResponseTypes, ['ReportBatchItemFailures']);
      return Promise.resolve();
    },
  },
  {
    name: 'the bucket keeps its own notifications beside the new one',
    run: async (world) => {
      const { bucket, ownConfiguration } = world.sources.direct;
      const now = await world.sources.readNotifications(bucket);
      const [own, added, ...more] = now.QueueConfigurations ?? [];
      assert.deepEqual([own], ownConfiguration.QueueConfigurations);
      assert.deepEqual(now.EventBridgeConfiguration, {});
      assert.equal(added?.QueueArn, deploymentOf(world).queueArn);
      assert.deepEqual(added.Events, ['s3:Replication:*']);
      assert.deepEqual(more, []);
    },
  },
  {
    name: 'the bucket whose failures go to a topic is left as it was',
    run: async (world) => {
      const { bucket, topicArn } = world.sources.throughTopic;
      const { TopicConfigurations, ...others } = await world.sources.readNotifications(bucket);
      assert.deepEqual(others, {});
      assert.deepEqual(
        TopicConfigurations?.map(({ TopicArn }) => TopicArn),
        [topicArn],
      );
    },
  },
  {
    name: 'S3 accepts the notification that the stack prints for a bucket that somebody else manages',
    run: async (world) => {
      const { bucket } = world.sources.external;
      assert.deepEqual(await world.sources.readNotifications(bucket), {});
      const printed = deploymentOf(world).outputs.find((value) => value.includes('QueueConfigurations'));
      assert.ok(printed, 'no output holds a notification configuration');
      await world.sources.putNotifications(bucket, JSON.parse(printed) as NotificationConfiguration);
      const { QueueConfigurations } = await world.sources.readNotifications(bucket);
      assert.equal(QueueConfigurations?.[0]?.QueueArn, deploymentOf(world).queueArn);
    },
  },
  {
    name: 'the test event that S3 sends when a notification is saved makes no alert',
    run: async (world) => {
      const { deadLetterQueueUrl, inbox } = deploymentOf(world);
      await waitUntilHandled(world);
      assert.equal(await countMessages(world, deadLetterQueueUrl), 0);
      assert.deepEqual(inbox.received, []);
      assert.deepEqual(world.slack.posts, []);
    },
  },
];
