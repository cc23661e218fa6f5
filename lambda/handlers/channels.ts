import { SNSClient } from '@aws-sdk/client-sns';
import { deliverWithRetry } from '../adapters/deliver-with-retry';
import { rememberDelivered } from '../adapters/remember-delivered';
import { createSecretReader } from '../adapters/secret-reader';
import { createSlackBotNotifier } from '../adapters/slack-bot-notifier';
import { createSlackWebhookNotifier } from '../adapters/slack-webhook-notifier';
import { createSnsNotifier } from '../adapters/sns-notifier';
import { createSqsQuarantine } from '../adapters/sqs-quarantine';
import type { Notifier } from '../core/alerts/notifier';
import type { Quarantine } from '../core/respond/quarantine';
import type { Settings, SlackSettings } from './settings';

/** The channel that makes an alert durable; its acceptance is what `TimeToAlert` measures. */
export const PRIMARY_CHANNEL = 'sns';

/** The channels of this deployment: the alert topic always, Slack where it is configured. */
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
