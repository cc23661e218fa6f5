import { REPLICATION_EVENT_KINDS, type EventProblemCode } from './replication-event';

/** What is wrong with one record, before it is known where the record stands and what becomes of it. */
export interface RecordFault {
  readonly code: EventProblemCode;
  /** Within the record: `.s3.object.key`; empty for the record itself. */
  readonly path: string;
  readonly got: unknown;
  readonly allowed: string;
}

/** A required text is absent, empty, or of another type. */
export function toTextFault(path: string, got: unknown): RecordFault {
  const isMissing = got === undefined || got === '';
  return { code: isMissing ? 'missing-field' : 'wrong-type', path, got, allowed: 'a string, not empty' };
}

/** A required object is absent, or of another type. */
export function toObjectFault(path: string, got: unknown): RecordFault {
  return { code: got === undefined ? 'missing-field' : 'wrong-type', path, got, allowed: 'an object' };
}

/** The record does not say that it is of S3. */
export function toSourceFault(got: unknown): RecordFault {
  return {
    code: got === undefined ? 'missing-field' : 'unknown-shape',
    path: '.eventSource',
    got,
    allowed: 'aws:s3',
  };
}

/** The event is a replication event that we have never heard of. */
export function toKindFault(got: string): RecordFault {
  const allowed = `Replication: with ${REPLICATION_EVENT_KINDS.join(', ')}`;
  return { code: 'unknown-shape', path: '.eventName', got, allowed };
}

/** The version is one whose fields we do not know. */
export function toVersionFault(got: string): RecordFault {
  return { code: 'unsupported-version', path: '.eventVersion', got, allowed: '2.2 or a later 2.x' };
}

/** The time is a text, but no time. */
export function toTimeFault(got: string): RecordFault {
  const allowed = 'an ISO 8601 time in UTC such as 2026-01-01T10:00:00.000Z';
  return { code: 'wrong-type', path: '.eventTime', got, allowed };
}

/** The key's escapes are malformed. */
export function toKeyFault(got: string): RecordFault {
  const allowed = 'a form-encoded key: % only before two hexadecimal digits, its bytes UTF-8';
  return { code: 'bad-key-encoding', path: '.s3.object.key', got, allowed };
}
