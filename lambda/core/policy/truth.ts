/** Three-valued: `unknown` hangs on a condition key whose value nobody gave. It is never rounded to yes or no. */
export type Truth = 'yes' | 'no' | 'unknown';

/** An answer, and for `unknown` the condition keys it hangs on (as the policy spells them). */
export interface Match {
  readonly truth: Truth;
  readonly missing: readonly string[];
}

export const YES: Match = { truth: 'yes', missing: [] };
export const NO: Match = { truth: 'no', missing: [] };

/** `missing` may be empty: a statement that cannot be read is unknown without any key that would settle it. */
export function unknownFor(...missing: readonly string[]): Match {
  return { truth: 'unknown', missing };
}

export function toMatch(isMatch: boolean): Match {
  return isMatch ? YES : NO;
}

/** Yes when all are; no as soon as one is no, whatever is unknown beside it. Of nothing: yes. */
export function allOf(matches: readonly Match[]): Match {
  if (matches.some(({ truth }) => truth === 'no')) return NO;
  return hangingOn(matches) ?? YES;
}

/** Yes as soon as one is, whatever is unknown beside it; no when all are no. Of nothing: no. */
export function anyOf(matches: readonly Match[]): Match {
  if (matches.some(({ truth }) => truth === 'yes')) return YES;
  return hangingOn(matches) ?? NO;
}

export function negate(match: Match): Match {
  if (match.truth === 'unknown') return match;
  return match.truth === 'yes' ? NO : YES;
}

function hangingOn(matches: readonly Match[]): Match | undefined {
  const unknown = matches.filter(({ truth }) => truth === 'unknown');
  if (unknown.length === 0) return undefined;
  return { truth: 'unknown', missing: [...new Set(unknown.flatMap(({ missing }) => missing))] };
}
