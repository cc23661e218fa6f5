import { parseRetryAfter } from './retry-after';
import type { SlackAnswer } from './slack-answer';

export interface SlackPost {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON in UTF-8. */
  readonly payload: unknown;
  readonly signal: AbortSignal;
}

/** `chat.postMessage` sends the message back, far below this. */
const MOST_ANSWER_BYTES = 262_144;

/**
 * Posts once. A redirect comes back as the answer it is: following it would hand the secret URL or token to whoever
 * is named there. Throws what fetch throws; its messages quote URLs and headers and must not be repeated.
 */
export async function postToSlack({ url, headers, payload, signal }: SlackPost): Promise<SlackAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(payload),
    signal,
  });
  const body = await readBounded(response);
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), new Date());
  return { status: response.status, body, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

async function readBounded(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop cancels the rest of the body.
    if (size > MOST_ANSWER_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
