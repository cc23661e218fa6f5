import { Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { Match } from 'aws-cdk-lib/assertions';
import { ENV } from '../../lambda/core/env-names';
import { METRIC_NAMESPACE, SERVICE_NAME } from '../../lambda/core/metric-names';
import { findResource, synthesize } from './synthesize';

const ACCOUNT = '111111111111';
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };
/** What the function needs to alert, without what it needs to look: that is in `checks-access.test.ts`. */
const WITHOUT_CHECKS = { ...GOOD, checks: 'off' };
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:slack-AbCdEf`;
const PARAMETER = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/team/slack`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

function functionOf(config: object): Record<string, unknown> {
  return findResource(synthesize(config), 'AWS::Lambda::Function', /RespondFunction/).properties;
}

function environmentOf(config: object): Record<string, unknown> {
  return (functionOf(config)['Environment'] as { Variables: Record<string, unknown> }).Variables;
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function rolePolicyOf(config: object): readonly Statement[] {
  const { properties } = findResource(synthesize(config), 'AWS::IAM::Policy', /RespondRole/);
  return (properties['PolicyDocument'] as { Statement: readonly Statement[] }).Statement;
}

const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action }) => Action);

test('runs on arm64 with the newest Node runtime that the CDK offers', () => {
  const newest = Runtime.ALL.filter(
    ({ family, name }) => family === RuntimeFamily.NODEJS && /^nodejs\d+\.x$/.test(name),
  )
    .map(({ name }) => Number(/\d+/.exec(name)?.[0]))
    .reduce((a, b) => Math.max(a, b));
  expect(functionOf(GOOD)).toMatchObject({ Architectures: ['arm64'], Runtime: `nodejs${newest}.x` });
});

test('logs JSON at INFO, because metrics are INFO lines, into a group that forgets', () => {
  const config = { ...GOOD, logRetentionDays: 90 };
  const { logicalId, properties } = findResource(synthesize(config), 'AWS::Logs::LogGroup');
  expect(properties).toMatchObject({ RetentionInDays: 90 });
  expect(functionOf(config)['LoggingConfig']).toEqual({
    ApplicationLogLevel: 'INFO',
    LogFormat: 'JSON',
    LogGroup: { Ref: logicalId },
    SystemLogLevel: 'INFO',
  });
});

test.each([
  [false, Match.absent()],
  [true, { Mode: 'Active' }],
])('with xray %s traces accordingly', (xray, TracingConfig) => {
  synthesize({ ...GOOD, xray }).hasResourceProperties('AWS::Lambda::Function', {
    Architectures: ['arm64'],
    TracingConfig,
  });
});

describe('the event source', () => {
  const mappingOf = (config: object): Record<string, unknown> =>
    findResource(synthesize(config), 'AWS::Lambda::EventSourceMapping').properties;

  test('collects for the group wait and tells SQS which messages failed', () => {
    expect(mappingOf({ ...GOOD, groupWaitSeconds: 45, maxConcurrency: 5 })).toMatchObject({
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 45,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  test('takes ten messages at a time without a group wait, the most that Lambda allows then', () => {
    expect(mappingOf({ ...GOOD, groupWaitSeconds: 0 })).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
    });
  });

  test('runs no more than two batches at once by default', () => {
    expect(mappingOf(GOOD)['ScalingConfig']).toEqual({ MaximumConcurrency: 2 });
  });
});

describe('the environment', () => {
  test('holds what the handler needs, without Slack', () => {
    expect(Object.keys(environmentOf(WITHOUT_CHECKS)).sort()).toEqual(
      [
        ENV.alertTopicArn,
        ENV.deadLetterQueueUrl,
        ENV.dashboardUrl,
        'POWERTOOLS_METRICS_NAMESPACE',
        'POWERTOOLS_SERVICE_NAME',
      ].sort(),
    );
    expect(environmentOf(GOOD)).toMatchObject({
      POWERTOOLS_SERVICE_NAME: SERVICE_NAME,
      POWERTOOLS_METRICS_NAMESPACE: METRIC_NAMESPACE,
    });
  });

  test('names a webhook by the ARN of its secret', () => {
    expect(environmentOf({ ...GOOD, slack: { mode: 'webhook', secretArn: SECRET } })).toMatchObject({
      [ENV.slackMode]: 'webhook',
      [ENV.slackSecretArn]: SECRET,
    });
  });

  test('names a bot by parameter and channel', () => {
    const slack = { mode: 'bot', channel: 'C0123456789', secretArn: PARAMETER };
    expect(environmentOf({ ...GOOD, slack })).toMatchObject({
      [ENV.slackMode]: 'bot',
      [ENV.slackSecretArn]: PARAMETER,
      [ENV.slackChannel]: 'C0123456789',
    });
  });

  test('never opens Slack to another origin', () => {
    const slack = { mode: 'webhook', secretArn: SECRET };
    expect(environmentOf({ ...GOOD, slack })).not.toHaveProperty(ENV.slackAllowedOrigin);
  });

  test('knows where the runbooks are, with or without a slash at the end', () => {
    for (const docsBaseUrl of ['https://wiki.example.com/docs', 'https://wiki.example.com/docs/']) {
      expect(environmentOf({ ...GOOD, docsBaseUrl })[ENV.runbookBaseUrl]).toBe(
        'https://wiki.example.com/docs/runbooks',
      );
    }
  });

  test('links to the dashboard that the stack makes', () => {
    const { properties } = findResource(synthesize(GOOD), 'AWS::CloudWatch::Dashboard');
    expect(environmentOf(GOOD)[ENV.dashboardUrl]).toBe(
      `https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/${String(properties['DashboardName'])}`,
    );
  });
});

describe('the role', () => {
  test('may read the queue, fill the dead-letter queue, publish and log, and nothing else', () => {
    expect([...actionsOf(rolePolicyOf(WITHOUT_CHECKS))].sort()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey*',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
  });

  test('has no permission on all resources', () => {
    const slack = { mode: 'bot', channel: 'C0123456789', secretArn: SECRET, secretKeyArn: KEY };
    for (const { Resource } of rolePolicyOf({ ...WITHOUT_CHECKS, slack })) expect(Resource).not.toBe('*');
  });

  test('has no managed policy, which could write to every log group', () => {
    expect(findResource(synthesize(GOOD), 'AWS::IAM::Role', /RespondRole/).properties).not.toHaveProperty(
      'ManagedPolicyArns',
    );
  });

  test.each([
    ['secret', SECRET, 'secretsmanager:GetSecretValue'],
    ['parameter', PARAMETER, 'ssm:GetParameter'],
  ])('may read the one %s and no other', (_kind, secretArn, action) => {
    const config = { ...GOOD, slack: { mode: 'webhook', secretArn } };
    const added = rolePolicyOf(config).filter(({ Action }) => /^(secretsmanager|ssm):/.test(String(Action)));
    expect(added).toEqual([{ Action: action, Effect: 'Allow', Resource: secretArn }]);
  });

  test('may decrypt the secret only through the service that keeps it, in its Region', () => {
    const config = { ...GOOD, slack: { mode: 'webhook', secretArn: SECRET, secretKeyArn: KEY } };
    expect(rolePolicyOf(config)).toContainEqual({
      Action: 'kms:Decrypt',
      Effect: 'Allow',
      Resource: KEY,
      Condition: { StringLike: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com*' } },
    });
  });
});
