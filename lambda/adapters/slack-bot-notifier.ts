import type { DeliveryResult, Notifier } from '../core/alerts/notifier';
import { renderSlack } from '../core/render/slack';
import { type SlackAnswer, type SlackAttempt, toSlackCode, toSlackRefusal } from './slack-answer';
import { deliverToSlack, type SlackOptions } from './slack-delivery';
import { postToSlack } from './slack-http';
import { type SlackApiOrigin, toApiUrl, toBotToken } from './slack-target';

/** `secret` yields the bot token, bare or as JSON `{"botToken": …}`; the app needs the scope `chat:write`. */
export interface SlackBotNotifierOptions extends SlackOptions {
  /** Channel id, `C0123456789`. */
  readonly channel: string;
  /** Default `https://slack.com`. */
  readonly apiOrigin?: SlackApiOrigin;
}

/** Names one posted message: what an edit (`chat.update`) or a reply in its thread (`thread_ts`) is addressed to. */
interface SlackMessageReference {
  /** The id of the conversation as Slack returned it. */
  readonly channel: string;
  /** Slack's time stamp, the message's id within the conversation. */
  readonly ts: string;
}

/**
 * Posts alerts as a Slack app. The delivery's `reference` is `<channel>/<ts>`, the two parts of a
 * `SlackMessageReference`; neither contains a slash.
 * Source: https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function createSlackBotNotifier(options: SlackBotNotifierOptions): Notifier {
  return {
    channel: 'slack',
    deliver: (alert) =>
      deliverToSlack(options, {
        field: 'botToken',
        async send(secret, signal) {
          // Links to buckets with attacker-made names must not be fetched for a preview.
          const payload = {
            channel: options.channel,
            ...renderSlack(alert),
            unfurl_links: false,
            unfurl_media: false,
          };
          const headers = { authorization: `Bearer ${toBotToken(secret)}` };
          const url = toApiUrl('chat.postMessage', options);
          return toAttempt(await postToSlack({ url, headers, payload, signal }), secret);
        },
      }),
  };
}

/** Slack refuses most things with status 200 and `ok: false`. */
function toAttempt(answer: SlackAnswer, secret: string): SlackAttempt {
  const fields = parseFields(answer.body);
  if (answer.status === 200 && fields['ok'] === true) {
    return { result: toSuccess(fields), isSecretRefused: false };
  }
  const code = toSlackCode(fields['error'], secret);
  // `ok: false` is Slack's word even where it names no code that we repeat.
  const named = code ?? (fields['ok'] === false && answer.status === 200 ? 'unnamed_error' : undefined);
  return toSlackRefusal(answer, named);
}

function toSuccess(fields: Readonly<Record<string, unknown>>): DeliveryResult {
  const reference = toReference(fields);
  return { ok: true, ...(reference !== undefined && { reference: `${reference.channel}/${reference.ts}` }) };
}

function toReference({ channel, ts }: Readonly<Record<string, unknown>>): SlackMessageReference | undefined {
  const isId = (value: unknown): value is string => typeof value === 'string' && /^[\w.]{1,64}$/.test(value);
  return isId(channel) && isId(ts) ? { channel, ts } : undefined;
}

function parseFields(body: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const fields: unknown = JSON.parse(body ?? '');
    return typeof fields === 'object' && fields !== null ? (fields as Readonly<Record<string, unknown>>) : {};
  } catch {
    // A page of something in between; an answer without fields is not taken for a success.
    return {};
  }
}
