import { toPublishInput } from '../lambda/adapters/sns-publish-input';
import type { Notifier } from '../lambda/core/alerts/notifier';
import type { InboundMessage } from '../lambda/core/events/replication-event';
import type { RespondPorts } from '../lambda/core/respond/respond-to-messages';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:111111111111:alerts';

/** Everything the Lambda function does but the calls themselves: the SNS request is made, not sent. */
export function makeInProcessPorts(): RespondPorts {
  const sns: Notifier = {
    channel: 'sns',
    concurrency: 10,
    deliver(alert) {
      return Promise.resolve({ ok: true, reference: String(toPublishInput(alert, TOPIC_ARN).Message?.length) });
    },
  };
  const ignore = (): void => undefined;
  return {
    notifiers: [sns],
    quarantine: { keep: () => Promise.reject(new Error('nothing here is unreadable')) },
    observer: {
      batchRead: ignore,
      groupDecided: ignore,
      unreadable: ignore,
      quarantineFailed: ignore,
      delivered: ignore,
      deliveryFailed: ignore,
    },
    links: { runbookBaseUrl: 'https://runbooks.example.com' },
    now: () => new Date('2026-01-01T00:01:00.000Z'),
  };
}

export function toMessages(bodies: readonly string[]): readonly InboundMessage[] {
  return bodies.map((body, index) => ({ messageId: `m-${index}`, body }));
}
