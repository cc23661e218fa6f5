import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { SlackPost } from './local-aws/slack-receiver';
import { waitFor } from './local-aws/waiting';
import { deploymentOf, type World } from './world';

/** What Slack took, or was offered when it refuses, about failures of this rule. */
export function slackPostsAbout(world: World, ruleId: string): readonly SlackPost[] {
  return world.slack.posts.filter(({ body }) => JSON.stringify(body).includes(ruleId));
}

/** Messages of a queue, those in flight included. */
export async function countMessages(world: World, queueUrl: string): Promise<number> {
  const { Attributes = {} } = await world.clients.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

/** Waits until the responder has acknowledged every message of its queue. */
export async function waitUntilHandled(world: World): Promise<void> {
  const { queueUrl } = deploymentOf(world);
  await waitFor(
    'the queue to be empty',
    async () => ((await countMessages(world, queueUrl)) === 0 ? true : undefined),
    { timeoutSeconds: 40 },
  );
}
