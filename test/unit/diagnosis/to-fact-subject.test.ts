import { toFactSubject } from '../../../lambda/core/diagnosis/to-fact-subject';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { groupFailures } from '../../../lambda/core/incidents/group-failures';
import { makeEvent } from '../../fixtures/make-event';

function subjectOf(
  changes: Partial<ReplicationEvent>,
  options: Partial<Parameters<typeof toFactSubject>[1]> = {},
) {
  const [group] = groupFailures([makeEvent(changes)]);
  if (group === undefined) throw new Error('one event makes one group');
  return toFactSubject(group, { level: 'config', ...options });
}

test('the events say what to look at, and since when', () => {
  const event = makeEvent();
  expect(subjectOf({})).toEqual({
    partition: 'aws',
    sourceBucket: event.sourceBucket,
    sourceRegion: event.region,
    destinationBucket: event.destinationBucket,
    ruleId: event.ruleId,
    object: { key: event.key, versionId: event.versionId },
    firstFailure: event.eventTime,
  });
});

test('the source is ours unless the configuration knows another owner', () => {
  const { sourceBucket } = makeEvent();
  const ours = { accounts: { home: '111111111111' } };
  expect(subjectOf({}, ours)?.sourceAccount).toBe('111111111111');
  const theirs = { accounts: { home: '111111111111', ofBucket: { [sourceBucket]: '333333333333' } } };
  expect(subjectOf({}, theirs)?.sourceAccount).toBe('333333333333');
});

test('the destination is whose the configuration says, and otherwise left to the rule', () => {
  const accounts = { home: '111111111111', ofBucket: { 'media-dr': '222222222222' } };
  expect(subjectOf({ destinationBucket: 'media-dr' }, { accounts })?.destinationAccount).toBe('222222222222');
  expect(subjectOf({ destinationBucket: 'constructor' }, { accounts })?.destinationAccount).toBeUndefined();
});

test('objects are read only where that was asked for', () => {
  expect(subjectOf({})).not.toHaveProperty('readsObjects');
  expect(subjectOf({}, { level: 'objects' })).toHaveProperty('readsObjects', true);
});

test.each([
  ['a bucket name that would leave the host name', { sourceBucket: 'a.evil.example/?' }],
  ['a Region that would leave the host name', { region: 'eu-west-1.evil.example#' }],
])('%s is not looked for', (_name, changes) => {
  expect(subjectOf(changes)).toBeUndefined();
});

test('a destination that cannot be real is left to the rule', () => {
  expect(subjectOf({ destinationBucket: 'no bucket"' })).not.toHaveProperty('destinationBucket');
});
