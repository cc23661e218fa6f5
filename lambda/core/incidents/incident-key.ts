import { createHash } from 'node:crypto';
import { findReason } from '../catalog/find-reason';
import type { ReplicationEvent } from '../events/replication-event';

/**
 * What makes two failures the same outage: source bucket, rule, destination bucket, reason and Region - nothing
 * that varies with time, count or wording. A field that the event does not carry is marked as missing (`null`),
 * never dropped, so that two different incomplete events cannot meet in one key.
 */
export interface IncidentKey {
  readonly region: string;
  readonly sourceBucket: string;
  readonly ruleId: string | null;
  readonly destinationBucket: string | null;
  /** The catalog's spelling where the catalog knows the reason (aliases are one reason), else as S3 sent it. */
  readonly failureReason: string | null;
}

/** The key of one failure. */
export function toIncidentKey(event: ReplicationEvent): IncidentKey {
  return {
    region: event.region,
    sourceBucket: event.sourceBucket,
    ruleId: event.ruleId ?? null,
    destinationBucket: event.destinationBucket ?? null,
    failureReason: toCanonicalReason(event.failureReason),
  };
}

/** Catalog spelling of a reason; an unknown one unchanged, a missing one `null`. */
export function toCanonicalReason(reason: string | undefined): string | null {
  if (reason === undefined) return null;
  const { row, match } = findReason(reason);
  return match === 'unknown' || match === 'absent' ? reason : row.reason;
}

/** A short stable id for people and dashboards: 16 hexadecimal digits, the same wherever and whenever computed. */
export function toIncidentId(key: IncidentKey): string {
  return shortHash([key.region, key.sourceBucket, key.ruleId, key.destinationBucket, key.failureReason]);
}

/** Hash of the parts' JSON: unambiguous whatever the parts contain. */
export function shortHash(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
