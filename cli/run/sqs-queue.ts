import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import type { InboundMessage } from '../../lambda/core/events/replication-event';

/** A message of a queue, and what deletes it. */
export interface ReceivedMessage extends InboundMessage {
  readonly receiptHandle: string | undefined;
}

/** A queue, as far as a poller uses it. Rejects with the service's own error, whose name is its code. */
export interface MessageQueue {
  /** Waits for messages, up to 20 seconds, and hides those it gives for `visibilitySeconds`. */
  receive(options: {
    readonly visibilitySeconds: number;
    readonly stop: AbortSignal;
  }): Promise<readonly ReceivedMessage[]>;
  /** Deletes up to ten messages; resolves with the error codes of those that could not be deleted. */
  remove(messages: readonly ReceivedMessage[]): Promise<readonly string[]>;
  close(): void;
}

/** The most SQS gives at once, and its longest wait: API reference of ReceiveMessage. */
const [MAX_RECEIVE, LONG_POLL_SECONDS] = [10, 20];

/** A queue in AWS. The SDK is loaded here and not before: no other command waits for it. */
export async function openSqsQueue(url: string, config: SQSClientConfig): Promise<MessageQueue> {
  const { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const client = new SQSClient(config);
  return {
    receive: async ({ visibilitySeconds, stop }) => {
      const command = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: MAX_RECEIVE,
        WaitTimeSeconds: LONG_POLL_SECONDS,
        VisibilityTimeout: visibilitySeconds,
      });
      const { Messages = [] } = await client.send(command, { abortSignal: stop });
      return Messages.map(({ MessageId, Body, ReceiptHandle }) => ({
        body: Body ?? '',
        receiptHandle: ReceiptHandle,
        ...(MessageId !== undefined && { messageId: MessageId }),
      }));
    },
    remove: async (messages) => {
      const Entries = messages.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      }));
      const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      return Failed.map(({ Code }) => Code ?? 'unknown error');
    },
    close: () => client.destroy(),
  };
}
