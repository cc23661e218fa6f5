import assert from 'node:assert/strict';
import { PublishCommand } from '@aws-sdk/client-sns';
import { alertAbout } from '../alert-about';
import { slackPostsAbout, waitUntilHandled } from '../observations';
import { deploymentOf, failureBody, sendToQueue, type CloudCheck, type World } from '../world';

/** Failure events in, alerts out: directly through the queue, and through an SNS topic before it. */
export const alertChecks: readonly CloudCheck[] = [
  {
    name: 'a failure event on the queue comes out as one alert on the topic and one in Slack',
    run: async (world) => {
      const ruleId = 'direct';
      await sendToQueue(world, [failureBody(world, { ruleId })]);
      const alerts = await deploymentOf(world).inbox.waitForFailures(ruleId, 1);
      assert.equal(alerts.length, 1);
      const [{ alert } = assert.fail()] = alerts;
      assert.equal(alert.type, 'opened');
      assert.equal(alert.incident.failureReason, 'DstPutObjectNotPermitted');
      const { account, region } = world;
      assert.deepEqual(alert.replication.source, { bucket: 'media-prod', region, account });
      assert.equal(alert.replication.destination?.bucket, 'media-dr');
      assert.equal(slackPostsAbout(world, ruleId).length, 1);
    },
  },
  {
    name: 'the SNS message carries the attributes that subscriptions filter on, and a subject for e-mail',
    run: async (world) => {
      const ruleId = 'attributes';
      await sendToQueue(world, [failureBody(world, { ruleId })]);
      const [received] = await deploymentOf(world).inbox.waitForFailures(ruleId, 1);
      assert.ok(received);
      const { schema, type, severity, diagnosis } = received.alert;
      assert.deepEqual(received.attributes, {
        schema,
        type,
        severity,
        failureReason: 'DstPutObjectNotPermitted',
        sourceBucket: 'media-prod',
        destinationBucket: 'media-dr',
        verdict: diagnosis.verdict,
      });
      assert.match(received.subject, /media-prod/);
    },
  },
  {
    name: 'a failure event that comes through an existing SNS topic comes out as an alert about its own bucket',
    run: async (world) => {
      const ruleId = 'through-topic';
      const { bucket, topicArn } = world.sources.throughTopic;
      await world.clients.sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: 'Amazon S3 Notification',
          Message: failureBody(world, { ruleId, sourceBucket: bucket }),
        }),
      );
      const alerts = await deploymentOf(world).inbox.waitForFailures(ruleId, 1);
      assert.equal(alerts.length, 1);
      assert.equal(alerts[0]?.alert.replication.source.bucket, bucket);
      assert.equal(slackPostsAbout(world, ruleId).length, 1);
    },
  },
  {
    name: 'a failure event in the envelope of SNS, without raw delivery, comes out as an alert',
    run: async (world) => {
      const ruleId = 'enveloped';
      await sendToQueue(world, [toSnsEnvelope(world, failureBody(world, { ruleId }))]);
      assert.equal((await deploymentOf(world).inbox.waitForFailures(ruleId, 1)).length, 1);
    },
  },
  {
    name: 'a reason that nobody knows, of a replication that looks whole, comes out as an alert that says so',
    run: async (world) => {
      const whole = world.deployedWorlds.at(-1) ?? assert.fail();
      const failureReason = 'DstBrandNewReason';
      const { incident, diagnosis } = await alertAbout(world, whole.replication, failureReason);
      assert.equal(incident.failureReason, failureReason);
      assert.equal(diagnosis.verdict, 'unknown');
    },
  },
  {
    name: 'a hostile key reaches the alert as it is, and Slack as harmless text',
    run: async (world) => {
      const ruleId = 'hostile';
      const key = 'a b+c%/<!channel> <https://evil.example|click> `$(rm -rf /)` 😀';
      await sendToQueue(world, [failureBody(world, { ruleId, key })]);
      const [received] = await deploymentOf(world).inbox.waitForFailures(ruleId, 1);
      assert.equal(received?.alert.incident.objects[0]?.key, key);
      const [post] = slackPostsAbout(world, ruleId);
      assert.ok(post);
      const text = JSON.stringify(post.body);
      assert.doesNotMatch(text, /<!channel>|<https:\/\/evil/);
    },
  },
  {
    name: 'a failure that needs nobody makes no alert',
    run: async (world) => {
      const ruleId = 'benign';
      const failureReason = 'SrcReplicationNotPending';
      await sendToQueue(world, [failureBody(world, { ruleId, failureReason })]);
      await waitUntilHandled(world);
      assert.equal(await deploymentOf(world).inbox.countAfterSettling(ruleId), 0);
      assert.equal(slackPostsAbout(world, ruleId).length, 0);
    },
  },
];

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function toSnsEnvelope(world: World, message: string): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: world.sources.throughTopic.topicArn,
    Subject: 'Amazon S3 Notification',
    Message: message,
    Timestamp: '2026-01-01T10:00:00.000Z',
    SignatureVersion: '1',
    Signature: 'none',
    SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem',
    UnsubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe',
  });
}
