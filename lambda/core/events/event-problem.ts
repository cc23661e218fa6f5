import { describeValue, toExcerpt } from './describe-value';
import { toJsonText } from './json-value';
import type { RecordFault } from './record-fault';
import type { EventProblem, EventProblemCode } from './replication-event';

/**
 * S3 puts one record into a message. Should one body hold more unreadable ones than this, the last problem speaks
 * for the rest: a single message must not turn into thousands of dead letters.
 */
const MAX_PROBLEMS = 10;

/** An unreadable record and its position in `Records`. */
export interface FaultyRecord {
  readonly fault: RecordFault;
  readonly record: unknown;
  readonly index: number;
}

/** Where faulty records came from. */
export interface RecordOrigin {
  /** The message body as received. */
  readonly body: string;
  /** Path of the notification within the body: empty, or `Message.` for each SNS envelope around it. */
  readonly within: string;
  /** How many records the notification has, readable ones included. */
  readonly records: number;
}

/** What is wrong with a body as a whole. */
export interface BodyFault {
  readonly code: EventProblemCode;
  readonly path: string;
  /** Already in words. */
  readonly got: string;
  readonly allowed: string;
  /** Shown instead of the beginning of the body, where that holds something that is not for everybody's eyes. */
  readonly excerpt?: string;
}

/** A problem of a whole body: the body goes to the dead-letter queue as it was received. */
export function toBodyProblem(body: string, fault: BodyFault): EventProblem {
  const { code, path, got, allowed, excerpt = body } = fault;
  return { code, path, got, allowed, excerpt: toExcerpt(excerpt), body };
}

/** The problems of a notification's unreadable records, given in order. */
export function toRecordProblems(
  faulty: readonly FaultyRecord[],
  origin: RecordOrigin,
): readonly EventProblem[] {
  const last = MAX_PROBLEMS - 1;
  return faulty
    .slice(0, MAX_PROBLEMS)
    .map((first, index) => toRecordProblem(first, index === last ? faulty.slice(last) : [first], origin));
}

/** The problem of `first`, told for all of `together`, which begins with it. */
function toRecordProblem(
  { fault, record, index }: FaultyRecord,
  together: readonly FaultyRecord[],
  origin: RecordOrigin,
): EventProblem {
  const { code, path, got, allowed } = fault;
  const others = together.length > 1 ? `; and ${together.length - 1} more unreadable records` : '';
  return {
    code,
    path: `${origin.within}Records[${index}]${path}`,
    got: `${describeValue(got)}${others}`,
    allowed,
    excerpt: toExcerpt(toJsonText(record) ?? origin.body),
    body: toRemainder(together, origin),
  };
}

/** A notification with only these records, or the body as received when it holds no others. */
function toRemainder(together: readonly FaultyRecord[], { body, records }: RecordOrigin): string {
  if (together.length === records) return body;
  // A record nested too deep to be written again takes its neighbours along: twice told is better than lost.
  return toJsonText({ Records: together.map(({ record }) => record) }) ?? body;
}
