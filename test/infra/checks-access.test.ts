import { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ENV } from '../../lambda/core/env-names';
import { ReplicationFailureResponder } from '../../lib/replication-failure-responder';
import type { ReplicationFailureResponderProps } from '../../lib/replication-failure-responder-props';
import { createApp, createStacks, findResource, synthesize } from './synthesize';

const ACCOUNT = '111111111111';
const OTHER = '222222222222';
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };
const ROLE = { account: OTHER, externalId: 's3-replication-7f3a' };
const WITH_ROLE = { ...GOOD, accountRoles: [{ ...ROLE, buckets: ['media-dr'] }] };

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** All that the role of the function may do, wherever CDK has put it. */
function statementsOf(template: Template): readonly Statement[] {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    Object.entries(template.findResources(type))
      .filter(([id]) => id.includes('RespondRole'))
      .flatMap(
        ([, { Properties }]: [string, { Properties?: { PolicyDocument: { Statement: Statement[] } } }]) =>
          Properties?.PolicyDocument.Statement ?? [],
      ),
  );
}

function statementOf(config: object, sid: string): Statement | undefined {
  return statementsOf(synthesize(config)).find(({ Sid }) => Sid === sid);
}

function environmentOf(config: object): Record<string, unknown> {
  const { properties } = findResource(synthesize(config), 'AWS::Lambda::Function', /RespondFunction/);
  return (properties['Environment'] as { Variables: Record<string, unknown> }).Variables;
}

const READS = [
  'ReadSourceBuckets',
  'ReadDestinationBuckets',
  'ReadRoles',
  'ReadManagedPolicies',
  'ReadKeys',
  'ReadKeyPolicies',
  'ReadAccount',
];

describe('the permissions to look', () => {
  test.each([
    ['off', []],
    ['config', READS],
    ['objects', [...READS, 'ReadSourceObjects', 'ReadDestinationObjects']],
  ])('with checks "%s" are a statement for each kind of thing', (checks, expected) => {
    const sids = statementsOf(synthesize({ ...GOOD, checks })).flatMap(({ Sid }) => Sid ?? []);
    expect(sids.sort()).toEqual([...expected].sort());
  });

  test('with checks "off" are none: the role is that of a responder that looks at nothing', () => {
    const actions = statementsOf(synthesize({ ...GOOD, checks: 'off' })).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/^(logs|sns|sqs):/.test(action)).sort()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey*',
    ]);
  });

  test('below "objects" hold nothing that could read an object', () => {
    const actions = statementsOf(synthesize(GOOD)).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith('s3:GetObject'))).toEqual([]);
  });

  test('read content at "objects" of the configured source buckets alone', () => {
    const withContent = statementsOf(synthesize({ ...GOOD, checks: 'objects' })).filter(({ Action }) =>
      [Action].flat().includes('s3:GetObjectVersion'),
    );
    expect(withContent.map(({ Resource }) => Resource)).toEqual(['arn:aws:s3:::media-prod/*']);
  });

  test('only read, whatever the level', () => {
    const reads = statementsOf(synthesize({ ...GOOD, checks: 'objects' })).filter(
      ({ Sid }) => Sid !== undefined,
    );
    for (const action of reads.flatMap(({ Action }) => Action)) {
      expect(action).toMatch(/^[a-z0-9]+:(Get|List|Describe|Lookup|Simulate)[A-Za-z]+$/);
    }
  });

  test('know the source buckets, and no destination before a rule names it', () => {
    expect(statementOf(GOOD, 'ReadSourceBuckets')?.Resource).toBe('arn:aws:s3:::media-prod');
    expect(statementOf(GOOD, 'ReadDestinationBuckets')?.Resource).toBe('arn:aws:s3:::*');
  });

  test('end at the destination buckets that are named, once every source bucket names its own', () => {
    const media = { name: 'media-prod', destinationBuckets: ['media-dr', 'media-us'] };
    const logs = { name: 'logs-prod', destinationBuckets: ['media-dr'] };
    const resourceWith = (...sourceBuckets: object[]): unknown =>
      statementOf({ ...GOOD, sourceBuckets }, 'ReadDestinationBuckets')?.Resource;
    expect(resourceWith(media, logs)).toEqual(['arn:aws:s3:::media-dr', 'arn:aws:s3:::media-us']);
    expect(resourceWith(media, { name: 'logs-prod' })).toBe('arn:aws:s3:::*');
  });

  test('reach into other accounts only for what a key itself may answer', () => {
    expect(statementOf(GOOD, 'ReadKeys')).toMatchObject({
      Action: ['kms:DescribeKey', 'kms:ListGrants'],
      Resource: 'arn:aws:kms:*:*:key/*',
    });
    expect(statementOf(GOOD, 'ReadKeyPolicies')?.Resource).toBe(`arn:aws:kms:*:${ACCOUNT}:key/*`);
    expect(statementOf(GOOD, 'ReadRoles')?.Resource).toBe(`arn:aws:iam::${ACCOUNT}:role/*`);
  });

  test('are on all resources only where IAM knows no other', () => {
    expect(statementOf({ ...GOOD, checks: 'objects' }, 'ReadAccount')).toMatchObject({
      Action: ['cloudtrail:LookupEvents', 's3:GetAccountPublicAccessBlock'],
      Resource: '*',
    });
    const wide = statementsOf(synthesize({ ...GOOD, checks: 'objects' })).filter(
      ({ Resource }) => Resource === '*',
    );
    expect(wide.map(({ Sid }) => Sid)).toEqual(['ReadAccount']);
  });

  test('name the partition of the stack', () => {
    const template = synthesize({ ...GOOD, region: 'cn-north-1', checks: 'objects' });
    expect(JSON.stringify(template.toJSON())).not.toMatch(/arn:aws:/);
  });

  test.each([1, 75])('fit what IAM takes with %i source buckets of the longest names', (count) => {
    const sourceBuckets = Array.from({ length: count }, (_, n) => ({ name: `b${n}`.padEnd(63, 'x') }));
    const template = synthesize({ ...GOOD, sourceBuckets, checks: 'objects' });
    const sizesOf = (type: string): readonly number[] =>
      Object.values(template.findResources(type)).map(
        ({ Properties }: { Properties?: { PolicyDocument: unknown } }) =>
          JSON.stringify(Properties?.PolicyDocument).length,
      );
    for (const size of sizesOf('AWS::IAM::Policy')) expect(size).toBeLessThanOrEqual(10_240);
    for (const size of sizesOf('AWS::IAM::ManagedPolicy')) expect(size).toBeLessThanOrEqual(6_144);
    expect(sizesOf('AWS::IAM::ManagedPolicy').length).toBeLessThanOrEqual(10);
  });
});

