import { toPublishInput } from '../lambda/adapters/sns-publish-input';
import type { Notifier } from '../lambda/core/alerts/notifier';
import type { InboundMessage } from '../lambda/core/events/replication-event';
import type { RespondPorts } from '../lambda/core/respond/respond-to-messages';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:111111111111:alerts';

/**
 * Everything the Lambda function does but the calls themselves. With `rendersForSns` the request of each alert is
 * made too - document, e-mail, SMS, within the size limit - and then not sent.
 */
export function makeInProcessPorts({ rendersForSns }: { rendersForSns: boolean }): RespondPorts {
  const sns: Notifier = {
    channel: 'sns',
    concurrency: 10,
    deliver(alert) {
      const reference = rendersForSns ? String(toPublishInput(alert, TOPIC_ARN).Message.length) : alert.id;
      return Promise.resolve({ ok: true, reference });
    },
  };
  const ignore = (): void => undefined;
  return {
    notifiers: [sns],
    quarantine: { keep: () => Promise.reject(new Error('nothing here is unreadable')) },
    observer: {
      batchRead: ignore,
      groupDecided: ignore,
      investigated: ignore,
      investigationFailed: ignore,
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
