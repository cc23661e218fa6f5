import type { Check, CheckLevel } from './check';
import { CHECKS_OF_REASON } from './check-ids-of-reason';
import { CHECKS } from './checks';

const BY_ID: ReadonlyMap<string, Check> = new Map(CHECKS.map((check) => [check.id, check]));

/**
 * The checks of a catalog reason in likely order, those that `level` allows; for a reason that the catalog does not
 * have, those of `Unknown`.
 */
export function findChecks(reason: string, level: CheckLevel): readonly Check[] {
  const ids = Object.hasOwn(CHECKS_OF_REASON, reason)
    ? CHECKS_OF_REASON[reason]
    : CHECKS_OF_REASON['Unknown'];
  return (ids ?? [])
    .flatMap((id) => BY_ID.get(id) ?? [])
    .filter((check) => level === 'objects' || check.level === 'config');
}
