import type { Incident } from './incident';
import { toCanonicalReason } from './incident-key';
import { isAfter } from './instants';

/** What a silence is about; all that is given has to match. At least one is. */
export interface SilenceMatchers {
  readonly incidentId?: string;
  readonly sourceBucket?: string;
  /** Beginning of the rule's id. */
  readonly rulePrefix?: string;
  readonly failureReason?: string;
  readonly destinationBucket?: string;
}

/** For a while, matching incidents are counted and in the stream, and nobody is called. */
export interface Silence {
  readonly id: string;
  readonly matchers: SilenceMatchers;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly until: string;
  readonly by: string;
  readonly comment: string;
}

/** Whether a silence is about an incident, at this time. */
export function matches({ matchers, createdAt, until }: Silence, incident: Matched, now: string): boolean {
  if (isAfter(createdAt, now) || !isAfter(until, now)) return false;
  const { sourceBucket, destinationBucket, ruleId, failureReason } = incident.key;
  const wanted: readonly (readonly [string | undefined, boolean])[] = [
    [matchers.incidentId, matchers.incidentId === incident.id],
    [matchers.sourceBucket, matchers.sourceBucket === sourceBucket],
    [matchers.rulePrefix, ruleId?.startsWith(matchers.rulePrefix ?? '') ?? false],
    [matchers.failureReason, isSameReason(matchers.failureReason, failureReason)],
    [matchers.destinationBucket, matchers.destinationBucket === destinationBucket],
  ];
  const given = wanted.filter(([matcher]) => matcher !== undefined);
  // Nothing given would be everything: nobody means that.
  return given.length > 0 && given.every(([, isMatch]) => isMatch);
}

/** The silence that lasts longest of those that are about an incident now. */
export function findSilence(
  silences: readonly Silence[],
  incident: Matched,
  now: string,
): Silence | undefined {
  return silences
    .filter((silence) => matches(silence, incident, now))
    .reduce<Silence | undefined>((a, b) => (a === undefined || isAfter(b.until, a.until) ? b : a), undefined);
}

type Matched = Pick<Incident, 'id' | 'key'>;

/** People type a reason as they please; former spellings mean the present one. */
function isSameReason(wanted: string | undefined, reason: string | null): boolean {
  return wanted !== undefined && reason !== null && toCanonicalReason(wanted) === toCanonicalReason(reason);
}
