import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundMessage } from '../../lambda/core/events/replication-event';
import type { Delivery } from './message-buffer';

export interface SqsPollerOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** How long a message stays in the buffer before it is responded to, in seconds. */
  readonly groupWaitSeconds: number;
  /** Takes messages; false when they cannot be taken now. */
  accept(delivery: Delivery): boolean;
  /** One line for a person: a poll or a delete that failed. */
  warn(line: string): void;
  /** Milliseconds until the next attempt after a failed poll or a full buffer. Default 5,000. */
  readonly retryMs?: number;
}

/** The most SQS gives and takes at once, and its longest wait: API reference of ReceiveMessage. */
const [MAX_RECEIVE, LONG_POLL_SECONDS] = [10, 20];

/** Time for responding and deleting, beyond the group wait, before SQS shows a message to others again. */
const HANDLING_SECONDS = 60;

/** Unreadable messages that are remembered so as not to be told again on every receive. */
const MAX_REMEMBERED = 10_000;

/**
 * Reads a queue until it is stopped. A message is deleted only when its alerts were accepted; a failed one becomes
 * visible again. An unreadable one is told once and then left where it is, for the queue's own redrive policy to
 * move: a local process has no business writing to anybody's dead-letter queue.
 */
export class SqsPoller {
  private readonly leftOnQueue = new Set<string>();
  private hasReceived = false;

  constructor(private readonly options: SqsPollerOptions) {}

  /** Polls until `stop`; rejects when the very first poll is refused, because then the call itself is wrong. */
  async poll(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.receive(stop);
      } catch (error) {
        if (stop.aborted) return;
        if (!this.hasReceived) throw error;
        this.options.warn(`polling failed (${toErrorName(error)}); trying again`);
        await this.pause(stop);
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
    const command = new ReceiveMessageCommand({
      QueueUrl: this.options.queueUrl,
      MaxNumberOfMessages: MAX_RECEIVE,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      VisibilityTimeout: Math.ceil(this.options.groupWaitSeconds) + HANDLING_SECONDS,
    });
    const { Messages: received = [] } = await this.options.client.send(command, { abortSignal: stop });
    this.hasReceived = true;
    const fresh = received.filter(({ MessageId }) => !this.leftOnQueue.has(MessageId ?? ''));
    if (fresh.length === 0) return;
    const isTaken = this.options.accept({
      messages: fresh.map(toInboundMessage),
      settle: (failedIds) =>
        this.acknowledge(fresh.filter(({ MessageId }) => !failedIds.has(MessageId ?? ''))),
    });
    if (!isTaken) await this.pause(stop);
  }

  private async acknowledge(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const { Failed: failed = [] } = await this.options.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: this.options.queueUrl,
        Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
    if (failed.length > 0) {
      this.options.warn(
        `${failed.length} of ${messages.length} messages could not be deleted (${failed[0]?.Code})`,
      );
    }
  }

  private async pause(stop: AbortSignal): Promise<void> {
    await sleep(this.options.retryMs ?? 5_000, undefined, { signal: stop }).catch(() => undefined);
  }
}

function toInboundMessage({ MessageId, Body }: Message): InboundMessage {
  return { body: Body ?? '', ...(MessageId !== undefined && { messageId: MessageId }) };
}

/** The service's own error code, or the kind of error; never its text, which may hold anything. */
export function toErrorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
