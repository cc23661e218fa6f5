import fc from 'fast-check';
import { type AccessResult, evaluateAccess } from '../../lambda/core/policy/evaluate-access';
import { POLICY_LIMITS } from '../../lambda/core/policy/policy-limits';
import { matchesPattern, toGlob } from '../../lambda/core/policy/wildcard';

const ROLE = 'arn:aws:iam::111111111111:role/replication';

/** The same document on every side of a request. */
function evaluateEverywhere(document: unknown, arn = 'arn:aws:s3:::dst/a'): AccessResult {
  const policy = { name: 'hostile', document };
  return evaluateAccess({
    principal: { arn: ROLE, account: '111111111111' },
    action: 's3:ReplicateObject',
    resource: { arn, account: '222222222222' },
    context: { 'aws:SourceVpce': [], __proto__: [] },
    identityPolicies: [policy],
    permissionsBoundary: policy,
    resourcePolicy: policy,
  });
}

const names = fc.constantFrom(
  ...[
    'Version',
    'Id',
    'Statement',
    'Sid',
    'Effect',
    'Principal',
    'NotPrincipal',
    'Action',
    'NotAction',
    'Resource',
  ],
  ...[
    'NotResource',
    'Condition',
    'AWS',
    'Service',
    'StringEquals',
    'ForAllValues:StringLike',
    'Null',
    'Bool',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'aws:SourceVpce'],
);
const words = fc.constantFrom(
  'Allow',
  'Deny',
  '*',
  '2012-10-17',
  's3:*',
  'arn:aws:s3:::dst/*',
  '${',
  '${aws:x',
  ROLE,
  '',
);

/** JSON made of the words of policies in all the wrong places. */
const { value: scrambled } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'medium' }, words, fc.boolean(), fc.integer(), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(names, tie('value'), { maxKeys: 8 }),
}));

test('any JSON as a policy is answered, never allowed by accident and never thrown at', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      expect(['implicit-deny', 'unknown']).toContain(evaluateEverywhere(document).decision);
    }),
    { numRuns: 1_000 },
  );
});

test('the words of policies in any order are answered, with every problem a text of its own', () => {
  fc.assert(
    fc.property(scrambled, scrambled, (first, second) => {
      const result = evaluateEverywhere({ Version: '2012-10-17', Statement: [first, second] });
      for (const { problem } of result.problems ?? []) expect(problem).toMatch(/\S/);
      expect(result.nearMisses.length).toBeLessThanOrEqual(POLICY_LIMITS.nearMisses);
      expect(result.problems?.length ?? 0).toBeLessThanOrEqual(POLICY_LIMITS.problems);
      expect(result.decidedBy.length).toBeLessThanOrEqual(POLICY_LIMITS.decidedBy);
    }),
    { numRuns: 1_000 },
  );
});

test('any text as a policy is answered', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(evaluateEverywhere(text).decision).not.toBe('allowed');
    }),
  );
});

test('a key named __proto__ is a key like any other', () => {
  const text = '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","__proto__":{"Effect":"Deny"}}}';
  const { decision, problems } = evaluateEverywhere(text);
  expect(decision).not.toBe('allowed');
  expect(problems?.[0]?.problem).toContain('`__proto__` is no element of a statement');
  expect(Object.hasOwn(Object.prototype, 'Effect')).toBe(false);
});

test('nesting of any depth is answered', () => {
  let deep: unknown = '*';
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  for (const document of [
    deep,
    { Statement: deep },
    { Statement: { Effect: 'Allow', Action: deep, Resource: '*' } },
  ]) {
    expect(evaluateEverywhere(document).decision).not.toBe('allowed');
  }
});

test('a document larger than AWS stores is named and not evaluated', () => {
  const statement = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::dst/*', Principal: '*' };
  const long = { Version: '2012-10-17', Statement: [{ ...statement, Sid: 'x'.repeat(70_000) }] };
  const wide = { Version: '2012-10-17', Statement: new Array<object>(20_000).fill(statement) };
  const flat = { Version: '2012-10-17', Statement: new Array<object>(4_000).fill(statement) };
  for (const document of [long, wide, flat, JSON.stringify(wide), JSON.stringify(long)]) {
    const result = evaluateEverywhere(document);
    expect(result.decision).not.toBe('allowed');
    expect(result.problems?.map(({ problem }) => problem)).toContain('is larger than any policy AWS stores');
  }
});

test('the slowest patterns that fit a policy take no more than a moment', () => {
  const patterns = ['*a'.repeat(10_000) + 'b', '*' + 'a'.repeat(20_000) + 'b', '*?'.repeat(10_000) + 'b'];
  const key = 'a'.repeat(1_024);
  const started = performance.now();
  for (const pattern of patterns) {
    const Resource = `arn:aws:s3:::dst/${pattern}`;
    const document = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:*', Resource, Principal: '*' },
    };
    evaluateEverywhere(document, `arn:aws:s3:::dst/${key}`);
  }
  // A tenth of a second on two busy cores; matching by backtracking would take ages.
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('explanations stay short whatever a policy holds', () => {
  const endless = 'x'.repeat(10_000);
  const statement = {
    Effect: 'Allow',
    Action: 's3:ReplicateObject',
    Resource: new Array<string>(6).fill(`arn:aws:s3:::${endless}`),
    Principal: '*',
    Condition: { StringEquals: { 'aws:SourceVpce': endless.slice(0, 3_000) } },
  };
  const principals = {
    ...statement,
    Resource: '*',
    Condition: {},
    Principal: { AWS: [`${endless}😀`, endless] },
  };
  for (const Statement of [statement, principals]) {
    const { nearMisses } = evaluateEverywhere({ Version: '2012-10-17', Statement });
    for (const { because } of nearMisses) {
      expect(because.length).toBeLessThan(2_000);
      expect(because.isWellFormed()).toBe(true);
    }
  }
});

test('wildcards match what a plain reading of them matches', () => {
  const letters = fc.stringMatching(/^[ab*?]{0,8}$/);
  fc.assert(
    fc.property(letters, fc.stringMatching(/^[ab]{0,8}$/), (pattern, text) => {
      const reading = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matchesPattern(toGlob(pattern), text)).toBe(reading.test(text));
    }),
    { numRuns: 2_000 },
  );
});
