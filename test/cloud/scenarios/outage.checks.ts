import assert from 'node:assert/strict';
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { RecordedCall } from '../local-aws/recording-proxy';
import { waitFor } from '../local-aws/waiting';
import { slackPostsAbout, waitUntilHandled } from '../observations';
import { deploymentOf, failureBody, sendToQueue, type CloudCheck, type World } from '../world';

/** A channel that is down must not silence the other, and an alert that nothing took must come back. */
export const outageChecks: readonly CloudCheck[] = [
  {
    name: 'Slack down (500) does not stop the alert on the topic, and does not bring the message back',
    run: async (world) => {
      const ruleId = 'slack-down';
      world.slack.answerWith(500);
      try {
        await sendToQueue(world, [failureBody(world, { ruleId })]);
        assert.equal((await deploymentOf(world).inbox.waitForFailures(ruleId, 1)).length, 1);
        await waitUntilHandled(world);
      } finally {
        world.slack.answerWith(200);
      }
      const offered = slackPostsAbout(world, ruleId);
      assert.ok(offered.length > 0, 'Slack was never tried');
      assert.ok(offered.every(({ status }) => status === 500));
    },
  },
  {
    name: 'Slack that is busy (429) gets the alert after the time it asked for',
    run: async (world) => {
      const ruleId = 'slack-busy';
      world.slack.answerWith(429);
      try {
        await sendToQueue(world, [failureBody(world, { ruleId })]);
        await waitFor('Slack to be tried', () => slackPostsAbout(world, ruleId)[0], { timeoutSeconds: 30 });
      } finally {
        world.slack.answerWith(200);
      }
      await waitFor(
        'Slack to take the alert',
        () => slackPostsAbout(world, ruleId).find(({ status }) => status === 200),
        { timeoutSeconds: 30 },
      );
      await waitUntilHandled(world);
    },
  },
  {
    name: 'an alert that the topic refuses is not lost: the message comes back and the alert comes out later',
    run: async (world) => {
      const { inbox } = deploymentOf(world);
      const ruleId = 'topic-down';
      const restore = await shortenVisibility(world);
      const topic = world.proxy.refuse('sns', 'Publish');
      try {
        await sendToQueue(world, [failureBody(world, { ruleId })]);
        await waitFor('a refused Publish', () => world.proxy.calls.find(isRefusedPublish), {
          timeoutSeconds: 30,
        });
        assert.equal(await inbox.countAfterSettling(ruleId), 0);
        topic.release();
        assert.equal((await inbox.waitForFailures(ruleId, 1)).length, 1);
        await waitUntilHandled(world);
        assert.equal(slackPostsAbout(world, ruleId).length, 1, 'Slack heard of it twice');
      } finally {
        topic.release();
        await restore();
      }
    },
  },
];

function isRefusedPublish({ service, action, status }: RecordedCall): boolean {
  return service === 'sns' && action === 'Publish' && status === 503;
}

/** Messages come back after seconds for the time of this check; the real time-out is minutes. */
async function shortenVisibility(world: World): Promise<() => Promise<void>> {
  const { queueUrl: QueueUrl } = deploymentOf(world);
  const { Attributes } = await world.clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] }),
  );
  const set = async (VisibilityTimeout: string): Promise<void> => {
    await world.clients.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }),
    );
  };
  await set('15');
  return () =>
    set(Attributes?.['VisibilityTimeout'] ?? assert.fail('the queue tells no visibility time-out'));
}
