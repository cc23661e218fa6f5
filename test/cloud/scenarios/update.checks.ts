import assert from 'node:assert/strict';
import { waitFor } from '../local-aws/waiting';
import { slackPostsAbout } from '../observations';
import { SLACK_CHANNEL, SLACK_SECRETS, STACK_NAME } from '../responder-config';
import { failureBody, sendToQueue, type CloudCheck } from '../world';

/** The same app again: without a change, and with another way to Slack. */
export const updateChecks: readonly CloudCheck[] = [
  {
    name: 'cdk diff without a change finds no difference',
    run: async (world) => {
      const output = await world.cdk.run(
        ['diff', STACK_NAME, '--fail', '-c', `config=${world.configs.webhook}`],
        120,
      );
      assert.match(output, /There were no differences/);
    },
  },
  {
    name: 'cdk deploy without a change changes nothing',
    run: async (world) => {
      const deploy = [
        'deploy',
        STACK_NAME,
        '--require-approval',
        'never',
        '-c',
        `config=${world.configs.webhook}`,
      ];
      assert.match(await world.cdk.run(deploy, 180), /\(no changes\)/);
    },
  },
  {
    name: 'after an update to a Slack bot, the alert comes by chat.postMessage, into the channel, with the token',
    run: async (world) => {
      const deploy = [
        'deploy',
        STACK_NAME,
        '--require-approval',
        'never',
        '-c',
        `config=${world.configs.bot}`,
      ];
      await world.cdk.run(deploy, 180);
      const ruleId = 'by-bot';
      await sendToQueue(world, [failureBody(world, { ruleId })]);
      const post = await waitFor('a post by the bot', () => slackPostsAbout(world, ruleId)[0], {
        timeoutSeconds: 30,
      });
      assert.equal(post.path, '/api/chat.postMessage');
      assert.equal(post.authorization, `Bearer ${SLACK_SECRETS.botToken}`);
      assert.equal(post.body.channel, SLACK_CHANNEL);
    },
  },
];
