import fc from 'fast-check';
import {
  type AccessRequest,
  evaluateAccess,
  type NamedPolicy,
} from '../../lambda/core/policy/evaluate-access';

/**
 * Worlds of few names, so that statements often match: one role, one bucket, a handful of actions, keys and values.
 */
const ROLE = 'arn:aws:iam::111111111111:role/replication';
const SESSION = 'arn:aws:sts::111111111111:assumed-role/replication/s3';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111111111111:key/1';
const KEYS = ['aws:SourceVpce', 'aws:PrincipalOrgID', 's3:max-keys', 'aws:SecureTransport', 'aws:SourceIp'];
/** Keys that only principals look at, beside the condition keys. */
const ALL_KEYS = [...KEYS, 'aws:userid', 'CanonicalUser'];

const action = fc.constantFrom(
  's3:ReplicateObject',
  's3:*',
  '*',
  's3:Get*',
  'kms:Encrypt',
  'kms:*',
  'S3:replicate*',
);
const resource = fc.constantFrom(
  '*',
  'arn:aws:s3:::dst/*',
  'arn:aws:s3:::dst',
  'arn:aws:s3:::${aws:SourceVpce}/*',
  KEY_ARN,
);
const value = fc.constantFrom(
  'true',
  'false',
  '5',
  'o-1',
  '10.0.0.1',
  '10.0.0.0/8',
  '${aws:PrincipalOrgID}',
  'o-*',
);
const texts = fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));
const textOperator = fc
  .tuple(
    fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
    fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIgnoreCase',
    ),
    fc.constantFrom('', 'IfExists'),
  )
  .map((parts) => parts.join(''));
const condition = fc.oneof(
  fc.constant({}),
  fc.dictionary(
    textOperator,
    fc.dictionary(fc.constantFrom(...KEYS), texts, { maxKeys: 2, noNullPrototype: true }),
    {
      maxKeys: 2,
      noNullPrototype: true,
    },
  ),
  fc.constantFrom(
    { Null: { 'aws:SourceVpce': 'true' } },
    { Bool: { 'aws:SecureTransport': 'false' } },
    { NumericLessThan: { 's3:max-keys': '5' } },
    { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    { ArnNotLike: { 'aws:PrincipalArn': ROLE } },
  ),
);
const awsPrincipal = fc.constantFrom(
  ROLE,
  SESSION,
  '111111111111',
  'arn:aws:iam::111111111111:root',
  'AROA4KJY2TU23Y7NK62MV',
);
const principal = fc.oneof(
  fc.constantFrom('*', { AWS: '*' }, { Service: 's3.amazonaws.com' }, { CanonicalUser: '79a5' }),
  fc.array(awsPrincipal, { minLength: 1, maxLength: 2 }).map((list) => ({ AWS: list })),
);

let counter = 0;
const identityStatement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: action,
    Resource: resource,
    Condition: condition,
  })
  .map((statement) => ({ Sid: `S${(counter += 1)}`, ...statement }));
const resourceStatement = fc
  .tuple(identityStatement, principal, fc.boolean())
  .map(([statement, who, isNot]) => {
    return isNot && statement.Effect === 'Deny'
      ? { ...statement, NotPrincipal: who }
      : { ...statement, Principal: who };
  });

function policyOf(name: string, statement: fc.Arbitrary<object>): fc.Arbitrary<NamedPolicy> {
  return fc
    .array(statement, { maxLength: 4 })
    .map((list) => ({ name, document: { Version: '2012-10-17', Statement: list } }));
}

const context = fc.dictionary(
  fc.constantFrom(...ALL_KEYS),
  fc.oneof(
    fc.constantFrom('o-1', '5', 'true', 'AROA:s3', '79a5', '10.0.0.1', 'dst'),
    fc.constant([]),
    fc.constant(['o-1', 'x']),
  ),
  { noNullPrototype: true },
);

const request: fc.Arbitrary<AccessRequest> = fc
  .record({
    principal: fc.constantFrom(
      { arn: ROLE, account: '111111111111' },
      { arn: SESSION, account: '111111111111' },
      { service: 's3.amazonaws.com' },
    ),
    action: fc.constantFrom('s3:ReplicateObject', 'kms:Encrypt'),
    resource: fc.constantFrom(
      { arn: 'arn:aws:s3:::dst/a', account: '111111111111' },
      { arn: 'arn:aws:s3:::dst/a', account: '222222222222' },
      { arn: KEY_ARN, account: '111111111111' },
    ),
    context,
    identityPolicies: fc.array(policyOf('role-policy', identityStatement), { maxLength: 2 }),
    permissionsBoundary: fc.option(policyOf('boundary', identityStatement), { nil: undefined }),
    resourcePolicy: policyOf('resource-policy', resourceStatement),
  })
  .map(({ permissionsBoundary, ...rest }) => ({
    ...rest,
    ...(permissionsBoundary && { permissionsBoundary }),
  }));

function withStatement(policies: readonly NamedPolicy[], statement: object): readonly NamedPolicy[] {
  return [...policies, { name: 'added', document: { Version: '2012-10-17', Statement: [statement] } }];
}

