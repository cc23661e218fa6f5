import type { Check, CheckContext, Judgement } from '../checks/check';
import type { FactGroup, Reorder } from '../facts/collect-facts';
import { type ChangeFactId, toHistoriesOf } from './find-changes';
import { judgeChecks } from './judge-checks';

/** Checks that are read before the first history: the likeliest, in the order of the catalog. */
const CHECKS_FIRST = 2;

const PLACES: FactGroup = ['source-replication', 'destination-bucket'];

/** Where things are, then the facts of the likeliest checks, one history of changes, and the rest. */
export function toReadingOrder(
  checks: readonly Check[],
  histories: readonly ChangeFactId[],
): readonly FactGroup[] {
  if (checks.length === 0) return [];
  const facts = checks.map((check) => check.facts);
  const changes = histories.map((history) => [history]);
  return [
    PLACES,
    ...facts.slice(0, CHECKS_FIRST),
    ...changes.slice(0, 1),
    ...facts.slice(CHECKS_FIRST),
    ...changes.slice(1),
  ];
}

/**
 * What to read next, given what was read. A check that is decided already needs no more of it. Once one confirms a
 * cause, who changed that very thing is worth more than any check that is left.
 */
export function toReorder(
  checks: readonly Check[],
  toContext: (fact: CheckContext['fact']) => CheckContext,
): Reorder {
  return (rest, found) => {
    const context = toContext((id) => found.get(id));
    const judged = judgeChecks(checks, context);
    const isDecided = (group: FactGroup): boolean =>
      judged.some(({ check, judgement }) => check.facts === group && DECIDED.has(judgement.verdict));
    const causes = judged.flatMap(({ check, judgement }) =>
      judgement.verdict === 'confirmed' && !rest.includes(check.facts as never)
        ? toHistoriesOf(judgement.cause.subject, context.subject)
        : [],
    );
    const left = rest.filter((group) => !isDecided(group));
    const isWanted = (group: FactGroup): boolean => causes.some((history) => group.includes(history));
    return [...left.filter(isWanted), ...left.filter((group) => !isWanted(group))];
  };
}

/** A check that does not apply, or has found what it asks about in order, whatever is left to be read. */
const DECIDED: ReadonlySet<Judgement['verdict']> = new Set(['not-applicable', 'ruled-out']);
