import { known } from '../../../lambda/core/facts/fact';
import { FACTS } from '../../../lambda/core/facts/fact-catalog';
import type { FactId } from '../../../lambda/core/facts/fact-id';
import type { FactSubject } from '../../../lambda/core/facts/fact-subject';
import { findRule } from '../../../lambda/core/facts/find-rule';
import type { ReplicationConfiguration } from '../../../lambda/core/facts/replication-configuration';
import { KEY_ARN, ROLE_ARN, SUBJECT } from './fake-source';

const rule = (id: string, bucket: string) => ({ id, destination: { bucket } });
const configuration = (...rules: readonly object[]) =>
  ({ roleArn: ROLE_ARN, rules }) as unknown as ReplicationConfiguration;

describe('the rule that failed', () => {
  const two = configuration(rule('a', 'media-dr'), rule('b', 'media-dr'), rule('c', 'other'));

  test('is the one with the id of the event', () => {
    expect(findRule(two, { ruleId: 'b' })).toMatchObject({ state: 'known', value: { id: 'b' } });
  });

  test('is, without an id, the only one to the destination', () => {
    expect(findRule(two, { destinationBucket: 'other' })).toMatchObject({
      state: 'known',
      value: { id: 'c' },
    });
  });

  test('cannot be told when several fit', () => {
    expect(findRule(two, { destinationBucket: 'media-dr' })).toMatchObject({ state: 'unreadable' });
    expect(findRule(two, {})).toMatchObject({ state: 'unreadable' });
  });

  test('is absent when none fits', () => {
    expect(findRule(two, { ruleId: 'z', destinationBucket: 'media-dr' }).state).toBe('absent');
    expect(findRule(two, { destinationBucket: 'z' })).toEqual({
      state: 'absent',
      because: 'the replication configuration has no rule to the bucket z',
    });
  });
});

function locate<Id extends FactId>(
  id: Id,
  facts: Partial<Record<FactId, unknown>>,
  subject: FactSubject = SUBJECT,
) {
  return FACTS[id].locate({
    subject,
    fact: (other) => (other in facts ? (known(facts[other]) as never) : undefined),
  });
}

const REPLICATION = configuration(rule('all-media', 'media-dr'));
const WINDOW = { since: '2026-01-01T00:00:00.000Z', until: '2026-01-02T00:05:00.000Z' };

describe('changes are looked for in the day before the first failure', () => {
  test('of the source bucket, in its Region', () => {
    expect(locate('source-bucket-changes', {})).toEqual({
      state: 'located',
      target: { resourceName: 'media-prod', region: 'us-east-1', account: '111111111111', ...WINDOW },
    });
  });

  test('of the role, by name, where IAM is', () => {
    const subject = { ...SUBJECT, sourceRegion: 'eu-west-1' };
    const place = locate('replication-role-changes', { 'source-replication': REPLICATION }, subject);
    expect(place).toMatchObject({ target: { resourceName: 'media-replication', region: 'us-east-1' } });
  });

  test('of a key, by its ARN, even when only its id is configured', () => {
    const facts = { 'source-encryption': { algorithm: 'aws:kms', kmsKeyId: '1234abcd' } };
    expect(locate('source-key-changes', facts)).toEqual({ state: 'waiting', on: ['source-key'] });
    const key = { arn: KEY_ARN, region: 'eu-west-1', account: '222222222222' };
    expect(locate('source-key-changes', { ...facts, 'source-key': key })).toMatchObject({
      target: { resourceName: KEY_ARN, region: 'eu-west-1' },
    });
  });

  test.each([undefined, 'yesterday'])('not at all when the first failure is %j', (firstFailure) => {
    const { firstFailure: _known, ...rest } = SUBJECT;
    const subject = firstFailure === undefined ? rest : { ...rest, firstFailure };
    expect(locate('source-bucket-changes', {}, subject)).toMatchObject({
      state: 'unreadable',
      because: 'nothing names the time of the first failure',
    });
  });
});

test('a simulation asks about the failed object, or about all of them', () => {
  const facts = { 'source-replication': REPLICATION };
  expect(locate('source-simulation', facts)).toMatchObject({
    target: { resourceArn: 'arn:aws:s3:::media-prod/a.mov', roleArn: ROLE_ARN },
  });
  const { object: _object, ...subject } = { ...SUBJECT, partition: 'aws-cn' };
  expect(locate('source-simulation', facts, subject)).toMatchObject({
    target: { resourceArn: 'arn:aws-cn:s3:::media-prod/*' },
  });
});

test('facts about an object, an account or a job that nobody named are unreadable, not absent', () => {
  const { object: _object, jobId: _job, ...subject } = SUBJECT;
  expect(locate('source-object', {}, subject)).toMatchObject({ state: 'unreadable' });
  expect(locate('batch-job', {}, subject)).toMatchObject({
    state: 'unreadable',
    because: 'nothing names a Batch job',
  });
  const facts = {
    'source-replication': REPLICATION,
    'destination-bucket': { access: 'denied', region: 'eu-west-1' },
  };
  expect(locate('destination-account-public-access-block', facts)).toMatchObject({
    state: 'unreadable',
    because: 'nothing names the account of the destination bucket',
  });
});

test('a role without a boundary has none, and that is known', () => {
  const facts = { 'replication-role': { arn: ROLE_ARN } };
  expect(locate('replication-role-boundary', facts)).toEqual({
    state: 'absent',
    because: 'the role has no permissions boundary',
  });
});

test('an AWS-managed key is asked for by its alias, in the Region and the account of the bucket', () => {
  const facts = { 'source-encryption': { algorithm: 'aws:kms:dsse' } };
  expect(locate('source-key', facts)).toEqual({
    state: 'located',
    target: { keyId: 'alias/aws/s3', region: 'us-east-1', account: '111111111111' },
  });
});
