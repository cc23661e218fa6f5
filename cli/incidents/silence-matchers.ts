import { UNKNOWN_REASON, findReason } from '../../lambda/core/catalog/find-reason';
import type { SilenceMatchers } from '../../lambda/core/incidents/silence';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import { InputError } from '../errors';
import { findNearestReasons } from '../explain.command';

export interface MatcherOptions {
  readonly bucket?: string;
  readonly rule?: string;
  readonly reason?: string;
  readonly destination?: string;
}

/** Longer than any name or rule id that S3 has. */
const MAX_CHARACTERS = 255;

/**
 * What a silence is about: one incident, or all that match. Throws `InputError` where it would be about everything, or
 * nobody can say about what.
 */
export function toMatchers(incidentId: string | undefined, options: MatcherOptions): SilenceMatchers {
  const { bucket, rule, reason, destination } = options;
  const given = Object.entries({ bucket, rule, reason, destination }).filter(
    ([, value]) => value !== undefined,
  );
  if (incidentId !== undefined) {
    if (given.length === 0) return { incidentId };
    const names = given.map(([name]) => `--${name}`).join(' and ');
    throw new InputError(
      `an incident id and ${names} contradict each other: silence the one incident, or all that match`,
    );
  }
  if (given.length === 0) {
    throw new InputError(
      'a silence needs to know about what: give the id of an incident, or --bucket, --rule, --reason or --destination',
    );
  }
  for (const [name, value = ''] of given) check(name, value);
  return {
    ...(bucket !== undefined && { sourceBucket: bucket }),
    ...(rule !== undefined && { rulePrefix: rule }),
    ...(reason !== undefined && { failureReason: reason }),
    ...(destination !== undefined && { destinationBucket: destination }),
  };
}

function check(name: string, value: string): void {
  if (value.trim() === '')
    throw new InputError(`--${name} is empty: everything would be silenced; leave it out, or give a name`);
  if (value.length > MAX_CHARACTERS)
    throw new InputError(`--${name} has ${value.length} characters; no name has more than ${MAX_CHARACTERS}`);
}

/** A reason that nobody knows is allowed, because S3 may invent one; more often it is misspelt. */
export function toReasonNote({ failureReason }: SilenceMatchers): string | undefined {
  if (failureReason === undefined || findReason(failureReason).row !== UNKNOWN_REASON) return undefined;
  const [nearest] = findNearestReasons(failureReason);
  const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return `"${toVisibleText(failureReason)}" is not in the catalog of reasons${meant}`;
}
