import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from './loopback-server';

export interface SlackPost {
  readonly path: string;
  /** The `Authorization` header: a bearer token for `chat.postMessage`, absent for a webhook. */
  readonly authorization: string | undefined;
  readonly body: { readonly text?: string; readonly blocks?: readonly unknown[]; readonly channel?: string };
  /** What the receiver answered. */
  readonly status: number;
}

export interface SlackReceiver {
  readonly origin: string;
  /** Every post, also those that were refused. */
  readonly posts: readonly SlackPost[];
  /** 200 takes posts as Slack does; anything else refuses them, 429 with `Retry-After: 1`. */
  answerWith(status: 200 | 429 | 500): void;
  readonly stop: () => Promise<void>;
}

/** A local Slack: an incoming webhook on any path, and the Web API's `chat.postMessage`. */
export async function startSlackReceiver(): Promise<SlackReceiver> {
  const posts: SlackPost[] = [];
  let status: 200 | 429 | 500 = 200;
  const server = createServer((incoming, outgoing) => {
    void readBody(incoming).then((text) => {
      const path = incoming.url ?? '';
      posts.push({
        path,
        authorization: incoming.headers.authorization,
        body: JSON.parse(text) as SlackPost['body'],
        status,
      });
      outgoing.writeHead(status, status === 429 ? { 'retry-after': '1' } : {});
      outgoing.end(toAnswer(path, status));
    });
  });
  const { port, stop } = await listenOnLoopback(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    posts,
    answerWith: (next) => {
      status = next;
    },
    stop,
  };
}

function toAnswer(path: string, status: number): string {
  if (status !== 200) return status === 429 ? 'rate_limited' : 'server_error';
  if (!path.startsWith('/api/')) return 'ok';
  return JSON.stringify({ ok: true, channel: 'C0123456789', ts: `${Date.now() / 1_000}` });
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  return Buffer.concat((await incoming.toArray()) as Buffer[]).toString('utf8');
}
