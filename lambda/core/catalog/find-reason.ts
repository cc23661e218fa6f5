import { ABSENT_REASON, UNKNOWN_REASON } from './fallback.reasons';
import type { ReasonRow } from './reason-row';
import { REASONS } from './reasons';

export { ABSENT_REASON, UNKNOWN_REASON };

/**
 * How the row was found: by AWS's own spelling, by another documented spelling, by either in another letter case;
 * `unknown`: the catalog has no such reason; `absent`: the event carried none.
 */
export type ReasonMatchKind = 'exact' | 'alias' | 'case-insensitive' | 'unknown' | 'absent';

export interface ReasonMatch {
  readonly row: ReasonRow;
  readonly match: ReasonMatchKind;
}

const BY_REASON = new Map(REASONS.map((row) => [row.reason, row]));
const BY_ALIAS = new Map(REASONS.flatMap((row) => row.aliases.map((alias) => [alias, row])));
const BY_FOLDED = new Map([...BY_ALIAS, ...BY_REASON].map(([name, row]) => [name.toLowerCase(), row]));

/**
 * The catalog row of a `failureReason`, an open string that may be anything and may be missing. Always a row: the
 * fallback rows say that the reason is unknown or absent. One look-up in a map, whatever the text.
 */
export function findReason(reason: string | undefined): ReasonMatch {
  const name = reason?.trim() ?? '';
  if (name === '') return { row: ABSENT_REASON, match: 'absent' };
  const exact = BY_REASON.get(name);
  if (exact !== undefined) return { row: exact, match: 'exact' };
  const alias = BY_ALIAS.get(name);
  if (alias !== undefined) return { row: alias, match: 'alias' };
  const folded = BY_FOLDED.get(name.toLowerCase());
  if (folded !== undefined) return { row: folded, match: 'case-insensitive' };
  return { row: UNKNOWN_REASON, match: 'unknown' };
}
