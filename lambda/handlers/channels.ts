import { setTimeout as sleep } from 'node:timers/promises';
import { SNSClient } from '@aws-sdk/client-sns';
import { deliverWithRetry } from '../adapters/deliver-with-retry';
import { pace } from '../adapters/pace';
import { rememberDelivered } from '../adapters/remember-delivered';
import { createSecretReader } from '../adapters/secret-reader';
import { createSlackBotNotifier } from '../adapters/slack-bot-notifier';
import { createSlackWebhookNotifier } from '../adapters/slack-webhook-notifier';
import { createSnsNotifier } from '../adapters/sns-notifier';
import { createSqsQuarantine } from '../adapters/sqs-quarantine';
import type { Notifier } from '../core/alerts/notifier';
import type { Way } from '../core/conversation/conversation-ports';
import type { Quarantine } from '../core/respond/quarantine';
import type { IncidentSettings, Settings, SlackSettings } from './settings';

/** The channel that makes an alert durable; its acceptance is what `TimeToAlert` measures. */
export const PRIMARY_CHANNEL = 'sns';

/** Slack takes a message a second, and some 50 edits a minute. https://docs.slack.dev/apis/web-api/rate-limits */
const SLACK_INTERVAL_MS = 1_200;
/** What waits longer for its turn stays in the outbox. */
const SLACK_PATIENCE_MS = 20_000;

/** The ways out of this deployment, as the outbox sees them. */
export function createWays(settings: Settings, incidents: IncidentSettings): readonly Way[] {
  const sns = createSnsNotifier({ client: new SNSClient({}), topicArn: settings.alertTopicArn });
  const topic: Way = { name: sns.channel, audience: 'stream', isReplaced: false, notifier: sns };
  if (settings.slack === undefined) return [topic];
  const notifier = pace(createSlackNotifier(settings.slack), {
    intervalMs: SLACK_INTERVAL_MS * incidents.slackWorkers,
    // A frozen function's monotonic clock may stand still; Slack's does not.
    clock: () => Date.now(),
    sleep: (ms) => sleep(ms),
    patienceMs: SLACK_PATIENCE_MS,
  });
  const isReplaced = settings.slack.mode === 'bot';
  return [topic, { name: notifier.channel, audience: 'people', isReplaced, notifier }];
}

/** The channels where each batch stands alone: the alert topic always, Slack where it is configured. */
export function createNotifiers(settings: Settings): readonly Notifier[] {
  const sns = createSnsNotifier({ client: new SNSClient({}), topicArn: settings.alertTopicArn });
  const channels: Notifier[] = [sns];
  if (settings.slack !== undefined) channels.push(createSlackNotifier(settings.slack));
  return channels.map((notifier) => rememberDelivered(notifier));
}

function createSlackNotifier(slack: SlackSettings): Notifier {
  const { secretArn, ...rest } = slack;
  const secret = createSecretReader({ secretArn });
  const notifier =
    rest.mode === 'bot'
      ? createSlackBotNotifier({ secret, ...rest })
      : createSlackWebhookNotifier({ secret, ...rest });
  return { ...deliverWithRetry(notifier), bestEffort: true };
}

export function createQuarantine(settings: Settings): Quarantine {
  return createSqsQuarantine({ queueUrl: settings.deadLetterQueueUrl });
}
