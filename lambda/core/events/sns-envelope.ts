import { describeValue } from './describe-value';
import type { BodyFault } from './event-problem';

/** The fields by which an SNS message is known. */
export interface Envelope {
  readonly Type?: unknown;
  readonly Message?: unknown;
  readonly TopicArn?: unknown;
}

/**
 * What SNS sends a subscriber apart from notifications; nothing about replication, but somebody must act on it.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html
 */
const CONTROL_MESSAGES: Readonly<Record<string, string>> = {
  SubscriptionConfirmation:
    'an SNS notification. SNS asks to confirm that this queue subscribes to the topic; if that is wanted, the ' +
    'owner of the queue confirms it with the Token in this message (aws sns confirm-subscription), and until then ' +
    'no event arrives',
  UnsubscribeConfirmation:
    'an SNS notification. SNS tells that this queue was unsubscribed from the topic; no event of it arrives until ' +
    'the queue is subscribed again',
};

/** What is wrong with an SNS message that holds no readable notification; `undefined` if it is no SNS message. */
export function toEnvelopeFault(
  { Type, Message, TopicArn }: Envelope,
  within: string,
): BodyFault | undefined {
  if (typeof Type !== 'string') return undefined;
  if (Type === 'Notification') {
    const isNested = typeof Message === 'string';
    const code = isNested ? 'unknown-shape' : Message === undefined ? 'missing-field' : 'wrong-type';
    const allowed = isNested
      ? 'fewer SNS envelopes inside each other'
      : 'a string that holds the S3 notification';
    return { code, path: `${within}Message`, got: describeValue(Message), allowed };
  }
  const allowed = Object.hasOwn(CONTROL_MESSAGES, Type) ? CONTROL_MESSAGES[Type] : undefined;
  if (allowed === undefined) return undefined;
  // The beginning of such a message holds its Token, which is all it takes to confirm or to resubscribe.
  const excerpt = `${Type} of ${describeValue(TopicArn)}`;
  return { code: 'unknown-shape', path: `${within}Type`, got: describeValue(Type), allowed, excerpt };
}