describe('the environment', () => {
  test('says nothing about looking when nothing is looked at', () => {
    const names = Object.keys(environmentOf({ ...GOOD, checks: 'off' }));
    for (const name of [ENV.checks, ENV.homeAccount, ENV.accountRoles, ENV.bucketAccounts]) {
      expect(names).not.toContain(name);
    }
  });

  test('tells the level and the own account, and of others only what is configured', () => {
    expect(environmentOf(GOOD)).toMatchObject({ [ENV.checks]: 'config', [ENV.homeAccount]: ACCOUNT });
    expect(environmentOf(GOOD)).not.toHaveProperty(ENV.accountRoles);
    expect(environmentOf(GOOD)).not.toHaveProperty(ENV.bucketAccounts);
  });

  test('tells each account its role and external id, and each bucket its account', () => {
    const variables = environmentOf({
      ...WITH_ROLE,
      sourceBuckets: [...GOOD.sourceBuckets, { name: 'raw-prod', account: OTHER, notifications: 'external' }],
    });
    expect(JSON.parse(String(variables[ENV.accountRoles]))).toEqual({
      [OTHER]: {
        roleArn: `arn:aws:iam::${OTHER}:role/S3ReplicationResponder-access-for-${ACCOUNT}`,
        externalId: ROLE.externalId,
      },
    });
    expect(JSON.parse(String(variables[ENV.bucketAccounts]))).toEqual({
      'raw-prod': OTHER,
      'media-dr': OTHER,
    });
  });

  test('that Lambda would refuse is refused at synth, with what to do', () => {
    const buckets = Array.from({ length: 60 }, (_, n) => `b${n}`.padEnd(63, 'x'));
    expect(() => createStacks({ ...GOOD, accountRoles: [{ ...ROLE, buckets }] })).toThrow(
      /environment of the function: got about \d+ bytes, allowed 4096[^]*name fewer buckets under accountRoles/,
    );
  });
});

