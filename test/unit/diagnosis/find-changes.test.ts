import { findChecks } from '../../../lambda/core/checks/checks-of-reason';
import { type ChangeFactId, findChanges, toChangeFacts } from '../../../lambda/core/diagnosis/find-changes';
import type { ChangeEvent, RecentChanges } from '../../../lambda/core/facts/account-state';
import type { CollectedFacts } from '../../../lambda/core/facts/collect-facts';
import { absent, type Fact, known, unreadable } from '../../../lambda/core/facts/fact';

const FIRST_FAILURE = '2026-01-01T10:00:00.000Z';

function change(eventId: string, event: string, more: Partial<ChangeEvent> = {}): ChangeEvent {
  const by = 'arn:aws:sts::222222222222:assumed-role/deploy-role/ci';
  return { eventId, event, time: '2026-01-01T09:52:00.000Z', service: 's3.amazonaws.com', by, ...more };
}

type Histories = Partial<Record<ChangeFactId, readonly [on: string, fact: Fact<RecentChanges>]>>;

function history(on: string, ...events: readonly ChangeEvent[]): readonly [string, Fact<RecentChanges>] {
  return [on, known({ events, isTruncated: false })];
}

function find(histories: Histories, cause?: { check: string; subject: string }) {
  const facts = {
    get: (id: ChangeFactId) => histories[id]?.[1] ?? unreadable('dependency', 'it was not looked for'),
    target: (id: ChangeFactId) => histories[id] && { resourceName: histories[id][0] },
  } as unknown as Pick<CollectedFacts, 'get' | 'target'>;
  const asked = Object.keys(histories) as ChangeFactId[];
  return findChanges(asked, facts, { cause, firstFailure: FIRST_FAILURE });
}

const BUCKET_POLICY = { check: 'destination-write-permission', subject: 'arn:aws:s3:::media-dr' };

test('a change is told with what it was made on, and by whom', () => {
  const { changes, notChecked } = find({
    'destination-bucket-changes': history('media-dr', change('e1', 'PutBucketPolicy')),
  });
  expect(notChecked).toEqual([]);
  expect(changes).toEqual([
    {
      time: '2026-01-01T09:52:00.000Z',
      event: 'PutBucketPolicy',
      by: 'arn:aws:sts::222222222222:assumed-role/deploy-role/ci',
      eventId: 'e1',
      on: 'media-dr',
    },
  ]);
});

test.each([
  [
    'what was changed on the confirmed subject, before a later change elsewhere',
    [
      history('media-dr', change('on-subject', 'PutBucketPolicy', { time: '2026-01-01T03:00:00.000Z' })),
      history('media-replication', change('elsewhere', 'PutRolePolicy')),
    ],
    ['on-subject', 'elsewhere'],
  ],
  [
    'of two on the subject, the one nearer to the first failure',
    [
      history(
        'media-dr',
        change('long-before', 'PutBucketPolicy', { time: '2026-01-01T03:00:00.000Z' }),
        change('just-before', 'PutBucketPolicy', { time: '2026-01-01T09:59:00.000Z' }),
      ),
    ],
    ['just-before', 'long-before'],
  ],
  [
    'what came before the first failure, before what came after',
    [
      history(
        'media-dr',
        change('after', 'PutBucketPolicy', { time: '2026-01-01T10:01:00.000Z' }),
        change('before', 'PutBucketPolicy', { time: '2026-01-01T08:00:00.000Z' }),
      ),
    ],
    ['before', 'after'],
  ],
  [
    'what can break replication, before tags',
    [
      history(
        'media-dr',
        change('tags', 'PutBucketTagging', { time: '2026-01-01T09:59:00.000Z' }),
        change('policy', 'PutBucketPolicy', { time: '2026-01-01T08:00:00.000Z' }),
      ),
    ],
    ['policy', 'tags'],
  ],
  [
    'what was carried out, before what AWS refused',
    [
      history(
        'media-dr',
        change('refused', 'PutBucketPolicy', { errorCode: 'AccessDenied' }),
        change('tags', 'PutBucketTagging'),
      ),
    ],
    ['tags', 'refused'],
  ],
] as const)('first comes %s', (_name, [bucket, role], order) => {
  const { changes } = find(
    { 'destination-bucket-changes': bucket, ...(role && { 'replication-role-changes': role }) },
    BUCKET_POLICY,
  );
  expect(changes.map(({ eventId }) => eventId)).toEqual(order);
});

test('a call that is recorded on two resources is told once', () => {
  const { changes } = find({
    'destination-bucket-changes': history('media-dr', change('e1', 'PutBucketReplication')),
    'source-bucket-changes': history('media-prod', change('e1', 'PutBucketReplication')),
  });
  expect(changes).toHaveLength(1);
});

test('a history that was not read to its end says so, for the culprit may be in the rest', () => {
  const busy = known({ events: [change('e1', 'PutKeyPolicy')], isTruncated: true });
  const { changes, notChecked } = find({ 'destination-key-changes': ['the-key', busy] });
  expect(changes).toHaveLength(1);
  expect(notChecked).toEqual([
    {
      check: 'recent-changes',
      because: 'CloudTrail has more of `the-key` than was read, and a change may be among it',
      needs: [],
    },
  ]);
});

test('a busy day is cut at ten changes', () => {
  const many = Array.from({ length: 40 }, (_, at) => change(`e${at}`, 'PutBucketPolicy'));
  expect(find({ 'destination-bucket-changes': history('media-dr', ...many) }).changes).toHaveLength(10);
});

test('a history that may not be read is said once, with the permission', () => {
  const denied = unreadable('denied', 'access was denied', { needs: ['cloudtrail:LookupEvents'] });
  const found = find({
    'destination-bucket-changes': ['media-dr', denied],
    'replication-role-changes': ['media-replication', denied],
  });
  expect(found).toEqual({
    changes: [],
    notChecked: [
      { check: 'recent-changes', because: 'access was denied', needs: ['cloudtrail:LookupEvents'] },
    ],
  });
});

test('a resource that is not there has no history, and that is nothing to tell', () => {
  expect(find({ 'destination-bucket-changes': ['media-dr', absent('there is no such bucket')] })).toEqual({
    changes: [],
    notChecked: [],
  });
});

test.each([
  [
    'DstPutObjectNotPermitted',
    [
      'replication-role-changes',
      'destination-bucket-changes',
      'destination-key-changes',
      'source-bucket-changes',
    ],
  ],
  ['DstBucketUnversioned', ['destination-bucket-changes', 'source-bucket-changes']],
  ['SrcGetObjectNotPermitted', ['replication-role-changes', 'source-bucket-changes', 'source-key-changes']],
  ['DstOutOfCapacity', []],
] as const)('%s looks for changes where its checks look, likeliest first', (reason, expected) => {
  expect(toChangeFacts(findChecks(reason, 'config'))).toEqual(expected);
});
