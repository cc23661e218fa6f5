import type { DeliveryResult } from '../core/alerts/notifier';
import { type SlackAnswer, type SlackAttempt, toSlackCode, toSlackRefusal } from './slack-answer';
import { postToSlack } from './slack-http';
import { type SlackApiOrigin, toApiUrl, toBotToken } from './slack-target';

type SlackMethod = 'chat.postMessage' | 'chat.update';

/** One call of the Web API. Throws what fetch throws. */
export type SlackCall = (
  method: SlackMethod,
  payload: Readonly<Record<string, unknown>>,
) => Promise<SlackResponse>;

export interface SlackResponse extends SlackAttempt {
  /** Slack's error code, where it gave one that can be repeated. */
  readonly code?: string;
  /** The message that was posted or edited. */
  readonly place?: SlackMessagePlace;
}

/** Names one message: what an edit (`ts`) or a reply in its thread (`thread_ts`) is addressed to. */
export interface SlackMessagePlace {
  /** The id of the conversation as Slack returned it. */
  readonly channel: string;
  /** Slack's time stamp, the message's id within the conversation. */
  readonly ts: string;
}

export interface SlackApiSettings {
  readonly apiOrigin?: SlackApiOrigin;
  readonly allowedOrigin?: string;
}

/** The Web API, as the app that `token` belongs to. Throws `SecretError` and `ChannelSettingError`, at the call. */
export function createSlackCall(token: string, settings: SlackApiSettings, signal: AbortSignal): SlackCall {
  return async (method, payload) => {
    const headers = { authorization: `Bearer ${toBotToken(token)}` };
    const url = toApiUrl(method, settings);
    return toResponse(await postToSlack({ url, headers, payload, signal }), token);
  };
}

/** Slack refuses most things with status 200 and `ok: false`. */
function toResponse(answer: SlackAnswer, token: string): SlackResponse {
  const fields = parseFields(answer.body);
  if (answer.status === 200 && fields['ok'] === true) {
    const place = toPlace(fields);
    return { result: toSuccess(place), isSecretRefused: false, ...(place !== undefined && { place }) };
  }
  const code = toSlackCode(fields['error'], token);
  // `ok: false` is Slack's word even where it names no code that we repeat.
  const named = code ?? (fields['ok'] === false && answer.status === 200 ? 'unnamed_error' : undefined);
  return { ...toSlackRefusal(answer, named), ...(code !== undefined && { code }) };
}

function toSuccess(place: SlackMessagePlace | undefined): DeliveryResult {
  return { ok: true, ...(place !== undefined && { reference: `${place.channel}/${place.ts}` }) };
}

function toPlace({ channel, ts }: Readonly<Record<string, unknown>>): SlackMessagePlace | undefined {
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
