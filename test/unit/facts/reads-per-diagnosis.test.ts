import { collectFacts } from '../../../lambda/core/facts/collect-facts';
import type { FactId } from '../../../lambda/core/facts/fact-id';
import { createFakeSource, SUBJECT } from './fake-source';
import { createFakeTimers } from './fake-timers';

/** What the widest reason, `DstPutObjectNotPermitted`, has to look at. */
const WIDEST: readonly FactId[] = [
  'source-replication',
  'destination-bucket',
  'replication-role',
  'replication-role-inline-policies',
  'replication-role-attached-policies',
  'destination-policy',
  'destination-encryption',
  'destination-key',
  'destination-key-policy',
  'destination-ownership',
];

test('the widest diagnosis fits the budget of reads, with one inline and one managed policy', async () => {
  const timers = createFakeTimers();
  const { source } = createFakeSource();
  const facts = await timers.runUntil(collectFacts(WIDEST, SUBJECT, { source, timers }));
  expect(WIDEST.filter((id) => facts.get(id).state !== 'known')).toEqual([]);
  expect({ reads: facts.reads, depth: facts.depth }).toEqual({ reads: 13, depth: 4 });
});
