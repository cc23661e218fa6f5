import {
  createServer,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import type { Amendment, Answer, ProxiedCall } from './amendments/amendment';
import { listenOnLoopback } from './loopback-server';

/** One AWS API call that went through the proxy. */
export interface RecordedCall {
  /** `sns`, `sqs`, `s3`, …: from the credential scope of the signature. */
  readonly service: string;
  /** `Publish`, `SendMessage`, …; for REST services method and path. */
  readonly action: string;
  /** Twelve digits for the test itself; a session key (`ASIA…`) for a function with its role. */
  readonly accessKeyId: string;
  readonly status: number;
}

export interface RecordingProxy {
  readonly url: string;
  readonly port: number;
  readonly calls: readonly RecordedCall[];
  /** Where the calls go; until it is set, they are answered with 503. */
  forwardTo(url: string): void;
  /** Answers every call of this service and action with a failure of the service until released. */
  refuse(service: string, action: string): { release(): void };
  readonly stop: () => Promise<void>;
}

/**
 * Stands between the emulator and everybody who calls it. It records every API call, can refuse some of them, and
 * makes up for what the emulator does differently (docs/testing.md lists it): by the amendments, and by marking each
 * request as one that came over TLS, as requests to AWS do, so that the TLS-only policies of the stack let it pass.
 */
export async function startRecordingProxy(amendments: readonly Amendment[]): Promise<RecordingProxy> {
  const calls: RecordedCall[] = [];
  const refused = new Set<string>();
  let target: URL | undefined;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = Buffer.concat((await incoming.toArray()) as Buffer[]);
    const call = describeCall(incoming, body);
    const { service, action, accessKeyId } = call;
    const record = (status: number): void => void calls.push({ service, action, accessKeyId, status });
    if (target === undefined || refused.has(`${call.service}:${call.action}`)) {
      record(503);
      outgoing.writeHead(503, { 'content-type': 'text/plain' }).end('refused by the cloud test');
      return;
    }
    const [instead] = amendments.flatMap((amendment) => amendment.instead?.(call) ?? []);
    if (instead !== undefined) {
      record(instead.status);
      send(outgoing, instead, {});
      return;
    }
    const response = await forward(incoming, body, target);
    const received = await readAnswer(response);
    const amended = amendments.reduce<Answer>(
      (answer, amendment) => amendment.after?.(call, answer) ?? answer,
      received,
    );
    record(amended.status);
    if (amended === received) outgoing.writeHead(received.status, response.headers).end(received.bytes);
    else send(outgoing, amended, response.headers);
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  const { port, stop } = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    forwardTo: (url) => {
      target = new URL(url);
    },
    refuse: (service, action) => {
      refused.add(`${service}:${action}`);
      return { release: () => void refused.delete(`${service}:${action}`) };
    },
    stop,
  };
}

async function readAnswer(response: IncomingMessage): Promise<Answer & { readonly bytes: Buffer }> {
  const bytes = Buffer.concat((await response.toArray()) as Buffer[]);
  const { statusCode: status = 502, headers } = response;
  return { status, contentType: headers['content-type'] ?? '', body: bytes.toString('utf8'), bytes };
}

function send(
  outgoing: ServerResponse,
  { status, contentType, body }: Answer,
  headers: OutgoingHttpHeaders,
): void {
  const { 'x-amz-request-id': requestId = 'amended' } = headers;
  const own = { 'content-type': contentType, 'x-amz-request-id': requestId, 'x-amzn-requestid': requestId };
  outgoing.writeHead(status, own).end(body);
}

async function forward(incoming: IncomingMessage, body: Buffer, target: URL): Promise<IncomingMessage> {
  const headers: Record<string, string | string[] | undefined> = {
    ...incoming.headers,
    'x-forwarded-proto': 'https',
    connection: 'close',
  };
  delete headers['expect'];
  delete headers['transfer-encoding'];
  if (body.length > 0) headers['content-length'] = String(body.length);
  const outgoing = request({
    host: target.hostname,
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    headers,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response;
}

const CREDENTIAL = /Credential=([^/,\s]+)\/[^/]*\/([^/]*)\/([^/]+)\/aws4_request/;

function describeCall(incoming: IncomingMessage, body: Buffer): ProxiedCall {
  const [, accessKeyId = '', region = '', service = ''] =
    CREDENTIAL.exec(incoming.headers.authorization ?? '') ?? [];
  const action = readAction(incoming, body);
  return { service, region, accessKeyId, action, body: body.toString('utf8') };
}

function readAction(incoming: IncomingMessage, body: Buffer): string {
  const target = incoming.headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  if (incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    const action = new URLSearchParams(body.toString('utf8')).get('Action');
    if (action !== null) return action;
  }
  return `${incoming.method ?? ''} ${incoming.url ?? ''}`;
}
