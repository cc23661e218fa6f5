import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IncidentTable, type IncidentTableProps } from '../../lib/incident-table';
import { createApp, findResource } from './synthesize';

const TABLE = 'AWS::DynamoDB::GlobalTable';
const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

function createStack(options: { readonly hasKey?: boolean } & IncidentTableProps = {}) {
  const stack = new Stack(createApp(), 'Test', { env: { account: '111111111111', region: 'eu-west-1' } });
  const { hasKey = false, ...props } = options;
  const table = new IncidentTable(stack, 'Incidents', {
    ...props,
    ...(hasKey && { encryptionKey: Key.fromKeyArn(stack, 'Key', KEY) }),
  });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  return { stack, table, role };
}

describe('the incident table', () => {
  const template = Template.fromStack(createStack().stack);
  const { properties, logicalId } = findResource(template, TABLE);

  test('has the keys, the index and the time to live of the layout', () => {
    expect(properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'board',
          KeySchema: [
            { AttributeName: 'board', KeyType: 'HASH' },
            { AttributeName: 'seenAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['openedAt'] },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test('is paid by request: between outages it costs nothing worth naming', () => {
    expect(properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' });
  });

  test('can be restored to any second', () => {
    expect(properties).toMatchObject({
      Replicas: [
        {
          Region: 'eu-west-1',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
  });

  test('is encrypted with a key that AWS owns', () => {
    expect(properties).toMatchObject({ SSESpecification: { SSEEnabled: false } });
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test('stays when the stack goes, or when it has to be replaced', () => {
    const { Resources } = template.toJSON() as { readonly Resources: Readonly<Record<string, unknown>> };
    expect(Resources[logicalId]).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test.each([
    [undefined, false],
    [true, true],
  ])(
    'with deletion protection %s can be deleted: %s is what DynamoDB is told',
    (deletionProtection, expected) => {
      const { stack } = createStack(deletionProtection === undefined ? {} : { deletionProtection });
      expect(findResource(Template.fromStack(stack), TABLE).properties).toMatchObject({
        Replicas: [{ DeletionProtectionEnabled: expected }],
      });
    },
  );

  test.each([false, true])('has nothing that cdk-nag objects to, with a key of its own: %s', (hasKey) => {
    const { stack, table, role } = createStack({ hasKey });
    table.grantOperate(role);
    const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});

describe('the permissions of the incident table', () => {
  const arn = { 'Fn::GetAtt': [Match.stringLikeRegexp('IncidentsTable'), 'Arn'] };

  test.each([
    ['grantUse', ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query']],
    ['grantOperate', ['dynamodb:BatchGetItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query']],
  ] as const)(
    '%s allows what the store calls on the table and its one index, and nothing else',
    (grant, actions) => {
      const { stack, table, role } = createStack();
      table[grant](role);
      Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: actions,
              Resource: [arn, { 'Fn::Join': ['', [arn, '/index/board']] }],
            },
          ],
        },
      });
    },
  );

  test('include the key, where the table has one of its own', () => {
    const { stack, table, role } = createStack({ hasKey: true });
    table.grantUse(role);
    const template = Template.fromStack(stack);
    expect(findResource(template, TABLE).properties).toMatchObject({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [{ SSESpecification: { KMSMasterKeyId: KEY } }],
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: [
              ...['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
              ...['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
            ],
            Resource: KEY,
          },
        ]),
      },
    });
  });
});
