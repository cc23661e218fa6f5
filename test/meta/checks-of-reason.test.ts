import { ABSENT_REASON, UNKNOWN_REASON } from '../../lambda/core/catalog/find-reason';
import { REASONS } from '../../lambda/core/catalog/reasons';
import { CHECKS } from '../../lambda/core/checks/checks';
import { CHECKS_OF_REASON } from '../../lambda/core/checks/check-ids-of-reason';
import { findChecks } from '../../lambda/core/checks/checks-of-reason';
import { FACTS } from '../../lambda/core/facts/fact-catalog';
import type { FactId } from '../../lambda/core/facts/fact-id';
import { FACT_LOOKUPS } from '../../lambda/core/facts/fact-id';

const reasons = [...REASONS, UNKNOWN_REASON, ABSENT_REASON].map(({ reason }) => reason);

/** Reasons about things that no read of S3 shows; each says so in the table. */
const NOTHING_TO_LOOK_AT = [
  'DstOutOfCapacity',
  'SrcAnnotationEncryptionUnsupported',
  'SrcAnnotationNotFound',
];

test('every reason of the catalog has its checks, and no other name has any', () => {
  expect(Object.keys(CHECKS_OF_REASON).sort()).toEqual([...reasons].sort());
  const empty = reasons.filter((reason) => CHECKS_OF_REASON[reason]?.length === 0);
  expect(empty.sort()).toEqual(NOTHING_TO_LOOK_AT);
});

test('every check is called for by some reason', () => {
  const used = new Set(Object.values(CHECKS_OF_REASON).flat());
  expect(CHECKS.map(({ id }) => id).filter((id) => !used.has(id as never))).toEqual([]);
});

test.each(reasons)('%s calls for each check once, the asides last', (reason) => {
  const checks = findChecks(reason, 'objects');
  expect(new Set(checks).size).toBe(checks.length);
  const asides = checks.map(({ isAside }) => isAside === true);
  expect(asides).toEqual([...asides].sort());
});

test('a reason that the catalog does not have is looked at like an unknown one, whatever its name', () => {
  for (const reason of ['NewInNextYear', 'constructor', '__proto__']) {
    expect(findChecks(reason, 'config')).toEqual(findChecks('Unknown', 'config'));
  }
});

test('without leave to read objects no check reads one', () => {
  for (const reason of reasons) {
    const facts = findChecks(reason, 'config').flatMap((check) => check.facts);
    for (const id of facts) expect([reason, id, costOf(id)]).not.toContain('object-head');
    expect(findChecks(reason, 'config').filter(({ level }) => level !== 'config')).toEqual([]);
  }
});

/**
 * Reads beyond what one diagnosis may spend are not made, those at the end of the fact catalog first. Lists of
 * policies cost one more for each policy; that is not counted here.
 */
test.each(reasons)('%s asks for no more than one diagnosis can read', (reason) => {
  const wanted = new Set<FactId>();
  const add = (id: FactId): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    FACTS[id].dependsOn.forEach(add);
  };
  findChecks(reason, 'config').forEach(({ facts }) => facts.forEach(add));
  const read = [...wanted].filter((id) => FACT_LOOKUPS[id] !== 'object-head');
  expect(read.length).toBeLessThanOrEqual(15);
});

function costOf(id: FactId): string {
  return FACT_LOOKUPS[id];
}
