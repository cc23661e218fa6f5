import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { StreamPayloads } from '../page/page-messages';

export interface EventStreamOptions {
  /** Everything a page needs that starts from nothing. */
  snapshot(): StreamPayloads['snapshot'];
  /** Events kept for pages that reconnect. Default 200. */
  readonly historySize?: number;
  /** Default 15,000: well under the minute after which proxies drop a silent connection. */
  readonly heartbeatMs?: number;
}

interface KeptEvent {
  readonly id: number;
  readonly frame: string;
}

/** Pages open at once; one process serves one person, and each connection costs memory. */
const MAX_CONNECTIONS = 32;

/** A page that lets this much pile up is dropped; it reconnects and continues from its last event id. */
const MAX_BACKLOG_BYTES = 8 * 1024 * 1024;

/** Milliseconds until a page tries again after a lost connection. */
const RECONNECT_MS = 1_000;

/**
 * Server-sent events with a bounded history
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). Event ids begin with an id of this process,
 * so that a page which outlives it is sent a snapshot, never the wrong half of another process's history.
 */
export class EventStream {
  private readonly epoch = randomBytes(4).toString('hex');
  private readonly connections = new Set<ServerResponse>();
  private readonly history: KeptEvent[] = [];
  private readonly heartbeat: NodeJS.Timeout;
  private lastId = 0;

  constructor(private readonly options: EventStreamOptions) {
    this.heartbeat = setInterval(() => this.send(': still here\n\n'), options.heartbeatMs ?? 15_000);
    this.heartbeat.unref();
  }

  /** Sends an event to every page and keeps it for those that come back. */
  publish<T extends 'alert' | 'batch'>(type: T, payload: StreamPayloads[T]): void {
    this.lastId += 1;
    const frame = this.toFrame(type, payload);
    this.history.push({ id: this.lastId, frame });
    if (this.history.length > (this.options.historySize ?? 200)) this.history.shift();
    this.send(frame);
  }

  /** Sends an event that is worth nothing later. */
  announce(payload: StreamPayloads['waiting']): void {
    this.send(`event: waiting\ndata: ${JSON.stringify(payload)}\n\n`);
  }

  /** Makes `response` a stream; false when there are too many already, and nothing was written. */
  connect(response: ServerResponse, lastEventId: string | undefined): boolean {
    if (this.connections.size >= MAX_CONNECTIONS) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(`retry: ${RECONNECT_MS}\n\n`);
    for (const frame of this.toCatchUp(lastEventId)) response.write(frame);
    this.connections.add(response);
    response.on('close', () => this.connections.delete(response));
    return true;
  }

  /** Ends every connection. */
  close(): void {
    clearInterval(this.heartbeat);
    for (const connection of this.connections) connection.end();
    this.connections.clear();
  }

  private toCatchUp(lastEventId: string | undefined): readonly string[] {
    const [epoch, serial = ''] = lastEventId?.split('-') ?? [];
    const seen = /^\d+$/.test(serial) ? Number(serial) : -1;
    const oldest = this.history[0]?.id ?? this.lastId + 1;
    const isKnown = epoch === this.epoch && seen <= this.lastId && seen >= oldest - 1;
    if (!isKnown) return [this.toFrame('snapshot', this.options.snapshot())];
    return this.history.filter(({ id }) => id > seen).map(({ frame }) => frame);
  }

  private toFrame<T extends keyof StreamPayloads>(type: T, payload: StreamPayloads[T]): string {
    // JSON has no raw line breaks, so no payload can end its own frame.
    return `id: ${this.epoch}-${this.lastId}\nevent: ${type}\ndata: ${JSON.stringify(payload)}\n\n`;
  }

  private send(frame: string): void {
    for (const connection of this.connections) {
      if (connection.writableLength > MAX_BACKLOG_BYTES) connection.destroy();
      else connection.write(frame);
    }
  }
}
