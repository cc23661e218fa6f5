import { parseRecord } from '../../../lambda/core/events/parse-record';
import { makeRecord } from './raw-record';

const WRONG_TYPES = [null, 0, 42, true, [], ['x'], {}, { x: 1 }];

const REQUIRED = [
  ['eventName', '.eventName'],
  ['eventVersion', '.eventVersion'],
  ['eventTime', '.eventTime'],
  ['awsRegion', '.awsRegion'],
  ['s3.bucket.name', '.s3.bucket.name'],
  ['s3.object.key', '.s3.object.key'],
] as const;

describe.each(REQUIRED)('the required text %s', (field, path) => {
  test.each(WRONG_TYPES)('of the wrong type (%j) is a fault that names it', (value) => {
    const fault = parseRecord(makeRecord(field, value));
    expect(fault).toEqual({ code: 'wrong-type', path, got: value, allowed: 'a string, not empty' });
  });

  test.each([undefined, ''])('that is missing (%j) is a fault that names it', (value) => {
    expect(parseRecord(makeRecord(field, value))).toMatchObject({ code: 'missing-field', path, got: value });
  });
});

describe.each(['s3', 's3.bucket', 's3.object'])('the required object %s', (field) => {
  test.each([null, 'text', 0, false, [], [{}]])(
    'of the wrong type (%j) is a fault that names it',
    (value) => {
      const fault = parseRecord(makeRecord(field, value));
      expect(fault).toEqual({ code: 'wrong-type', path: `.${field}`, got: value, allowed: 'an object' });
    },
  );

  test('that is missing is a fault that names it', () => {
    const fault = parseRecord(makeRecord(field, undefined));
    expect(fault).toMatchObject({ code: 'missing-field', path: `.${field}` });
  });
});

test.each(['aws:sqs', 'AWS:S3', '', 42, null, {}])('a record of source %j is a fault', (source) => {
  expect(parseRecord(makeRecord('eventSource', source))).toEqual({
    code: 'unknown-shape',
    path: '.eventSource',
    got: source,
    allowed: 'aws:s3',
  });
});

test('a record without source is a fault', () => {
  expect(parseRecord(makeRecord('eventSource', undefined))).toMatchObject({ code: 'missing-field' });
});

test.each([null, 'text', 42, true, [], undefined])('a record that is %j is a fault', (record) => {
  expect(parseRecord(record)).toMatchObject({ path: '', got: record, allowed: 'an object' });
});

const OPTIONAL = [
  ['s3.object.versionId', 'versionId'],
  ['s3.object.size', 'sizeBytes'],
  ['s3.object.eTag', 'eTag'],
  ['s3.object.sequencer', 'sequencer'],
  ['s3.bucket.arn', 'partition'],
  ['replicationEventData.replicationRuleId', 'ruleId'],
  ['replicationEventData.destinationBucket', 'destinationBucket'],
  ['replicationEventData.s3Operation', 'operation'],
  ['replicationEventData.requestTime', 'requestTime'],
  ['replicationEventData.failureReason', 'failureReason'],
] as const;

test('the record that the next tests change has every optional field but the two of Time Control', () => {
  const event = parseRecord(makeRecord());
  for (const [, name] of OPTIONAL) expect(event).toHaveProperty(name);
});

describe.each(OPTIONAL)('the optional field %s', (field, name) => {
  test.each([undefined, null, '', true, [], ['x'], {}])(
    'given as %j is absent, and nothing else',
    (value) => {
      const { [name]: _, ...others } = parseRecord(makeRecord()) as Record<typeof name, unknown>;
      expect(parseRecord(makeRecord(field, value))).toStrictEqual(others);
    },
  );
});

test.each([undefined, null, 'text', 42, []])(
  'without replication data (%j) a failure is still told',
  (data) => {
    const event = parseRecord(makeRecord('replicationEventData', data));
    expect(event).toMatchObject({ kind: 'OperationFailedReplication', sourceBucket: 'media-prod' });
    expect(event).not.toHaveProperty('ruleId');
  },
);

test.each([0, 1, 5_497_558_138_880, Number.MAX_SAFE_INTEGER])('a size of %d bytes is read', (size) => {
  expect(parseRecord(makeRecord('s3.object.size', size))).toMatchObject({ sizeBytes: size });
});

