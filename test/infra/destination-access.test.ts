import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { DestinationAccess } from '../../lib/destination-access';
import { createAccessStacks, createApp, createStacks, findResource, synthesize } from './synthesize';

const HOME = '111111111111';
const OTHER = '222222222222';
const ACCESS = { account: OTHER, externalId: 's3-replication-7f3a' };
const GOOD = {
  account: HOME,
  region: 'eu-west-1',
  sourceBuckets: [{ name: 'media-prod' }],
  accountRoles: [ACCESS],
};
const FOREIGN_SOURCE = { name: 'raw-prod', account: OTHER, notifications: 'external' };

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function templateOf(config: object): Template {
  const [stack] = createAccessStacks(config);
  if (stack === undefined) throw new Error('the configuration asks for no access stack');
  return Template.fromStack(stack);
}

function statementsOf(template: Template): readonly Statement[] {
  const { properties } = findResource(template, 'AWS::IAM::Policy');
  return (properties['PolicyDocument'] as { Statement: readonly Statement[] }).Statement;
}

const statementOf = (template: Template, sid: string): Statement | undefined =>
  statementsOf(template).find(({ Sid }) => Sid === sid);

const sidsOf = (template: Template): readonly string[] => statementsOf(template).map(({ Sid }) => Sid);

describe('the stack', () => {
  test('is made for each account that brought no role of its own', () => {
    const own = {
      account: '333333333333',
      externalId: 'x1',
      roleArn: 'arn:aws:iam::333333333333:role/looking',
    };
    const stacks = createAccessStacks({ ...GOOD, accountRoles: [ACCESS, own] });
    expect(stacks.map(({ account, region, stackName }) => [account, region, stackName])).toEqual([
      [OTHER, 'eu-west-1', `S3ReplicationResponder-access-for-${HOME}`],
    ]);
  });

  test('is deployed only by its own name, since the credentials at hand are those of another account', () => {
    const app = createApp({ s3ReplicationResponder: GOOD });
    createStacks(GOOD, app);
    const assembly = app.synth();
    // What `cdk deploy` and `cdk deploy --all` take.
    expect(assembly.stacks.map(({ hierarchicalId }) => hierarchicalId)).toEqual([
      'S3ReplicationResponder-eu-west-1',
    ]);
    expect(assembly.stacksRecursively.map(({ hierarchicalId }) => hierarchicalId)).toContain(
      `access/${OTHER}`,
    );
  });

  test('leaves the app as it was when no other account is configured', () => {
    const app = createApp({ s3ReplicationResponder: { ...GOOD, accountRoles: [] } });
    createStacks(GOOD, app);
    expect(app.node.children.map(({ node }) => node.id)).toEqual(['S3ReplicationResponder-eu-west-1']);
  });

  test('needs no bootstrapped account: it is one role, and its output', () => {
    const template = templateOf(GOOD);
    expect(template.toJSON()).not.toHaveProperty('Parameters');
    const { Resources = {} } = template.toJSON() as { Resources?: Record<string, { Type: string }> };
    expect(Object.values(Resources).map(({ Type }) => Type)).toEqual(['AWS::IAM::Role', 'AWS::IAM::Policy']);
    template.hasOutput('RoleArn', {
      Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AccessRole'), 'Arn'] },
    });
  });

  test('has the tags of the configuration', () => {
    templateOf({ ...GOOD, tags: { team: 'storage' } }).hasResourceProperties('AWS::IAM::Role', {
      Tags: [{ Key: 'team', Value: 'storage' }],
    });
  });
});

describe('the role', () => {
  const roleOf = (config: object): Record<string, unknown> =>
    findResource(templateOf(config), 'AWS::IAM::Role').properties;

  test('lets in the role of the function with the external id, and nobody else', () => {
    const { properties } = findResource(synthesize(GOOD), 'AWS::IAM::Role', /RespondRole/);
    expect(roleOf(GOOD)['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: `arn:aws:iam::${HOME}:root` },
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn': [`arn:aws:iam::${HOME}:role/${String(properties['RoleName'])}`],
            },
            StringEquals: { 'sts:ExternalId': ACCESS.externalId },
          },
        },
      ],
    });
  });

  test('lets in the responder of every Region', () => {
    const sourceBuckets = [{ name: 'media-prod' }, { name: 'media-us', region: 'us-east-1' }];
    const { Statement: statements } = roleOf({ ...GOOD, sourceBuckets })['AssumeRolePolicyDocument'] as {
      Statement: readonly { Condition: { ArnEquals: Record<string, unknown> } }[];
    };
    expect(statements.map(({ Condition }) => Condition.ArnEquals['aws:PrincipalArn'])).toEqual([
      [
        `arn:aws:iam::${HOME}:role/S3ReplicationResponder-eu-west-1-Responder-respond`,
        `arn:aws:iam::${HOME}:role/S3ReplicationResponder-us-east-1-Responder-respond`,
      ],
    ]);
  });

  test('is the one that the function may assume, whatever the length of its name', () => {
    for (const stackName of ['S3ReplicationResponder', 'S'.repeat(90)]) {
      const config = { ...GOOD, stackName };
      const { properties } = findResource(synthesize(config), 'AWS::IAM::Policy', /RespondRole/);
      const name = String(roleOf(config)['RoleName']);
      expect(name.length).toBeLessThanOrEqual(64);
      expect(JSON.stringify(properties)).toContain(`"arn:aws:iam::${OTHER}:role/${name}"`);
    }
  });

  test('has another name for the responder of another account, since both may look into one', () => {
    expect(roleOf(GOOD)['RoleName']).not.toBe(roleOf({ ...GOOD, account: '444444444444' })['RoleName']);
  });

  test('gives sessions of an hour at most', () => {
    expect(roleOf(GOOD)['MaxSessionDuration']).toBe(3600);
  });
});

