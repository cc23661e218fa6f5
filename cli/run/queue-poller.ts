import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './message-buffer';
import type { MessageQueue, ReceivedMessage } from './sqs-queue';

export interface QueuePollerOptions {
  readonly queue: MessageQueue;
  /** How long a message stays in the buffer before it is responded to, in seconds. */
  readonly groupWaitSeconds: number;
  /** Takes messages; false when they cannot be taken now. */
  accept(this: void, delivery: Delivery): boolean;
  /** One line for a person: a poll or a delete that failed. */
  warn(this: void, line: string): void;
}

/** Time for responding and deleting, beyond the group wait, before SQS shows a message to others again. */
const HANDLING_SECONDS = 60;

/** Milliseconds until the next attempt after a failed poll or a full buffer. */
const RETRY_MS = 5_000;

/** Unreadable messages that are remembered so as not to be told again on every receive. */
const MAX_REMEMBERED = 10_000;

/**
 * Reads a queue until it is stopped. A message is deleted only when its alerts were accepted; a failed one becomes
 * visible again. An unreadable one is told once and then left where it is, for the queue's own redrive policy to
 * move: a local process has no business writing to anybody's dead-letter queue.
 */
export class QueuePoller {
  private readonly leftOnQueue = new Set<string>();
  private hasReceived = false;

  constructor(private readonly options: QueuePollerOptions) {}

  /** Polls until `stop`; rejects when the very first poll is refused, because then the call itself is wrong. */
  async poll(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.receive(stop);
      } catch (error) {
        if (stop.aborted) return;
        if (!this.hasReceived) throw error;
        this.options.warn(`polling failed (${toErrorName(error)}); trying again`);
        await pause(stop);
      }
    }
  }

  /** Remembers that a message is unreadable and stays on the queue. */
  leave(messageId: string): void {
    this.leftOnQueue.add(messageId);
    const [oldest] = this.leftOnQueue;
    if (this.leftOnQueue.size > MAX_REMEMBERED && oldest !== undefined) this.leftOnQueue.delete(oldest);
  }

  private async receive(stop: AbortSignal): Promise<void> {
    const visibilitySeconds = Math.ceil(this.options.groupWaitSeconds) + HANDLING_SECONDS;
    const received = await this.options.queue.receive({ visibilitySeconds, stop });
    this.hasReceived = true;
    const fresh = received.filter(({ messageId }) => !this.leftOnQueue.has(messageId ?? ''));
    if (fresh.length === 0) return;
    const isTaken = this.options.accept({
      messages: fresh,
      settle: (failedIds) =>
        this.acknowledge(fresh.filter(({ messageId }) => !failedIds.has(messageId ?? ''))),
    });
    if (!isTaken) await pause(stop);
  }

  private async acknowledge(messages: readonly ReceivedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const failures = await this.options.queue.remove(messages);
    if (failures.length > 0) {
      this.options.warn(
        `${failures.length} of ${messages.length} messages could not be deleted (${failures[0]})`,
      );
    }
  }
}

async function pause(stop: AbortSignal): Promise<void> {
  await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
}

/** The service's own error code, or the kind of error; never its text, which may hold anything. */
export function toErrorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
