import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toInboundMessages } from '../../lambda/core/events/inbound-messages';
import type { InboundMessage } from '../../lambda/core/events/replication-event';
import { readBatch } from '../../lambda/core/respond/read-batch';
import { type RespondOutcome, respondToMessages } from '../../lambda/core/respond/respond-to-messages';
import type { Alert } from '../../lambda/core/alerts/alert.schema';
import type { InvestigateWave } from '../../lambda/core/diagnosis/investigate-wave';
import { createPageDocument } from '../page/page-document';
import { createHttpServer } from './http-server';
import { MessageBuffer } from './message-buffer';
import { PageFeed } from './page-feed';
import { QueuePoller, toErrorName } from './queue-poller';
import { RUNBOOKS_PATH } from './runbooks';
import type { MessageQueue } from './sqs-queue';

/** The only address that is listened on; the process has no authentication. */
const LOOPBACK = '127.0.0.1';

/** What the process tells the person at its terminal. */
export interface RunReporter {
  alert(alert: Alert): void;
  batch(messages: number, outcome: RespondOutcome): void;
  /** One line about trouble that does not end the process. */
  warn(line: string): void;
}

export interface ResponderOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly groupWaitSeconds: number;
  readonly reporter: RunReporter;
  now(): Date;
  /** Looks for causes in AWS; absent: from the catalog alone. */
  readonly investigate?: InvestigateWave;
  /** Polled beside HTTP; not closed by the responder. */
  readonly queue?: MessageQueue;
}

export interface Responder {
  /** Address of the page, without a slash at the end. */
  readonly url: string;
  /** Rejects when the queue cannot be polled at all; never settles otherwise before `stop`. */
  readonly polling: Promise<void>;
  /** What `GET /incidents` answers. */
  state(): ReturnType<PageFeed['state']>;
  /** Responds to what waits now, without waiting for the rest of the group wait. */
  flush(): Promise<void>;
  /** Takes no more, responds to what it has, acknowledges it, and ends. */
  stop(): Promise<void>;
}

/** Starts the responder as a process of its own: the pipeline of the Lambda function behind HTTP and a queue. */
export async function startResponder(options: ResponderOptions): Promise<Responder> {
  const address = { url: '' };
  const { poller, buffer, feed } = wire(options, address);
  let isStopping = false;
  const server = createHttpServer({
    page: await createPageDocument(),
    acceptEvents: (body) => (isStopping ? undefined : acceptEvents(body, buffer, feed)),
    openStream: (response, lastEventId) => !isStopping && feed.stream.connect(response, lastEventId),
    incidents: () => feed.state(),
    health: () => ({ status: isStopping ? 'stopping' : 'ok', waiting: buffer.waiting().messages }),
  });
  address.url = `http://${LOOPBACK}:${await listen(server, options.port)}`;
  const stopPolling = new AbortController();
  const polling = poller?.poll(stopPolling.signal) ?? Promise.resolve();
  // Whoever started the process reads `polling`; until then a failed poll is no unhandled rejection.
  polling.catch(() => undefined);
  return {
    url: address.url,
    polling,
    state: () => feed.state(),
    flush: () => buffer.flush(),
    stop: async () => {
      isStopping = true;
      stopPolling.abort();
      await polling.catch(() => undefined);
      await buffer.flush();
      feed.stream.close();
      await close(server);
    },
  };
}

/** Buffer, pipeline, feed and poller know each other; here is how. `address` is known before the first message. */
function wire(options: ResponderOptions, address: { readonly url: string }) {
  const { reporter, groupWaitSeconds, queue } = options;
  const feed = new PageFeed(() => {
    const { messages, dueAtMs } = buffer.waiting();
    return { messages, dueInMs: dueAtMs === undefined ? 0 : Math.max(0, dueAtMs - Date.now()) };
  });
  const respond = async (messages: readonly InboundMessage[]): Promise<readonly string[]> => {
    const outcome = await respondToMessages(messages, {
      notifiers: [feed.toNotifier(), toTerminalNotifier(reporter)],
      observer: feed.toObserver(),
      quarantine: { keep: (_problem, messageId) => keepUnreadable(messageId, poller) },
      ...(options.investigate && { investigate: options.investigate }),
      links: { runbookBaseUrl: `${address.url}${RUNBOOKS_PATH}` },
      now: () => options.now(),
    });
    feed.tellBatch();
    reporter.batch(messages.length, outcome);
    return outcome.failedMessageIds;
  };
  const buffer = new MessageBuffer({
    groupWaitMs: groupWaitSeconds * 1_000,
    respond,
    failed: (error) =>
      reporter.warn(`a batch failed (${toErrorName(error)}); its messages were not acknowledged`),
  });
  const poller = queue && createPoller(queue, { buffer, feed, reporter, groupWaitSeconds });
  return { buffer, feed, poller };
}

function createPoller(
  queue: MessageQueue,
  parts: { buffer: MessageBuffer; feed: PageFeed; reporter: RunReporter; groupWaitSeconds: number },
): QueuePoller {
  return new QueuePoller({
    queue,
    groupWaitSeconds: parts.groupWaitSeconds,
    accept: (delivery) => {
      const isTaken = parts.buffer.accept(delivery);
      parts.feed.tellWaiting();
      return isTaken;
    },
    warn: (line) => parts.reporter.warn(line),
  });
}

function toTerminalNotifier(reporter: RunReporter) {
  return {
    channel: 'terminal',
    deliver: (alert: Alert) => {
      reporter.alert(alert);
      return Promise.resolve({ ok: true as const });
    },
  };
}

/** A posted message has been told, and its sender still has it; one from a queue stays on the queue. */
function keepUnreadable(messageId: string | undefined, poller: QueuePoller | undefined): Promise<void> {
  if (messageId === undefined) return Promise.resolve();
  poller?.leave(messageId);
  return Promise.reject(new Error('unreadable messages stay on their queue'));
}

/** Puts a posted body into the buffer and counts what is in it. Message ids of a posted SQS event mean nothing here. */
function acceptEvents(body: string, buffer: MessageBuffer, feed: PageFeed): object | undefined {
  const messages = toInboundMessages(parseJsonOrText(body)).map((message) => ({ body: message.body }));
  // Counted first: should that throw, nothing has been taken yet.
  const { failures, problems, ignored } = readBatch(messages).summary;
  if (!buffer.accept({ messages })) return undefined;
  feed.tellWaiting();
  return {
    accepted: messages.length,
    failures,
    unreadable: problems,
    ignored: ignored.testEvents + ignored.otherEvents,
    waiting: buffer.waiting().messages,
  };
}

/** JSON as a value; anything else as the text it is, for the pipeline to call unreadable. */
function parseJsonOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
