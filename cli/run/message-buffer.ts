import type { InboundMessage } from '../../lambda/core/events/replication-event';

/** Messages that came together, and who wants to know which of them failed. */
export interface Delivery {
  readonly messages: readonly InboundMessage[];
  /** Called once the messages were responded to, with the ids whose effect is not durable. */
  settle?(failedMessageIds: ReadonlySet<string>): Promise<void>;
}

export interface MessageBufferOptions {
  /** How long the first message of a batch waits for company, in milliseconds. */
  readonly groupWaitMs: number;
  /** Answers a batch; what it throws fails the whole batch. */
  respond(messages: readonly InboundMessage[]): Promise<readonly string[]>;
  /** Told of a batch that failed as a whole, and of a `settle` that threw. */
  failed(error: unknown): void;
}

/** What waits, and when it will be responded to. */
export interface Waiting {
  readonly messages: number;
  /** Milliseconds since the epoch; absent when nothing waits. */
  readonly dueAtMs?: number;
}

/** The most that one batch holds: as much as Lambda hands its function at once. */
const BATCH_LIMITS = { messages: 10_000, bytes: 6 * 1024 * 1024 } as const;

/** The most that may wait while a batch is being responded to. */
const BUFFER_BYTES = 64 * 1024 * 1024;

/**
 * Collects messages for the group wait, then responds to all of them as one batch, as the event source mapping
 * does for the Lambda function. Batches run one after another, in order of arrival.
 */
export class MessageBuffer {
  private waitingDeliveries: Delivery[] = [];
  private messages = 0;
  private bytes = 0;
  /** Bytes of batches that were taken out but are not answered yet. */
  private bytesUnderWay = 0;
  private timer: NodeJS.Timeout | undefined;
  private dueAtMs: number | undefined;
  private lastBatch: Promise<void> = Promise.resolve();

  constructor(private readonly options: MessageBufferOptions) {}

  /** Takes the messages, or answers false and takes none of them when too much is waiting already. */
  accept(delivery: Delivery): boolean {
    const bytes = delivery.messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    if (this.bytes + this.bytesUnderWay + bytes > BUFFER_BYTES) return false;
    this.waitingDeliveries.push(delivery);
    this.messages += delivery.messages.length;
    this.bytes += bytes;
    if (this.messages >= BATCH_LIMITS.messages || this.bytes >= BATCH_LIMITS.bytes) void this.flush();
    else if (this.timer === undefined) {
      this.dueAtMs = Date.now() + this.options.groupWaitMs;
      this.timer = setTimeout(() => void this.flush(), this.options.groupWaitMs);
    }
    return true;
  }

  waiting(): Waiting {
    return { messages: this.messages, ...(this.dueAtMs !== undefined && { dueAtMs: this.dueAtMs }) };
  }

  /** Responds to what waits without waiting longer; resolves when every batch is answered and settled. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const { waitingDeliveries: deliveries, bytes } = this;
    [this.timer, this.dueAtMs, this.waitingDeliveries, this.messages, this.bytes] = [
      undefined,
      undefined,
      [],
      0,
      0,
    ];
    this.bytesUnderWay += bytes;
    const before = this.lastBatch;
    this.lastBatch = before.then(async () => {
      if (deliveries.length > 0) await this.respondTo(deliveries);
      this.bytesUnderWay -= bytes;
    });
    await this.lastBatch;
  }

  private async respondTo(deliveries: readonly Delivery[]): Promise<void> {
    const messages = deliveries.flatMap((delivery) => delivery.messages);
    let failedIds: ReadonlySet<string>;
    try {
      failedIds = new Set(await this.options.respond(messages));
    } catch (error) {
      this.options.failed(error);
      failedIds = new Set(messages.flatMap(({ messageId }) => messageId ?? []));
    }
    await Promise.all(deliveries.map((delivery) => this.settle(delivery, failedIds)));
  }

  private async settle(delivery: Delivery, failedIds: ReadonlySet<string>): Promise<void> {
    try {
      await delivery.settle?.(failedIds);
    } catch (error) {
      this.options.failed(error);
    }
  }
}
