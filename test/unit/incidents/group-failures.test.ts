import { groupFailures } from '../../../lambda/core/incidents/group-failures';
import { makeEvent } from '../../fixtures/make-event';

test('failures of one rule, destination and reason are one group', () => {
  const groups = groupFailures([
    makeEvent({ key: 'a', eventTime: '2026-01-01T10:00:05.000Z' }),
    makeEvent({ key: 'b', eventTime: '2026-01-01T10:00:01.000Z', sizeBytes: 7 }),
    makeEvent({ key: 'c', eventTime: '2026-01-01T10:00:09.000Z', operation: 'DELETE_MARKER' }),
  ]);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({
    failures: 3,
    sizeBytes: 207,
    firstSeen: '2026-01-01T10:00:01.000Z',
    lastSeen: '2026-01-01T10:00:09.000Z',
    messages: [0, 1, 2],
  });
  expect(Object.fromEntries(groups[0]!.operations.entries())).toEqual({ OBJECT_PUT: 2, DELETE_MARKER: 1 });
});

test.each([
  ['reason', { failureReason: 'DstBucketUnversioned' }],
  ['rule', { ruleId: 'other' }],
  ['destination', { destinationBucket: 'other' }],
  ['source bucket', { sourceBucket: 'other' }],
  ['Region', { region: 'us-east-1' }],
])('another %s is another group', (_what, change) => {
  const groups = groupFailures([makeEvent(), makeEvent(change), makeEvent()]);
  expect(groups.map(({ failures }) => failures)).toEqual([2, 1]);
  expect(new Set(groups.map(({ incidentId }) => incidentId)).size).toBe(2);
});

test('a former spelling of a reason joins the group of its present one', () => {
  const [group, ...others] = groupFailures([
    makeEvent({ failureReason: 'DstMultipartPartUploadNotPermitted' }),
    makeEvent({ failureReason: 'DstMultipartUploadNotPermitted' }),
  ]);
  expect(others).toEqual([]);
  expect(group).toMatchObject({ failures: 2, key: { failureReason: 'DstMultipartUploadNotPermitted' } });
});

test('a missing field is a value of its own and never meets an empty or equal-looking one', () => {
  const { ruleId: _rule, ...noRule } = makeEvent();
  const { destinationBucket: _destination, ...noDestination } = makeEvent();
  const { failureReason: _reason, ...noReason } = makeEvent();
  const groups = groupFailures([noRule, noDestination, noReason, makeEvent({ ruleId: 'null' }), noRule]);
  expect(groups.map(({ failures }) => failures)).toEqual([2, 1, 1, 1]);
});

test('ten samples are kept, and every message position once', () => {
  const grouping = groupFailures(Array.from({ length: 25 }, (_, index) => makeEvent({ key: `k${index}` })));
  expect(grouping[0]?.samples.map(({ key }) => key)).toEqual(Array.from({ length: 10 }, (_, i) => `k${i}`));
  expect(grouping[0]?.messages).toHaveLength(25);
});

test('a sender that invents operations cannot grow a group without bound', () => {
  const events = Array.from({ length: 500 }, (_, index) => makeEvent({ operation: `OP_${index}` }));
  const [group] = groupFailures(events);
  expect(group!.operations.size).toBeLessThanOrEqual(21);
  expect(group!.operations.entries().reduce((sum, [, count]) => sum + count, 0)).toBe(500);
});
