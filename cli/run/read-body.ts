import type { IncomingMessage } from 'node:http';

/** Largest body of `POST /events`, in bytes: the most that one SQS message can carry. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/** The body as text; `undefined` as soon as it is known to be longer than the limit. Rejects when the client goes away. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
