import { toFailureGroup } from '../../../lambda/core/incidents/to-failure-group';
import { toTopPrefixes } from '../../../lambda/core/incidents/prefix-counts';
import { Tally } from '../../../lambda/core/incidents/tally';
import { at, makeIncident } from '../../fixtures/make-incident';

test('an incident is what its failures in one batch would be', () => {
  const incident = makeIncident({
    failures: 12,
    operations: { OBJECT_PUT: 9, DELETE_MARKER: 3 },
    prefixes: { 'video/2026/': 8, 'audio/': 4 },
  });
  const group = toFailureGroup(incident);
  expect(group).toMatchObject({
    incidentId: incident.id,
    failures: 12,
    firstSeen: at(-1),
    lastSeen: at(0),
    messages: [],
  });
  expect(group.operations.entries()).toEqual([
    ['OBJECT_PUT', 9],
    ['DELETE_MARKER', 3],
  ]);
  expect(toTopPrefixes(group.prefixes, 1)).toEqual([{ prefix: 'video/2026/', failures: 8 }]);
});

test.each([
  [[]],
  [[['a', 3]]],
  [
    [
      ['a', 3],
      ['b', 1],
    ],
  ],
] as const)('a tally made from %j goes on counting', (entries) => {
  const tally = Tally.from(entries);
  expect(tally.entries()).toEqual(entries);
  tally.add('a');
  expect(Object.fromEntries(tally.entries())['a']).toBe(entries.length === 0 ? 1 : 4);
});
