import { createSlackBotNotifier } from '../../../lambda/adapters/slack-bot-notifier';
import { renderSlack } from '../../../lambda/core/render/slack';
import { renderSlackParent } from '../../../lambda/core/render/slack-parent';
import { renderSlackReply } from '../../../lambda/core/render/slack-reply';
import type { NotifierSubject } from '../notifier-contract';
import type { HttpAnswer } from '../wire-server';

// Built from parts, so that no scanner takes a made-up token for a leaked one.
const TOKEN = ['xoxb', '000000000000', 'abcdefghijklmnopqrstuvwx'].join('-');
const CHANNEL = 'C0123456789';
const TS = '1767261660.000100';

function toAnswer(status: number, fields: Readonly<Record<string, unknown>>): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(fields),
  };
}

/** Slack's own refusals come with HTTP 200. Source: https://docs.slack.dev/reference/methods/chat.postMessage */
function toRefusal(code: string, retryable: boolean): NotifierSubject['refusals'][number] {
  return { code, answer: toAnswer(200, { ok: false, error: code }), retryable };
}

const STATUS_CODES = {
  401: 'invalid_auth',
  404: 'unknown_method',
  429: 'ratelimited',
  500: 'internal_error',
  503: 'service_unavailable',
} as const;

export const slackBotSubject: NotifierSubject = {
  name: 'slack-bot-notifier',
  factory: createSlackBotNotifier,
  secrets: [TOKEN, 'abcdefghijklmnopqrstuvwx'],
  create: ({ origin, timeoutMs }) =>
    createSlackBotNotifier({
      secret: () => Promise.resolve(TOKEN),
      channel: CHANNEL,
      allowedOrigin: origin,
      timeoutMs,
    }),
  accepted: toAnswer(200, {
    ok: true,
    channel: CHANNEL,
    ts: TS,
    message: { text: 'as posted' },
  }),
  reference: `${CHANNEL}/${TS}`,
  failure: (status) => toAnswer(status, { ok: false, error: STATUS_CODES[status] }),
  echo: (text) => toAnswer(200, { ok: false, error: text, needed: text }),
  refusals: [
    toRefusal('ratelimited', true),
    toRefusal('internal_error', true),
    toRefusal('fatal_error', true),
    toRefusal('service_unavailable', true),
    toRefusal('request_timeout', true),
    toRefusal('invalid_auth', false),
    toRefusal('token_revoked', false),
    toRefusal('channel_not_found', false),
    toRefusal('not_in_channel', false),
    toRefusal('is_archived', false),
    toRefusal('is_inactive', false),
    toRefusal('update_failed', true),
    toRefusal('missing_scope', false),
    toRefusal('invalid_blocks', false),
    toRefusal('msg_blocks_too_long', false),
    toRefusal('a_code_of_tomorrow', false),
  ],
  readPayload: ({ method, path, headers, body }) => ({
    method,
    path,
    authorization: headers.authorization,
    ...(JSON.parse(body) as object),
  }),
  toPayload: (alert) => ({
    ...toRequest('chat.postMessage'),
    ...renderSlack(alert),
    unfurl_links: false,
    unfurl_media: false,
  }),
  conversation: {
    thread: { channel: CHANNEL, reference: TS },
    toPayloads: (alert) => [
      {
        ...toRequest('chat.update'),
        ts: TS,
        ...renderSlackParent(alert, { isEdited: true }),
        parse: 'none',
      },
      {
        ...toRequest('chat.postMessage'),
        thread_ts: TS,
        ...renderSlackReply(alert).message,
        reply_broadcast: renderSlackReply(alert).isBroadcast,
        unfurl_links: false,
        unfurl_media: false,
      },
    ],
  },
};

function toRequest(method: string): object {
  return { method: 'POST', path: `/api/${method}`, authorization: `Bearer ${TOKEN}`, channel: CHANNEL };
}
