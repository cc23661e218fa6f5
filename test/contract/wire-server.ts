import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `hang`: no answer at all; `stall`: a status, then nothing; `reset`: the connection is torn. */
type WireAnswer = HttpAnswer | 'hang' | 'stall' | 'reset';

export interface WireServer {
  /** `http://127.0.0.1:<free port>` */
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  /** What the next requests are answered with. */
  answerWith(answer: WireAnswer | ((request: RecordedRequest) => WireAnswer)): void;
  stop(): Promise<void>;
}

/** A loopback HTTP server that records what it is sent and answers as told. */
export async function startWireServer(): Promise<WireServer> {
  const requests: RecordedRequest[] = [];
  let answer: (request: RecordedRequest) => WireAnswer = () => ({ status: 599, body: 'no answer was set' });
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(request);
      write(answer(request), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith: (next) => {
      answer = typeof next === 'function' ? next : () => next;
    },
    stop: () => stop(server),
  };
}

/** An origin on which nothing listens. */
export async function findClosedOrigin(): Promise<string> {
  const server = await startWireServer();
  await server.stop();
  return server.origin;
}

function write(answer: WireAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.destroy();
    return;
  }
  if (answer === 'stall') {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('o');
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body ?? '');
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
