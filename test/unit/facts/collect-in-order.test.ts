import { findChecks } from '../../../lambda/core/checks/checks-of-reason';
import { collectFactsInOrder } from '../../../lambda/core/facts/collect-facts';
import type { FactId } from '../../../lambda/core/facts/fact-id';
import { createFakeSource, SUBJECT } from './fake-source';
import { createFakeTimers } from './fake-timers';

async function collect(groups: readonly (readonly FactId[])[], reads: number) {
  const timers = createFakeTimers();
  const { source } = createFakeSource();
  const facts = await timers.runUntil(
    collectFactsInOrder(groups, SUBJECT, { source, timers, limits: { reads } }),
  );
  return { facts, known: (ids: readonly FactId[]) => ids.filter((id) => facts.get(id).state === 'known') };
}

const CHECKS = findChecks('DstPutObjectNotPermitted', 'config').map(({ facts }) => facts);

test('a likely check gets its reads before a less likely one, however deep they lie', async () => {
  const { facts, known } = await collect(CHECKS, 16);
  const [first = [], second = []] = CHECKS;
  expect(known(first)).toEqual(first);
  expect(known(second)).toEqual(second);
  expect(facts.get('destination-request-payment')).toMatchObject({ state: 'unreadable', cause: 'budget' });
  expect(facts.reads).toBe(16);
});

test('with reads for all, all are found, none twice', async () => {
  const { facts, known } = await collect(CHECKS, 100);
  const all = [...new Set(CHECKS.flat())];
  expect(known(all)).toEqual(all);
  expect(facts.reads).toBeLessThan(25);
});

test('a group that does not fit in the worst case is tried once the groups before it tell what is left', async () => {
  // The worst case of the attached policies is three reads; the first group leaves two, and a version needs one.
  const { facts } = await collect([['source-versioning'], ['source-policy', 'source-acl']], 2);
  expect(facts.get('source-versioning').state).toBe('known');
  expect(facts.get('source-policy').state).toBe('known');
  expect(facts.get('source-acl')).toMatchObject({ state: 'unreadable', cause: 'budget' });
});

test('no groups are no reads', async () => {
  const { facts } = await collect([], 15);
  expect(facts).toMatchObject({ ids: [], reads: 0, depth: 0 });
});
