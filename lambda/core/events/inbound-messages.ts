import { isJsonObject, toJsonText } from './json-value';
import type { InboundMessage } from './replication-event';

/** The fields by which Lambda's events tell what they are: SQS and S3 write `eventSource`, SNS `EventSource`. */
interface LambdaRecord {
  readonly eventSource?: unknown;
  readonly messageId?: unknown;
  readonly body?: unknown;
  readonly attributes?: unknown;
  readonly EventSource?: unknown;
  readonly Sns?: unknown;
}

/**
 * The messages in whatever was handed in: one per record of an SQS event (with its id) or of an SNS event (without);
 * anything else - a bare S3 notification, an SNS envelope, a text - is one message whose body is its JSON text.
 * A record of an SQS or SNS event that is not shaped like one becomes a message too, so that its trouble is told
 * where bodies are read. Never throws.
 *
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function toInboundMessages(input: unknown): readonly InboundMessage[] {
  const { Records: records }: { readonly Records?: unknown } = isJsonObject(input) ? input : {};
  return Array.isArray(records) && records.some(isQueueOrTopicRecord)
    ? records.map(toMessage)
    : [{ body: toBody(input) }];
}

function isQueueOrTopicRecord(record: unknown): boolean {
  if (!isJsonObject(record)) return false;
  const { eventSource, EventSource }: LambdaRecord = record;
  return eventSource === 'aws:sqs' || EventSource === 'aws:sns';
}

function toMessage(record: unknown): InboundMessage {
  if (!isJsonObject(record)) return { body: toBody({ Records: [record] }) };
  const { eventSource, messageId, body, attributes, EventSource, Sns: sns }: LambdaRecord = record;
  if (eventSource === 'aws:sqs') {
    const text = toBody(body ?? record);
    if (typeof messageId !== 'string' || messageId === '') return { body: text };
    return { messageId, body: text, ...toHistory(attributes) };
  }
  if (EventSource === 'aws:sns' && isJsonObject(sns)) {
    const { Message: message }: { readonly Message?: unknown } = sns;
    return { body: toBody(message ?? record) };
  }
  return { body: toBody({ Records: [record] }) };
}

interface SqsAttributes {
  readonly ApproximateReceiveCount?: unknown;
  readonly ApproximateFirstReceiveTimestamp?: unknown;
}

/** A first delivery is the rule, and says nothing. Numbers come as texts, times as milliseconds. */
function toHistory(attributes: unknown): Pick<InboundMessage, 'receiveCount' | 'firstReceivedAt'> {
  if (!isJsonObject(attributes)) return {};
  const { ApproximateReceiveCount, ApproximateFirstReceiveTimestamp }: SqsAttributes = attributes;
  const receiveCount = Number(ApproximateReceiveCount);
  if (!Number.isInteger(receiveCount) || receiveCount < 2) return {};
  const first = new Date(Number(ApproximateFirstReceiveTimestamp));
  return Number.isNaN(first.getTime())
    ? { receiveCount }
    : { receiveCount, firstReceivedAt: first.toISOString() };
}

/** A text as it is, anything else as JSON. */
function toBody(value: unknown): string {
  if (typeof value === 'string') return value;
  return toJsonText(value) ?? `a value without JSON text: ${typeof value}`;
}
