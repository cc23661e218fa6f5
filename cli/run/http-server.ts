import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PageDocument } from '../page/page-document';
import { BODY_LIMIT_BYTES, readBody } from './read-body';
import { type Refusal, refuseContent, refuseForeign } from './request-guard';
import { readRunbook, RUNBOOKS_PATH } from './runbooks';

/** What the server asks of the responder. */
export interface HttpRoutes {
  readonly page: PageDocument;
  /** Takes a posted body; `undefined` when too much is waiting already. */
  acceptEvents(body: string): object | undefined;
  /** Makes the response an event stream; false when there are too many. */
  openStream(response: ServerResponse, lastEventId: string | undefined): boolean;
  incidents(): object;
  health(): object;
}

type Route = (request: IncomingMessage, response: ServerResponse, routes: HttpRoutes) => Promise<void> | void;

const ROUTES: Readonly<Record<string, { readonly method: 'GET' | 'POST'; readonly answer: Route }>> = {
  '/': { method: 'GET', answer: sendPage },
  '/stream': { method: 'GET', answer: openStream },
  '/incidents': {
    method: 'GET',
    answer: (_request, response, routes) => sendJson(response, routes.incidents()),
  },
  '/healthz': { method: 'GET', answer: (_request, response, routes) => sendJson(response, routes.health()) },
  '/events': { method: 'POST', answer: acceptEvents },
};

/** On every answer: nothing of it is kept, sniffed, framed or read by another site. */
const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A server for people and tools on this machine: it answers no other host name and no other site's pages. */
export function createHttpServer(routes: HttpRoutes): Server {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    answer(request, response, routes).catch(() => {
      // The client went away, and this goes nowhere; or the fault is ours, and then it must not look like success.
      if (response.headersSent) response.destroy();
      else refuse(request, response, { status: 500, error: 'internal error; nothing was taken' });
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, routes: HttpRoutes): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?', 1);
  const isPage = path === '/' || path.startsWith(RUNBOOKS_PATH);
  const foreign = refuseForeign(request.headers, request.method === 'GET' && isPage);
  if (foreign) return refuse(request, response, foreign);
  const route = findRoute(path);
  if (route === undefined) {
    return refuse(request, response, { status: 404, error: `there is ${Object.keys(ROUTES).join(', ')}` });
  }
  const isHead = request.method === 'HEAD' && route.method === 'GET' && path !== '/stream';
  if (request.method !== route.method && !isHead) {
    return refuse(request, response, { status: 405, error: `use ${route.method}`, allow: route.method });
  }
  await route.answer(request, response, routes);
}

function findRoute(path: string): (typeof ROUTES)[string] | undefined {
  if (path.startsWith(RUNBOOKS_PATH)) return { method: 'GET', answer: sendRunbook };
  return Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
}

/** As text: a reader needs the commands, and nothing here can run in a browser. */
async function sendRunbook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const runbook = await readRunbook((request.url ?? '').split('?', 1)[0] ?? '');
  if (runbook === undefined)
    return refuse(request, response, { status: 404, error: 'there is no such runbook' });
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(runbook);
}

function sendPage(_request: IncomingMessage, response: ServerResponse, { page }: HttpRoutes): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': page.contentSecurityPolicy,
    'x-frame-options': 'DENY',
  });
  response.end(page.html);
}

function openStream(request: IncomingMessage, response: ServerResponse, routes: HttpRoutes): void {
  const lastEventId = request.headers['last-event-id'];
  if (!routes.openStream(response, typeof lastEventId === 'string' ? lastEventId : undefined)) {
    refuse(request, response, { status: 503, error: 'too many pages are open; close one' });
  }
}

async function acceptEvents(
  request: IncomingMessage,
  response: ServerResponse,
  routes: HttpRoutes,
): Promise<void> {
  const refusal = refuseContent(request.headers);
  if (refusal) return refuse(request, response, refusal);
  const body = await readBody(request);
  if (body === undefined) {
    return refuse(request, response, {
      status: 413,
      error: `a body may have ${BODY_LIMIT_BYTES} bytes; send several`,
    });
  }
  const counts = routes.acceptEvents(body);
  if (counts === undefined) {
    response.setHeader('retry-after', '5');
    return refuse(request, response, {
      status: 503,
      error: 'too much is waiting; nothing was taken, send it again',
    });
  }
  sendJson(response, counts, 202);
}

function sendJson(response: ServerResponse, document: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify(document)}\n`);
}

/** Refuses a request. What is left of its body is not read: the connection closes after the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, error, allow }: Refusal): void {
  if (allow !== undefined) response.setHeader('allow', allow);
  if (!request.complete) response.setHeader('connection', 'close');
  sendJson(response, { error }, status);
}
