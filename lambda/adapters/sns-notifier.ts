import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { DeliveryResult, Notifier } from '../core/alerts/notifier';
import { toAwsFailure } from './aws-failure';
import { toPublishInput } from './sns-publish-input';
import { withinTimeout } from './within-timeout';

export interface SnsNotifierOptions {
  /** Retries as it is configured to; nothing is retried beyond that. */
  readonly client: Pick<SNSClient, 'send'>;
  readonly topicArn: string;
  /** For one delivery, the client's own retries included. Default 5,000. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 5_000;

/** SNS takes hundreds of messages a second and keeps no order: a batch of many incidents need not queue up. */
const CONCURRENCY = 10;

const KEY_HINT =
  "check the state of the topic's KMS key, and that its policy lets the function's role use it";

/** What to look at, for the refusals that a deployment can bring about. */
const HINTS: Readonly<Record<string, string>> = {
  AuthorizationError: "the function's role and the topic's policy must allow sns:Publish on the alert topic",
  AccessDenied: "the function's role and the topic's policy must allow sns:Publish on the alert topic",
  NotFound: 'the alert topic does not exist in this account and Region',
  KMSAccessDenied: KEY_HINT,
  KMSDisabled: KEY_HINT,
  KMSInvalidState: KEY_HINT,
  KMSNotFound: KEY_HINT,
  KMSOptInRequired: KEY_HINT,
};

/**
 * Publishes alerts to an SNS topic: the alert document for machines, text for people, message attributes for filter
 * policies. A time-out leaves it open whether SNS took the message; a repeat carries the same alert id.
 */
export function createSnsNotifier(options: SnsNotifierOptions): Notifier {
  const { client, topicArn, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  return {
    channel: 'sns',
    concurrency: CONCURRENCY,
    async deliver(alert): Promise<DeliveryResult> {
      try {
        const command = new PublishCommand(toPublishInput(alert, topicArn));
        const { MessageId } = await withinTimeout(timeoutMs, (abortSignal) =>
          client.send(command, { abortSignal }),
        );
        if (MessageId !== undefined) return { ok: true, reference: MessageId };
        return { ok: false, retryable: true, reason: 'the answer carries no message id' };
      } catch (error) {
        return toRefusal(error);
      }
    },
  };
}

function toRefusal(error: unknown): DeliveryResult {
  const { code, reason, retryable, retryAfterSeconds } = toAwsFailure(error, new Date());
  const hint = HINTS[code];
  return {
    ok: false,
    retryable,
    reason: hint === undefined ? reason : `${reason}: ${hint}`,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}
