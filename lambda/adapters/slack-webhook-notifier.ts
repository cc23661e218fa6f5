import type { Alert } from '../core/alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../core/alerts/notifier';
import type { Thread } from '../core/incidents/incident';
import { renderSlack } from '../core/render/slack';
import { deservesMessage } from '../core/render/slack-reply';
import { type SlackAnswer, type SlackAttempt, toSlackCode, toSlackRefusal } from './slack-answer';
import { deliverToSlack, type SlackOptions } from './slack-delivery';
import { postToSlack } from './slack-http';
import { toWebhookUrl } from './slack-target';

/** `secret` yields the webhook's URL, bare or as JSON `{"webhookUrl": …}`. */
export type SlackWebhookNotifierOptions = SlackOptions;

/** No message can be found by it; it says that the incident was told here. */
const TOLD: Thread = { channel: 'webhook', reference: 'told' };

/**
 * Posts alerts through an incoming webhook. Slack gives no reference back, so such a message can be neither edited
 * nor threaded; the bot can. What would only repeat the first message - growth, an acknowledgement - is accepted and
 * not posted, unless that first message never got through.
 * Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function createSlackWebhookNotifier(options: SlackWebhookNotifierOptions): Notifier {
  return {
    channel: 'slack',
    async deliver(alert, thread) {
      if (thread !== undefined && !deservesMessage(alert)) return { ok: true, messages: 0, thread };
      const result = await post(alert, options);
      return result.ok && alert.type !== 'unreadable' ? { ...result, thread: TOLD } : result;
    },
  };
}

function post(alert: Alert, options: SlackWebhookNotifierOptions): Promise<DeliveryResult> {
  return deliverToSlack(options, {
    field: 'webhookUrl',
    async send(secret, signal) {
      // Links to buckets with attacker-made names must not be fetched for a preview.
      const payload = { ...renderSlack(alert), unfurl_links: false, unfurl_media: false };
      const url = toWebhookUrl(secret, options.allowedOrigin);
      return toAttempt(await postToSlack({ url, payload, signal }), secret);
    },
  });
}

/** Success is status 200 with the two letters `ok`; a refusal is a status with a code as plain text. */
function toAttempt(answer: SlackAnswer, secret: string): SlackAttempt {
  const text = answer.body?.trim();
  if (answer.status === 200 && text === 'ok') return { result: { ok: true }, isSecretRefused: false };
  // Webhooks refuse by status; another word with status 200 is somebody else's.
  return toSlackRefusal(answer, answer.status === 200 ? undefined : toSlackCode(text, secret));
}
