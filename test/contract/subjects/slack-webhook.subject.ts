import { createSlackWebhookNotifier } from '../../../lambda/adapters/slack-webhook-notifier';
import type { Alert } from '../../../lambda/core/alerts/alert.schema';
import { renderSlack } from '../../../lambda/core/render/slack';
import type { NotifierSubject } from '../notifier-contract';
import type { HttpAnswer } from '../wire-server';

const TOKEN = 'abcdefghijklmnopqrstuvwx';
const PATH = `/services/T00000000/B00000000/${TOKEN}`;

/** Webhooks answer with a bare code. Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
function toAnswer(status: number, body: string): HttpAnswer {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

const STATUS_BODIES = {
  401: 'invalid_token',
  404: 'no_service',
  429: 'rate_limited',
  500: 'rollup_error',
  503: 'upstream connect error or disconnect/reset before headers',
} as const;

export const slackWebhookSubject: NotifierSubject = {
  name: 'slack-webhook-notifier',
  factory: createSlackWebhookNotifier,
  secrets: [TOKEN, PATH],
  create: ({ origin, timeoutMs }) =>
    createSlackWebhookNotifier({
      secret: () => Promise.resolve(`${origin}${PATH}`),
      allowedOrigin: origin,
      timeoutMs,
    }),
  accepted: toAnswer(200, 'ok'),
  reference: undefined,
  failure: (status) => toAnswer(status, STATUS_BODIES[status]),
  echo: (text) => toAnswer(400, text),
  refusals: [
    { code: 'invalid_payload', answer: toAnswer(400, 'invalid_payload'), retryable: false },
    { code: 'invalid_blocks', answer: toAnswer(400, 'invalid_blocks'), retryable: false },
    { code: 'action_prohibited', answer: toAnswer(403, 'action_prohibited'), retryable: false },
    { code: 'channel_not_found', answer: toAnswer(404, 'channel_not_found'), retryable: false },
    { code: 'channel_is_archived', answer: toAnswer(410, 'channel_is_archived'), retryable: false },
    { code: 'no_team', answer: toAnswer(404, 'no_team'), retryable: false },
    { code: 'rollup_error', answer: toAnswer(500, 'rollup_error'), retryable: true },
  ],
  readPayload: ({ body }) => JSON.parse(body) as unknown,
  toPayload,
  conversation: {
    thread: { channel: 'webhook', reference: 'told' },
    toPayloads: (alert) => [toPayload(alert)],
  },
};

function toPayload(alert: Alert): object {
  return { ...renderSlack(alert), unfurl_links: false, unfurl_media: false };
}
