import type { Alert } from '../core/alerts/alert.schema';
import { truncateCharacters } from '../core/render/truncate';
import { SNS_LIMITS } from '../core/limits';
import { renderEmail } from '../core/render/email';
import { renderSms } from '../core/render/sms';
import { type ShrunkAlert, shrinkAlert } from './shrink-alert';
import { replaceRefusedCharacters } from './sqs-text';

/** The request of one publication. Field names are the API's. */
export interface SnsPublishInput {
  readonly TopicArn: string;
  readonly MessageStructure: 'json';
  /** A JSON object with one text per protocol. */
  readonly Message: string;
  readonly Subject: string;
  readonly MessageAttributes: Record<string, { DataType: 'String'; StringValue: string }>;
}

type AlertParts = Pick<SnsPublishInput, 'Message' | 'Subject' | 'MessageAttributes'>;

/** SNS bounds attribute values only by the whole; a name longer than this is none that a filter policy names. */
const ATTRIBUTE_CHARACTERS = 256;

const FALLBACK_SUBJECT = 'S3 replication alert';

/**
 * The publication of one alert, within SNS's size with its attributes. `default` is the alert document: queues,
 * functions, HTTP endpoints and Firehose have no key of their own and fall back to it, and so does `email-json`,
 * which programs read. E-mail and SMS get text for people.
 * An alert too large is published without some of its details rather than not at all; the e-mail names them.
 * Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function toPublishInput(alert: Alert, topicArn: string): SnsPublishInput {
  return { TopicArn: topicArn, MessageStructure: 'json', ...toParts(alert) };
}

function toParts(alert: Alert): AlertParts {
  let smallest: ShrunkAlert = { alert, omitted: [] };
  for (const shrunk of shrinkAlert(alert)) {
    smallest = shrunk;
    const document = toDocument(shrunk.alert);
    // Text for people costs more to make than JSON, and cannot make this one fit.
    if (document.length > SNS_LIMITS.messageBytes) continue;
    const parts = build(shrunk, document);
    if (countBytes(parts) <= SNS_LIMITS.messageBytes) return parts;
  }
  // Not reached: the last step bounds every text and every list of the document.
  return build(smallest, toDocument(smallest.alert));
}

function build({ alert, omitted }: ShrunkAlert, document: string): AlertParts {
  const { subject, body } = renderEmail(alert);
  const note = omitted.length === 0 ? '' : `\n\nLeft out to fit one message: ${omitted.join(', ')}.\n`;
  return {
    Message: JSON.stringify({
      default: document,
      email: replaceRefusedCharacters(body + note),
      sms: replaceRefusedCharacters(renderSms(alert)),
    }),
    Subject: toSubject(subject),
    MessageAttributes: toAttributes(alert),
  };
}

/** With raw delivery SQS gets these very characters; the two it refuses are JSON escapes to every reader of JSON. */
function toDocument(alert: Alert): string {
  return JSON.stringify(alert).replace(/[\ufffe\uffff]/g, (character) =>
    character === '\ufffe' ? '\\ufffe' : '\\uffff',
  );
}

/** ASCII without control characters, as SNS asks, and never empty. */
function toSubject(text: string): string {
  const ascii = text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, SNS_LIMITS.subjectCharacters)
    .trim();
  return ascii === '' ? FALLBACK_SUBJECT : ascii;
}

function toAttributes(alert: Alert): AlertParts['MessageAttributes'] {
  const values = {
    schema: alert.schema,
    type: alert.type,
    severity: alert.severity,
    ...(alert.type !== 'unreadable' && {
      failureReason: alert.incident.failureReason,
      sourceBucket: alert.replication.source.bucket,
      destinationBucket: alert.replication.destination?.bucket,
      verdict: alert.diagnosis.verdict,
    }),
  };
  const attributes: AlertParts['MessageAttributes'] = {};
  for (const [name, value] of Object.entries(values)) {
    const text = toAttributeValue(value);
    // SNS refuses the whole message for one empty value.
    if (text !== '') attributes[name] = { DataType: 'String', StringValue: text };
  }
  return attributes;
}

function toAttributeValue(value: string | null | undefined): string {
  const text = replaceRefusedCharacters(truncateCharacters(value ?? '', ATTRIBUTE_CHARACTERS));
  return text.replace(/[\r\n\t]/g, ' ').trim();
}

/** What counts toward the limit: the message as sent, each attribute's name, type and value; the subject besides. */
function countBytes({ Message, Subject, MessageAttributes }: AlertParts): number {
  const texts = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType,
    StringValue,
  ]);
  return [Message, Subject, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
