import { findReason } from '../catalog/find-reason';
import type { ReasonRow } from '../catalog/reason-row';
import { CHECKS_OF_REASON } from '../checks/check-ids-of-reason';
import type { CheckId } from '../checks/checks';
import type { Incident } from './incident';
import { isAfter } from './instants';

/** A confirmed cause that makes other failures symptoms of it. */
interface Inhibition {
  readonly check: CheckId;
  readonly because: string;
  covers(cause: Incident, symptom: Incident, row: ReasonRow): boolean;
}

/** What cannot work at all while this is so. Everything else has to be confirmed for itself. */
const INHIBITIONS: readonly Inhibition[] = [
  {
    check: 'role-trust',
    because: 'S3 can do nothing with a role that it may not assume',
    covers: (cause, symptom, row) => isSameRole(cause, symptom) && needsRole(row),
  },
  {
    check: 'source-bucket',
    because: 'nothing can be read from a bucket that does not exist',
    covers: (cause, symptom, { side }) => isSameSource(cause, symptom) && side === 'source',
  },
  {
    check: 'destination-bucket',
    because: 'nothing can be written to a bucket that does not exist',
    covers: (cause, symptom, { side }) => isSameDestination(cause, symptom) && side === 'destination',
  },
  {
    check: 'source-key-state',
    because: 'nothing can be decrypted with a key that cannot be used',
    covers: (cause, symptom, row) => isSameSource(cause, symptom) && asks(row, 'source-key-state'),
  },
  {
    check: 'destination-key-state',
    because: 'nothing can be encrypted with a key that cannot be used',
    covers: (cause, symptom, row) => isSameRule(cause, symptom) && asks(row, 'destination-key-state'),
  },
];

/**
 * Whether the confirmed cause of one incident explains another, of which no cause is confirmed. Not any more once the
 * other has failed after the cause was gone.
 */
export function explains(cause: Incident, symptom: Incident): boolean {
  if (cause.cause === undefined || symptom.cause !== undefined) return false;
  if (cause.id === symptom.id) return false;
  if (cause.partition !== symptom.partition) return false;
  const { check, goneAt } = cause.cause;
  if (goneAt !== undefined && isAfter(symptom.lastSeen, goneAt)) return false;
  const { row } = findReason(symptom.key.failureReason ?? undefined);
  return INHIBITIONS.some((one) => one.check === check && one.covers(cause, symptom, row));
}

function needsRole({ reason, permissions }: ReasonRow): boolean {
  return (
    reason === 'AssumeRoleNotPermitted' ||
    permissions.some(({ principal }) => principal === 'replication-role')
  );
}

/** The check is one of those that the reason calls for. */
function asks({ reason }: ReasonRow, check: CheckId): boolean {
  return Object.hasOwn(CHECKS_OF_REASON, reason) && (CHECKS_OF_REASON[reason]?.includes(check) ?? false);
}

/** As read; else the same source bucket, whose replication configuration names one role for all of its rules. */
function isSameRole(cause: Incident, symptom: Incident): boolean {
  const role = symptom.looked?.investigation.places.roleArn;
  return role === undefined ? isSameSource(cause, symptom) : role === cause.cause?.subject;
}

function isSameSource({ key: a }: Incident, { key: b }: Incident): boolean {
  return a.sourceBucket === b.sourceBucket;
}

function isSameDestination(a: Incident, b: Incident): boolean {
  const destination = destinationOf(a);
  return destination !== undefined && destination === destinationOf(b);
}

/** A rule names the key of its replicas. */
function isSameRule(a: Incident, b: Incident): boolean {
  return isSameSource(a, b) && isSameDestination(a, b) && a.key.ruleId === b.key.ruleId;
}

function destinationOf({ key, looked }: Incident): string | undefined {
  return key.destinationBucket ?? looked?.investigation.places.destination?.bucket;
}