test('a Deny of everything makes an explicit deny, whatever else is there', () => {
  const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
  fc.assert(
    fc.property(request, fc.boolean(), (world, isOnResource) => {
      const resourcePolicy = {
        name: 'added',
        document: { Version: '2012-10-17', Statement: { ...deny, Principal: '*' } },
      };
      const identityPolicies = withStatement(world.identityPolicies, deny);
      const isService = 'service' in world.principal;
      const denied = { ...world, ...(isOnResource || isService ? { resourcePolicy } : { identityPolicies }) };
      expect(evaluateAccess(denied).decision).toBe('explicit-deny');
    }),
  );
});

test('adding a Deny never turns an answer to allowed', () => {
  fc.assert(
    fc.property(request, identityStatement, (world, statement) => {
      const before = evaluateAccess(world).decision;
      const identityPolicies = withStatement(world.identityPolicies, { ...statement, Effect: 'Deny' });
      const after = evaluateAccess({ ...world, identityPolicies }).decision;
      if (before !== 'allowed') expect(after).not.toBe('allowed');
      if (before === 'explicit-deny') expect(after).toBe('explicit-deny');
      if (before === 'implicit-deny') expect(['implicit-deny', 'explicit-deny']).toContain(after);
    }),
    { numRuns: 500 },
  );
});

test('adding an Allow never takes access away', () => {
  fc.assert(
    fc.property(request, identityStatement, (world, statement) => {
      const before = evaluateAccess(world).decision;
      const identityPolicies = withStatement(world.identityPolicies, { ...statement, Effect: 'Allow' });
      const after = evaluateAccess({ ...world, identityPolicies }).decision;
      if (before === 'allowed') expect(after).toBe('allowed');
      if (before === 'explicit-deny') expect(after).toBe('explicit-deny');
    }),
    { numRuns: 500 },
  );
});

test('the order of policies and statements never matters', () => {
  fc.assert(
    fc.property(request, (world) => {
      const reversed: AccessRequest = {
        ...world,
        identityPolicies: world.identityPolicies.map(reverse).reverse(),
        ...(world.permissionsBoundary && { permissionsBoundary: reverse(world.permissionsBoundary) }),
        ...(world.resourcePolicy && { resourcePolicy: reverse(world.resourcePolicy) }),
      };
      expect(inOneOrder(evaluateAccess(reversed))).toEqual(inOneOrder(evaluateAccess(world)));
    }),
    { numRuns: 500 },
  );
});

function reverse({ name, document }: NamedPolicy): NamedPolicy {
  const { Version, Statement } = document as { Version: string; Statement: readonly object[] };
  return { name, document: { Version, Statement: [...Statement].reverse() } };
}

/** Near misses are ranked, so their order has to be the same as it is; the rest is a set. */
function inOneOrder({ decidedBy, decidedBecause = [], ...rest }: ReturnType<typeof evaluateAccess>): object {
  const sort = (list: readonly object[]): readonly string[] =>
    list.map((each) => JSON.stringify(each)).sort();
  return { ...rest, decidedBy: sort(decidedBy), decidedBecause: sort(decidedBecause) };
}

test('nothing is unknown when all keys are given', () => {
  fc.assert(
    fc.property(request, (world) => {
      // Of a role the evaluator knows the ARN; of a service nobody documents that it has one.
      const keys = 'service' in world.principal ? [...ALL_KEYS, 'aws:PrincipalArn'] : ALL_KEYS;
      const absent = Object.fromEntries(keys.map((key) => [key, []]));
      const result = evaluateAccess({ ...world, context: { ...absent, ...world.context } });
      expect(result.problems).toEqual(
        result.problems?.filter(({ problem }) => problem === 'has no statements'),
      );
      expect(result.decision).not.toBe('unknown');
      expect(result.missingContext).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('an unknown answer names its keys, and values for them settle it as one of the answers it left open', () => {
  let unknowns = 0;
  fc.assert(
    fc.property(request, context, (world, more) => {
      const { decision, missingContext } = evaluateAccess(world);
      const absent = Object.fromEntries(ALL_KEYS.map((key) => [key, []]));
      const settled = evaluateAccess({
        ...world,
        context: { ...absent, ...more, ...world.context },
      }).decision;
      // What was certain stays what it was, whatever the missing keys turn out to be.
      if (decision === 'unknown') {
        unknowns += 1;
        expect(missingContext.length).toBeGreaterThan(0);
      } else if (decision === 'implicit-deny') expect(settled).not.toBe('allowed');
      else expect(settled).toBe(decision);
    }),
    { numRuns: 1_000 },
  );
  expect(unknowns).toBeGreaterThan(10);
});

test('the worlds of these tests reach every decision', () => {
  const decisions = new Set(fc.sample(request, 500).map((world) => evaluateAccess(world).decision));
  expect([...decisions].sort()).toEqual(['allowed', 'explicit-deny', 'implicit-deny', 'unknown']);
});
