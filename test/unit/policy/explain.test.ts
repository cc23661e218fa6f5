import { type AccessRequest, evaluateAccess } from '../../../lambda/core/policy/evaluate-access';
import { explainCondition } from '../../../lambda/core/policy/explain-condition';
import { createProblemLog } from '../../../lambda/core/policy/problem-log';
import { parseConditions } from '../../../lambda/core/policy/parse-condition';
import { listTexts, quote, quoteValue } from '../../../lambda/core/policy/quote-text';

const REQUEST: AccessRequest = {
  principal: { arn: 'arn:aws:iam::111111111111:role/replication', account: '111111111111' },
  action: 's3:ReplicateObject',
  resource: { arn: 'arn:aws:s3:::dst/a', account: '111111111111' },
  context: {},
  identityPolicies: [],
};

function allowing(Statement: readonly object[]): AccessRequest {
  return { ...REQUEST, identityPolicies: [{ name: 'p', document: { Version: '2012-10-17', Statement } }] };
}

test('lists are told with their first three, and how many more there are', () => {
  expect(listTexts([], 'or')).toBe('');
  expect(listTexts(['a'], 'or')).toBe('a');
  expect(listTexts(['a', 'b'], 'and')).toBe('a and b');
  expect(listTexts(['a', 'b', 'c', 'd', 'e'], 'or')).toBe('a, b, c or 2 more');
});

test('plain values stand without backticks, all others with them, and long ones are cut', () => {
  expect(quoteValue('vpce-0a1')).toBe('vpce-0a1');
  expect(quoteValue('a b')).toBe('`a b`');
  expect(quoteValue('')).toBe('``');
  expect(quote('x'.repeat(1_000))).toHaveLength(202);
});

test('a condition on a key nobody gave is told as not known', () => {
  const [condition] = parseConditions({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, createProblemLog());
  if (condition === undefined) throw new Error('it is a condition');
  const text = explainCondition(condition, { valuesOf: () => undefined });
  expect(text).toBe('condition `aws:SourceVpce` is vpce-1, what the request has is not known');
});

test('a statement that fails in one part comes before one that fails in two', () => {
  const far = { Sid: 'Far', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::dst' };
  const near = {
    Sid: 'Near',
    Effect: 'Allow',
    Action: 's3:ReplicateObject',
    Resource: 'arn:aws:s3:::other/*',
  };
  const slip = { Sid: 'Slip', Effect: 'Allow', Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::dst' };
  const { nearMisses } = evaluateAccess(allowing([far, near, slip]));
  expect(nearMisses.map(({ statement }) => statement)).toEqual(['Slip', 'Near', 'Far']);
});

test('statements that differ in two parts or more, or are about another service, are left out', () => {
  const { nearMisses } = evaluateAccess(
    allowing([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::src/*' },
      { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1' },
    ]),
  );
  expect(nearMisses).toEqual([]);
});

test('a statement of which nearly nothing fits is left out, however small each slip', () => {
  const statement = { Effect: 'Allow', Principal: { AWS: 'AROA4KJY2TU23Y7NK62MV' }, Action: 's3:PutObject' };
  const toMisses = (Resource: string): readonly object[] => {
    const document = { Version: '2012-10-17', Statement: { ...statement, Resource } };
    return evaluateAccess({ ...allowing([]), resourcePolicy: { name: 'bucket', document } }).nearMisses;
  };
  expect(toMisses('arn:aws:s3:::dst/*')).toHaveLength(1);
  expect(toMisses('arn:aws:s3:::dst')).toHaveLength(0);
});

test('no more than a handful of near misses is told', () => {
  const many = Array.from({ length: 50 }, (_, at) => ({
    Effect: 'Allow',
    Action: 's3:ReplicateObject',
    Resource: `arn:aws:s3:::dst-${at}/*`,
  }));
  expect(evaluateAccess(allowing(many)).nearMisses).toHaveLength(5);
});

test('no more than twenty deciding statements and problems are told', () => {
  const denies = Array.from({ length: 50 }, () => ({ Effect: 'Deny', Action: '*', Resource: '*', Oops: 1 }));
  const result = evaluateAccess(allowing([{ Effect: 'Deny', Action: '*', Resource: '*' }, ...denies]));
  expect(result.decidedBy).toHaveLength(1);
  expect(result.problems).toHaveLength(20);
  const sound = denies.map(({ Oops: _, ...deny }) => deny);
  expect(evaluateAccess(allowing(sound)).decidedBy).toHaveLength(20);
});

test('a sound answer carries neither problems nor reasons', () => {
  const result = evaluateAccess(allowing([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]));
  expect(result).toEqual({
    decision: 'allowed',
    decidedBy: [{ policy: 'p', statement: '#0', effect: 'Allow' }],
    nearMisses: [],
    missingContext: [],
  });
});

test('a text that is longer than any policy is not even parsed', () => {
  const document = `{"Statement": "${'x'.repeat(200_000)}"}`;
  const result = evaluateAccess({ ...REQUEST, identityPolicies: [{ name: 'p', document }] });
  expect(result.problems).toEqual([
    { policy: 'p', statement: '(whole policy)', problem: 'is larger than any policy AWS stores' },
  ]);
});

test.each([
  ['a long text', { Statement: 'x'.repeat(70_000) }],
  ['a long list', { Statement: new Array<number>(10_000).fill(1) }],
  ['many lists', { Statement: new Array<unknown>(3_000).fill([1, 2, 3]) }],
  ['a long key', { ['x'.repeat(70_000)]: 1, Statement: [] }],
])('%s makes a document too large', (_, document) => {
  const { problems } = evaluateAccess({ ...REQUEST, identityPolicies: [{ name: 'p', document }] });
  expect(problems?.[0]?.problem).toBe('is larger than any policy AWS stores');
});