describe('its permissions', () => {
  test('are the destination side of the checks, and nothing about roles', () => {
    expect(sidsOf(templateOf(GOOD))).toEqual([
      'ReadDestinationBuckets',
      'ReadKeys',
      'ReadKeyPolicies',
      'ReadAccount',
    ]);
  });

  test('reach no further than the account', () => {
    const template = templateOf({ ...GOOD, checks: 'objects' });
    for (const sid of ['ReadDestinationBuckets', 'ReadDestinationObjects']) {
      expect(statementOf(template, sid)?.Condition).toEqual({
        StringEquals: { 'aws:ResourceAccount': OTHER },
      });
    }
    for (const sid of ['ReadKeys', 'ReadKeyPolicies']) {
      expect(statementOf(template, sid)?.Resource).toBe(`arn:aws:kms:*:${OTHER}:key/*`);
    }
  });

  test('are those of the buckets that are named', () => {
    const template = templateOf({
      ...GOOD,
      checks: 'objects',
      accountRoles: [{ ...ACCESS, buckets: ['media-dr', 'media-us'] }],
    });
    expect(statementOf(template, 'ReadDestinationBuckets')).toMatchObject({
      Resource: ['arn:aws:s3:::media-dr', 'arn:aws:s3:::media-us'],
    });
    expect(statementOf(template, 'ReadDestinationBuckets')).not.toHaveProperty('Condition');
    expect(statementOf(template, 'ReadDestinationObjects')).toMatchObject({
      Action: 's3:ListObjectAnnotations',
      Resource: ['arn:aws:s3:::media-dr/*', 'arn:aws:s3:::media-us/*'],
    });
  });

  test('hold the source side, too, where a source bucket is in the account: its replication role is there', () => {
    const template = templateOf({ ...GOOD, sourceBuckets: [...GOOD.sourceBuckets, FOREIGN_SOURCE] });
    expect(statementOf(template, 'ReadSourceBuckets')?.Resource).toBe('arn:aws:s3:::raw-prod');
    expect(statementOf(template, 'ReadRoles')?.Resource).toBe(`arn:aws:iam::${OTHER}:role/*`);
    expect(sidsOf(template)).toContain('ReadManagedPolicies');
  });

  test.each(['config', 'objects'])('never read the content of a replica, at "%s"', (checks) => {
    const actions = statementsOf(templateOf({ ...GOOD, checks })).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith('s3:GetObject'))).toEqual([]);
    for (const action of actions) expect(action).toMatch(/:(Get|List|Describe|Lookup)[A-Za-z]+$/);
  });
});

test('in China no ARN is one of another partition', () => {
  const config = { ...GOOD, region: 'cn-north-1', sourceBuckets: [FOREIGN_SOURCE] };
  const texts = [templateOf(config), synthesize(config)].map((template) => JSON.stringify(template.toJSON()));
  for (const text of texts) {
    expect(text).not.toMatch(/arn:aws:/);
    expect(text).toContain('arn:aws-cn:iam::');
  }
});

test('can be made in an app of the other account, where the role of the function is known by its ARN', () => {
  const stack = new Stack(createApp(), 'Looking', { env: { account: OTHER, region: 'eu-west-1' } });
  const arn = `arn:aws:iam::${HOME}:role/responder`;
  new DestinationAccess(stack, 'Access', {
    responderRoles: [Role.fromRoleArn(stack, 'Responder', arn)],
    externalId: 'team-7',
  });
  const { properties } = findResource(Template.fromStack(stack), 'AWS::IAM::Role');
  expect(JSON.stringify(properties['AssumeRolePolicyDocument'])).toContain(
    `{"ArnEquals":{"aws:PrincipalArn":["${arn}"]},"StringEquals":{"sts:ExternalId":"team-7"}}`,
  );
});
