import assert from 'node:assert/strict';
import { ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import { waitFor } from '../local-aws/waiting';
import { waitUntilHandled } from '../observations';
import { deploymentOf, failureBody, sendToQueue, type CloudCheck, type World } from '../world';

const POISON = '{"Records": [{"eventName": "Replication:Operation <!channel> cut off';

/** Messages that nobody can read: they must reach a person and the dead-letter queue, and stop nothing else. */
export const poisonChecks: readonly CloudCheck[] = [
  {
    name: 'a poison message comes out as an unreadable alert and reaches the dead-letter queue, and the good one beside it is handled',
    run: async (world) => {
      const { inbox, eventSource } = deploymentOf(world);
      const ruleId = 'beside-poison';
      await eventSource.pause();
      await sendToQueue(world, [POISON, failureBody(world, { ruleId })]);
      await eventSource.resume();

      assert.equal((await inbox.waitForFailures(ruleId, 1)).length, 1);
      const { alert, attributes } = await inbox.waitForUnreadable();
      assert.equal(alert.unreadable.count, 1);
      assert.equal(alert.unreadable.samples[0]?.code, 'not-json');
      assert.equal(attributes['type'], 'unreadable');
      assert.equal((await takeFromDeadLetterQueue(world)).Body, POISON);
      await waitUntilHandled(world);
    },
  },
  {
    name: 'Slack hears of the unreadable message, without what it tried to smuggle in',
    run: async (world) => {
      const post = await waitFor(
        'a Slack post with the excerpt',
        () => world.slack.posts.find(({ body }) => JSON.stringify(body).includes('cut off')),
        { timeoutSeconds: 5 },
      );
      assert.doesNotMatch(JSON.stringify(post.body), /<!channel>/);
    },
  },
];

async function takeFromDeadLetterQueue(world: World): Promise<Message> {
  const { deadLetterQueueUrl } = deploymentOf(world);
  return waitFor(
    'a message in the dead-letter queue',
    async () => {
      const { Messages = [] } = await world.clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: deadLetterQueueUrl, WaitTimeSeconds: 1 }),
      );
      return Messages[0];
    },
    { timeoutSeconds: 20 },
  );
}