test.each([-1, 0.5, 2 ** 53, 1e300, '12', Infinity, NaN])('a size of %p is absent', (size) => {
  expect(parseRecord(makeRecord('s3.object.size', size))).not.toHaveProperty('sizeBytes');
});

test.each(['threshold', 'replicationTime'] as const)('%s is shown as it came, text or number', (name) => {
  const field = `replicationEventData.${name}`;
  expect(parseRecord(makeRecord(field, 'PT15M'))).toMatchObject({ [name]: 'PT15M' });
  expect(parseRecord(makeRecord(field, 900.5))).toMatchObject({ [name]: '900.5' });
  expect(parseRecord(makeRecord(field, 0))).toMatchObject({ [name]: '0' });
  expect(parseRecord(makeRecord(field, ''))).not.toHaveProperty(name);
  expect(parseRecord(makeRecord(field, {}))).not.toHaveProperty(name);
});

test('a failure reason is trimmed, and one of blanks is absent', () => {
  const field = 'replicationEventData.failureReason';
  expect(parseRecord(makeRecord(field, '\u00a0 DstBucketNotFound\r\n'))).toMatchObject({
    failureReason: 'DstBucketNotFound',
  });
  expect(parseRecord(makeRecord(field, ' \n\t'))).not.toHaveProperty('failureReason');
});

test('a destination ARN without a name is absent, another ARN is kept whole', () => {
  const field = 'replicationEventData.destinationBucket';
  expect(parseRecord(makeRecord(field, 'arn:aws:s3:::'))).not.toHaveProperty('destinationBucket');
  const outpost = 'arn:aws:s3-outposts:eu-west-1:111111111111:outpost/op-1/bucket/dr';
  expect(parseRecord(makeRecord(field, outpost))).toMatchObject({ destinationBucket: outpost });
});

test('a partition that is none stays out of every ARN made from it', () => {
  expect(parseRecord(makeRecord('s3.bucket.arn', 'arn:$(id):s3:::media-prod'))).not.toHaveProperty(
    'partition',
  );
});

test.each([
  ['awsRegion', 'region'],
  ['s3.bucket.name', 'sourceBucket'],
  ['s3.object.key', 'key'],
  ['s3.object.versionId', 'versionId'],
  ['s3.object.eTag', 'eTag'],
  ['s3.object.sequencer', 'sequencer'],
  ['replicationEventData.replicationRuleId', 'ruleId'],
  ['replicationEventData.destinationBucket', 'destinationBucket'],
  ['replicationEventData.s3Operation', 'operation'],
  ['replicationEventData.requestTime', 'requestTime'],
  ['replicationEventData.failureReason', 'failureReason'],
  ['replicationEventData.threshold', 'threshold'],
  ['replicationEventData.replicationTime', 'replicationTime'],
])('half a surrogate pair in %s is replaced, so that no encoder further on chokes on it', (field, name) => {
  expect(parseRecord(makeRecord(field, 'a\ud83db'))).toMatchObject({ [name]: 'a\ufffdb' });
});

test('other S3 events are not looked at beyond source and name', () => {
  expect(parseRecord({ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', eventVersion: 1, s3: 7 })).toBe(
    'other-event',
  );
});

test('faults of version, time and key say what is allowed', () => {
  expect(parseRecord(makeRecord('eventVersion', '3.1'))).toEqual({
    code: 'unsupported-version',
    path: '.eventVersion',
    got: '3.1',
    allowed: '2.2 or a later 2.x',
  });
  expect(parseRecord(makeRecord('eventTime', 'yesterday'))).toMatchObject({
    code: 'wrong-type',
    path: '.eventTime',
    allowed: expect.stringContaining('UTC'),
  });
  expect(parseRecord(makeRecord('s3.object.key', '50%'))).toMatchObject({
    code: 'bad-key-encoding',
    path: '.s3.object.key',
    got: '50%',
  });
  expect(parseRecord(makeRecord('eventName', 'Replication:New'))).toMatchObject({
    code: 'unknown-shape',
    path: '.eventName',
    allowed: expect.stringContaining('OperationNotTracked'),
  });
});