describe('the role', () => {
  const nameOf = (config: object): unknown =>
    findResource(synthesize(config), 'AWS::IAM::Role', /RespondRole/).properties['RoleName'];

  test('has the name that CloudFormation makes up, as long as nobody else has to know it', () => {
    expect(nameOf(GOOD)).toBeUndefined();
  });

  test('has a name of its own Region and stack when other accounts have to trust it', () => {
    expect(nameOf(WITH_ROLE)).toBe('S3ReplicationResponder-eu-west-1-Responder-respond');
  });

  test('has a name that IAM takes, and no other stack, when that of the stack is long', () => {
    const names = ['a', 'b'].map((end) => String(nameOf({ ...WITH_ROLE, stackName: 'S'.repeat(60) + end })));
    for (const name of names) expect(name).toMatch(/^S+-[0-9a-f]{8}$/);
    for (const name of names) expect(name.length).toBe(64);
    expect(names[0]).not.toBe(names[1]);
  });

  test('may assume the roles that are configured and no other', () => {
    const roleArn = 'arn:aws:iam::333333333333:role/team/looking';
    const own = { account: '333333333333', externalId: 'team-7', roleArn };
    expect(statementOf({ ...WITH_ROLE, accountRoles: [ROLE, own] }, 'AssumeAccountRoles')).toEqual({
      Sid: 'AssumeAccountRoles',
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: [`arn:aws:iam::${OTHER}:role/S3ReplicationResponder-access-for-${ACCOUNT}`, roleArn],
    });
    expect(statementOf(GOOD, 'AssumeAccountRoles')).toBeUndefined();
  });
});

test('a source bucket of an account without a role is told at synth', () => {
  const foreign = { name: 'raw-prod', account: OTHER, notifications: 'external' };
  const [without] = createStacks({ ...GOOD, sourceBuckets: [foreign] });
  const [withRole] = createStacks({ ...WITH_ROLE, sourceBuckets: [foreign] });
  if (!without || !withRole) throw new Error('no stack');
  const message = Match.stringLikeRegexp(
    'raw-prod belongs to account 222222222222, which accountRoles does not name',
  );
  Annotations.fromStack(without).hasInfo('*', message);
  Annotations.fromStack(withRole).hasNoInfo('*', message);
});

const ARN = `arn:aws:iam::${OTHER}:role/looking`;
const ROLE_PROPS = { account: OTHER, roleArn: ARN, externalId: 'team-7' };
const BAD: readonly [why: string, props: Partial<ReplicationFailureResponderProps>, expected: RegExp][] = [
  ['checks are off', { checks: 'off', accountRoles: [ROLE_PROPS] }, /allowed none while checks is "off"/],
  ['an account comes twice', { accountRoles: [ROLE_PROPS, ROLE_PROPS] }, /got 222222222222 twice/],
  [
    'the account is that of the stack',
    { accountRoles: [{ ...ROLE_PROPS, account: ACCOUNT, roleArn: ARN.replace(OTHER, ACCOUNT) }] },
    /allowed another account than that of the stack/,
  ],
  [
    'the role is one of a third account',
    { accountRoles: [{ ...ROLE_PROPS, account: '333333333333' }] },
    /allowed a role of account 333333333333/,
  ],
];

function createResponder(env: object, props: Partial<ReplicationFailureResponderProps>): void {
  const stack = new Stack(createApp(), 'Team', env);
  const sourceBuckets = [{ bucket: Bucket.fromBucketName(stack, 'Media', 'media-prod') }];
  new ReplicationFailureResponder(stack, 'Responder', { sourceBuckets, ...props });
}

test.each(BAD)('accountRoles is refused when %s', (_why, props, expected) => {
  expect(() => createResponder({ env: { account: ACCOUNT, region: 'eu-west-1' } }, props)).toThrow(expected);
});

test('accountRoles is refused in a stack without account and Region, which the trusted ARN is made of', () => {
  expect(() => createResponder({}, { accountRoles: [ROLE_PROPS] })).toThrow(/got a stack without env/);
});
