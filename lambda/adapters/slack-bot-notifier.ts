import type { Alert } from '../core/alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../core/alerts/notifier';
import type { Thread } from '../core/incidents/incident';
import { createSlackCall } from './slack-api';
import { type SlackTold, tellSlack } from './slack-conversation';
import { DEFAULT_TIMEOUT_MS, deliverToSlack, type SlackOptions } from './slack-delivery';
import { followUpInSlack } from './slack-follow-up';
import type { SlackApiOrigin } from './slack-target';
import { readThread, toThread } from './slack-thread';

/** `secret` yields the bot token, bare or as JSON `{"botToken": …}`; the app needs the scope `chat:write`. */
export interface SlackBotNotifierOptions extends SlackOptions {
  /** Channel id, `C0123456789`. */
  readonly channel: string;
  /** Default `https://slack.com`. */
  readonly apiOrigin?: SlackApiOrigin;
}

/**
 * Tells alerts as a Slack app: one message for each incident, edited in place, and a reply in its thread for each event.
 * The delivery's `reference` is `<channel>/<ts>` of the message that was posted last, and `thread` is where the next alert
 * about the incident goes.
 */
export function createSlackBotNotifier(options: SlackBotNotifierOptions): Notifier {
  return { channel: 'slack', deliver: (alert, thread) => deliver(alert, thread, options) };
}

async function deliver(
  alert: Alert,
  before: Thread | undefined,
  options: SlackBotNotifierOptions,
): Promise<DeliveryResult> {
  const deadline = performance.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const thread = readThread(before);
  const told: SlackTold[] = [];
  const result = await deliverToSlack(options, {
    field: 'botToken',
    async send(secret, signal) {
      const call = createSlackCall(secret, options, signal);
      const { channel } = options;
      const one = await tellSlack({ call, alert, channel, ...(thread !== undefined && { thread }) });
      told.push(one);
      return one.response;
    },
  });
  const last = told.at(-1);
  if (!result.ok || alert.type === 'unreadable' || last?.thread === undefined) return result;
  const timeoutMs = deadline - performance.now();
  const followUp = { ...last, alert, thread: last.thread };
  const { thread: now, messages } = await followUpInSlack(followUp, { ...options, timeoutMs });
  return { ...result, thread: toThread(now), ...(messages !== 1 && { messages }) };
}
