import assert from 'node:assert/strict';
import { sumFailures } from '../local-aws/alert-inbox';
import { slackPostsAbout, waitUntilHandled } from '../observations';
import { deploymentOf, failureBody, sendToQueue, type CloudCheck, type World } from '../world';

const STORM = 300;
/** The emulator hands at most this many messages to one invocation; AWS as many as the mapping asks for. */
const EMULATOR_BATCH = 10;

/** One outage, many events: as many alerts as batches, never as many as events. */
export const stormChecks: readonly CloudCheck[] = [
  {
    name: `${STORM} equal events come out as one alert per batch that counts them all`,
    run: async (world) => {
      const { inbox, eventSource } = deploymentOf(world);
      const ruleId = 'storm';
      await eventSource.pause();
      await sendToQueue(world, stormBodies(world, ruleId));
      await eventSource.resume();
      const alerts = await inbox.waitForFailures(ruleId, STORM);
      await waitUntilHandled(world);
      assert.equal(sumFailures(alerts), STORM);
      assert.equal(alerts.length, STORM / EMULATOR_BATCH);
      assert.equal(new Set(alerts.map(({ alert }) => alert.incident.id)).size, 1);
      assert.equal(slackPostsAbout(world, ruleId).length, alerts.length);
    },
  },
  {
    name: `one batch of ${STORM} equal events, as AWS would hand it over, comes out as one alert`,
    run: async (world) => {
      const { inbox, eventSource } = deploymentOf(world);
      const ruleId = 'full-batch';
      const answer = await world.lambda.invoke(
        eventSource.functionName,
        toSqsEvent(world, stormBodies(world, ruleId)),
      );
      assert.deepEqual(answer, { batchItemFailures: [] });
      const alerts = await inbox.waitForFailures(ruleId, STORM);
      assert.equal(alerts.length, 1);
      assert.equal(alerts[0]?.alert.incident.failures, STORM);
      assert.equal(alerts[0].alert.incident.objects.length, 10);
      assert.equal(slackPostsAbout(world, ruleId).length, 1);
    },
  },
];

function stormBodies(world: World, ruleId: string): readonly string[] {
  return Array.from({ length: STORM }, (_, index) =>
    failureBody(world, { ruleId, key: `video/2026/${index}.mp4` }),
  );
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function toSqsEvent(world: World, bodies: readonly string[]): unknown {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `storm-${index}`,
      receiptHandle: `handle-${index}`,
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1767261600000',
        SenderId: world.account,
        ApproximateFirstReceiveTimestamp: '1767261600001',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: deploymentOf(world).queueArn,
      awsRegion: world.region,
    })),
  };
}
