import { describeValue } from './describe-value';
import { type BodyFault, type FaultyRecord, toBodyProblem, toRecordProblems } from './event-problem';
import { isJsonObject } from './json-value';
import { parseRecord } from './parse-record';
import type { IgnoredCounts, ParsedBody, ReplicationEvent } from './replication-event';
import { type Envelope, toEnvelopeFault } from './sns-envelope';

/**
 * The most that SQS delivers, in bytes of UTF-8.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const MAX_BODY_BYTES = 1_048_576;

/** SNS wraps once. A little more is allowed for whoever forwards messages, and no more than that. */
const MAX_ENVELOPES = 3;

const NOTHING_IGNORED: IgnoredCounts = { testEvents: 0, otherEvents: 0 };
const TEST_EVENT: ParsedBody = {
  events: [],
  problems: [],
  ignored: { testEvents: 1, otherEvents: 0 },
};

const NOTIFICATION_TEXT =
  'an S3 event notification ({"Records": [...]}), the same in an SNS envelope, or s3:TestEvent';

interface RawNotification extends Envelope {
  readonly Records?: unknown;
  readonly Event?: unknown;
}

const encoder = new TextEncoder();

/**
 * Reads one message body: an S3 notification, bare or in SNS envelopes, or S3's test event. Every record counts:
 * what can be read becomes an event, what cannot becomes a problem. Never throws, whatever the text.
 */
export function parseBody(body: string): ParsedBody {
  if (isTooLarge(body)) {
    const allowed = `at most ${MAX_BODY_BYTES} bytes, as in SQS`;
    return toUnreadable(body, {
      code: 'too-large',
      path: '$',
      got: `text of ${body.length} characters`,
      allowed,
    });
  }
  return parseText(body, { body, envelopes: 0 });
}

/** The body a text was found in, and how deep. */
interface Place {
  readonly body: string;
  readonly envelopes: number;
}

function parseText(text: string, place: Place): ParsedBody {
  const value = parseJson(text);
  if (value === undefined) {
    const got = text === '' ? 'an empty text' : `text of ${text.length} characters`;
    return toUnreadable(place.body, { code: 'not-json', path: toPath(place), got, allowed: 'JSON' });
  }
  if (!isJsonObject(value)) return toUnknownShape(value, place);
  const { Records: records, Event, Type, Message }: RawNotification = value;
  if (Array.isArray(records) && records.length > 0) return parseRecords(records, place);
  if (records !== undefined) {
    const allowed = 'an array of at least one record';
    const code = Array.isArray(records) ? 'unknown-shape' : 'wrong-type';
    const path = `${toWithin(place)}Records`;
    return toUnreadable(place.body, { code, path, got: describeValue(records), allowed });
  }
  if (Event === 's3:TestEvent') return TEST_EVENT;
  if (Type === 'Notification' && typeof Message === 'string' && place.envelopes < MAX_ENVELOPES) {
    return parseText(Message, { body: place.body, envelopes: place.envelopes + 1 });
  }
  const fault = toEnvelopeFault(value, toWithin(place));
  return fault === undefined ? toUnknownShape(value, place) : toUnreadable(place.body, fault);
}

function parseRecords(records: readonly unknown[], place: Place): ParsedBody {
  const events: ReplicationEvent[] = [];
  const faulty: FaultyRecord[] = [];
  let otherEvents = 0;
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index];
    const reading = parseRecord(record);
    if (reading === 'other-event') otherEvents += 1;
    else if ('code' in reading) faulty.push({ fault: reading, record, index });
    else events.push(reading);
  }
  return {
    events,
    problems:
      faulty.length === 0
        ? []
        : toRecordProblems(faulty, { body: place.body, within: toWithin(place), records: records.length }),
    ignored: otherEvents === 0 ? NOTHING_IGNORED : { testEvents: 0, otherEvents },
  };
}

function toUnknownShape(value: unknown, place: Place): ParsedBody {
  const got = describeValue(value);
  return toUnreadable(place.body, {
    code: 'unknown-shape',
    path: toPath(place),
    got,
    allowed: NOTIFICATION_TEXT,
  });
}

function toUnreadable(body: string, fault: BodyFault): ParsedBody {
  return { events: [], problems: [toBodyProblem(body, fault)], ignored: NOTHING_IGNORED };
}

/** Path of the text at this place; `$` is the body. */
function toPath({ envelopes }: Place): string {
  return envelopes === 0 ? '$' : Array.from({ length: envelopes }, () => 'Message').join('.');
}

/** Path in front of a field at this place. */
function toWithin({ envelopes }: Place): string {
  return 'Message.'.repeat(envelopes);
}

/** `undefined` for a text that is no JSON; JSON itself has no `undefined`. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Counts bytes only where the number of UTF-16 units, each of one to three bytes, does not decide. */
function isTooLarge(body: string): boolean {
  if (body.length * 3 <= MAX_BODY_BYTES) return false;
  return body.length > MAX_BODY_BYTES || encoder.encode(body).length > MAX_BODY_BYTES;
}
