import type { DeliveryResult } from '../core/alerts/notifier';

/** What Slack answered over HTTP, bounded. */
export interface SlackAnswer {
  readonly status: number;
  /** `undefined` when it was longer than we read. */
  readonly body: string | undefined;
  readonly retryAfterSeconds?: number;
}

type Refusal = Extract<DeliveryResult, { ok: false }>;

/** How one post went, and whether Slack refused the very secret it was made with. */
export interface SlackAttempt {
  readonly result: DeliveryResult;
  readonly isSecretRefused: boolean;
}

/**
 * Slack's own codes for "later". It sends some of them with HTTP 200.
 * Sources: https://docs.slack.dev/reference/methods/chat.postMessage, https://docs.slack.dev/reference/methods/chat.update
 */
const RETRYABLE_CODES: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'rollup_error',
  'update_failed',
  'team_added_to_org',
  'org_login_required',
  'external_channel_migrating',
]);

/** Codes that a new secret would cure. */
const SECRET_CODES: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_token',
  'no_service',
  'no_team',
  'no_active_hooks',
]);

/** What to do about the refusals that an operator can cure. */
const HINTS: Readonly<Record<string, string>> = {
  channel_not_found: 'check the channel id, and invite the app to a private channel',
  not_in_channel: 'invite the app to the channel',
  is_archived: 'the channel is archived',
  channel_is_archived: 'the channel is archived',
  is_inactive: 'the channel is archived or deleted',
  missing_scope: 'the app needs the scope chat:write',
  action_prohibited: 'an administrator restricts posting to this channel',
  restricted_action: 'an administrator restricts posting to this channel',
  restricted_action_read_only_channel: 'an administrator restricts posting to this channel',
};

const SECRET_HINT = 'renew the webhook or token and store it in the secret';

/** A code is lower-case words; anything else of a body is not repeated. */
const CODE = /^[a-z][a-z0-9_]{1,63}$/;

/** The text as one of Slack's error codes, unless it is none or could be a piece of the secret sent back. */
export function toSlackCode(text: unknown, secret: string): string | undefined {
  if (typeof text !== 'string' || !CODE.test(text)) return undefined;
  return secret.toLowerCase().includes(text) ? undefined : text;
}

/** A refusal in our terms. `code` is Slack's error code, where the body gave one. */
export function toSlackRefusal(answer: SlackAnswer, code: string | undefined): SlackAttempt {
  const { status, retryAfterSeconds } = answer;
  const isSecretRefused = status === 401 || (code !== undefined && SECRET_CODES.has(code));
  const result: Refusal = {
    ok: false,
    retryable: isRetryable(status, code),
    reason: describe(answer, { code, isSecretRefused }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  return { result, isSecretRefused };
}

function isRetryable(status: number, code: string | undefined): boolean {
  if (code !== undefined && RETRYABLE_CODES.has(code)) return true;
  // A success without a readable answer comes from something in between; the alert may or may not have passed.
  if (status >= 200 && status < 300) return code === undefined;
  return status === 408 || status === 429 || status >= 500;
}

function describe(
  { status, body }: SlackAnswer,
  { code, isSecretRefused }: { code: string | undefined; isSecretRefused: boolean },
): string {
  if (isRedirect(status))
    return `HTTP ${status}: a redirect, which is not followed because the URL is a secret`;
  if (code === undefined && status < 300) {
    return `HTTP ${status} with ${body === undefined ? 'too long an answer' : "an answer that is not Slack's"}`;
  }
  const hint = isSecretRefused ? SECRET_HINT : HINTS[code ?? ''];
  return [`HTTP ${status}`, code === undefined ? '' : ` ${code}`, hint === undefined ? '' : `: ${hint}`].join(
    '',
  );
}

/** 0 is how fetch's standard reports a redirect that it was told not to follow; undici gives the real status. */
function isRedirect(status: number): boolean {
  return status === 0 || (status >= 300 && status < 400);
}
