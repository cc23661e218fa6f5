import { ChannelSettingError, SecretError } from './errors';

/** Where incoming webhooks live: Slack, and Slack for US government. */
const WEBHOOK_ORIGINS: ReadonlySet<string> = new Set([
  'https://hooks.slack.com',
  'https://hooks.slack-gov.com',
]);

/** Where the Web API lives. */
export type SlackApiOrigin = 'https://slack.com' | 'https://slack-gov.com';

const API_ORIGINS: ReadonlySet<string> = new Set<SlackApiOrigin>([
  'https://slack.com',
  'https://slack-gov.com',
]);

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

const WEBHOOK_FORM = 'an incoming-webhook URL of Slack, https://hooks.slack.com/services/…';

/**
 * The webhook's URL, if it is one of Slack's, or of the one other origin that was allowed by name (a test's or a
 * local run's). Alerts hold names of buckets and keys: they go nowhere else. Throws `SecretError`, which never
 * quotes the URL, because knowing it is all it takes to post.
 */
export function toWebhookUrl(text: string, allowedOrigin?: string): URL {
  const url = parseUrl(text);
  if (url === undefined) throw toWebhookError('text that is no URL');
  if (url.username !== '' || url.password !== '') throw toWebhookError('a URL with a user name in it');
  if (allowedOrigin !== undefined && url.origin === toAllowedOrigin(allowedOrigin)) return url;
  if (url.protocol !== 'https:') throw toWebhookError('a URL that is not https');
  if (!WEBHOOK_ORIGINS.has(url.origin)) throw toWebhookError('a URL of another host');
  // Workflow triggers live on the same host and take another payload.
  if (!url.pathname.startsWith('/services/'))
    throw toWebhookError('a URL of Slack that is no incoming webhook');
  return url;
}

/** URL of a Web API method. Throws `ChannelSettingError` for an origin that is neither Slack's nor allowed. */
export function toApiUrl(
  method: string,
  settings: { apiOrigin?: SlackApiOrigin; allowedOrigin?: string },
): URL {
  const { apiOrigin = 'https://slack.com', allowedOrigin } = settings;
  if (allowedOrigin !== undefined) return new URL(`/api/${method}`, toAllowedOrigin(allowedOrigin));
  if (API_ORIGINS.has(apiOrigin)) return new URL(`/api/${method}`, apiOrigin);
  throw new ChannelSettingError(`apiOrigin of the Slack channel: allowed are ${[...API_ORIGINS].join(', ')}`);
}

/** The token, if it can stand in a header. fetch quotes a header value that it refuses, so it gets none such. */
export function toBotToken(text: string): string {
  if (/^[\x21-\x7e]+$/.test(text) && !/^https?:/i.test(text)) return text;
  throw new SecretError({
    code: 'wrong-shape',
    what: 'the Slack bot token',
    got: /^https?:/i.test(text) ? 'a URL' : 'text with blanks or characters other than ASCII',
    allowed: 'a bot token, xoxb-…',
    fix: 'Store the "Bot User OAuth Token" of the Slack app, or set the Slack mode to webhook.',
  });
}

/** Only loopback may be spoken to without TLS: the secret travels with the request. */
function toAllowedOrigin(text: string): string {
  const url = parseUrl(text);
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname));
  if (url !== undefined && isSafe && url.origin === text.replace(/\/$/, '').toLowerCase()) return url.origin;
  throw new ChannelSettingError(
    'allowedOrigin of the Slack channel: needs an origin such as http://127.0.0.1:8080 (loopback) or https://host',
  );
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function toWebhookError(got: string): SecretError {
  return new SecretError({
    code: 'wrong-shape',
    what: 'the Slack webhook',
    got,
    allowed: WEBHOOK_FORM,
    fix: 'Store the URL that Slack shows under "Incoming Webhooks" of the app.',
  });
}
