import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ENV } from '../../lambda/core/env-names';
import { createIncidentStack, type IncidentStackOptions, KEY, synthesizeIncidents } from './incident-stack';
import { createApp, findResource } from './synthesize';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const FUNCTION = { respond: /^RespondFunction[A-Z0-9]{8}$/, sweep: /^SweepFunction[A-Z0-9]{8}$/ };
const ROLE_POLICY = { respond: /^RespondRoleDefaultPolicy/, sweep: /^SweepRoleDefaultPolicy/ };

type Name = keyof typeof FUNCTION;

const functionOf = (name: Name, options?: IncidentStackOptions) =>
  findResource(synthesizeIncidents(options), 'AWS::Lambda::Function', FUNCTION[name]);

function environmentOf(name: Name, options?: IncidentStackOptions): Record<string, unknown> {
  const { Environment } = functionOf(name, options).properties as {
    Environment: { Variables: Record<string, unknown> };
  };
  return Environment.Variables;
}

function statementsOf(id: RegExp, options?: IncidentStackOptions): readonly Statement[] {
  const { properties } = findResource(synthesizeIncidents(options), 'AWS::IAM::Policy', id);
  return (properties['PolicyDocument'] as { Statement: readonly Statement[] }).Statement;
}

const actionsOf = (id: RegExp, options?: IncidentStackOptions): readonly string[] =>
  statementsOf(id, options)
    .flatMap(({ Action }) => Action)
    .sort();

const scheduleOf = () => findResource(synthesizeIncidents(), 'AWS::Scheduler::Schedule');

describe('the schedule of the sweep', () => {
  test('starts a round every five minutes, on time', () => {
    expect(scheduleOf().properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: { Arn: { 'Fn::GetAtt': [functionOf('sweep').logicalId, 'Arn'] } },
    });
  });

  test('tries twice to start a round and forgets it when the next is due, since that one does all that is left', () => {
    expect(scheduleOf().properties['Target']).toMatchObject({
      RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 300 },
    });
    expect(scheduleOf().properties['Target']).not.toHaveProperty('DeadLetterConfig');
  });

  test('leaves a round that failed to the next: Lambda runs none again', () => {
    expect(findResource(synthesizeIncidents(), 'AWS::Lambda::EventInvokeConfig').properties).toMatchObject({
      FunctionName: { Ref: functionOf('sweep').logicalId },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 300,
    });
  });

  test('may invoke this one function, and is used for schedules of this account alone', () => {
    expect(statementsOf(/^SweepScheduleRole/)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [functionOf('sweep').logicalId, 'Arn'] },
      },
    ]);
    const trust = findResource(synthesizeIncidents(), 'AWS::IAM::Role', /^SweepScheduleRole/).properties;
    expect(trust['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': '111111111111',
              'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:111111111111:schedule-group/default',
            },
          },
        },
      ],
    });
  });

  test('is made after its permission, because the first round starts at once', () => {
    expect(scheduleOf().dependsOn).toContainEqual(expect.stringMatching(/^SweepScheduleRoleDefaultPolicy/));
  });
});

describe('the sweep function', () => {
  test('is made like the respond function, and ends well before the next round', () => {
    const { Code, Description, Environment, LoggingConfig, Role, ...sweep } = functionOf('sweep').properties;
    void [Code, Description, Environment, LoggingConfig, Role]; // Its own.
    expect(functionOf('respond').properties).toMatchObject(sweep);
    expect(sweep).toMatchObject({ Timeout: 60, MemorySize: 1024, Architectures: ['arm64'] });
  });

  test('reserves no concurrency: two rounds at once do no harm, and the account keeps its own', () => {
    synthesizeIncidents().allResourcesProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('may use the table, publish and log, and nothing else', () => {
    expect(actionsOf(ROLE_POLICY.sweep)).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'kms:Decrypt',
      'kms:GenerateDataKey*',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
    ]);
  });

  test('may read the Slack secret where there is one', () => {
    expect(actionsOf(ROLE_POLICY.sweep, { hasSlack: true })).toContain('secretsmanager:GetSecretValue');
  });

  test('looks as far as the respond function does', () => {
    const options: IncidentStackOptions = { checks: 'objects', hasAccountRole: true };
    const reads = (name: Name): readonly string[] =>
      actionsOf(ROLE_POLICY[name], options).filter((action) => /^(s3|iam|sts|cloudtrail):/.test(action));
    expect(reads('sweep')).toEqual(reads('respond'));
    expect(reads('sweep')).toContain('sts:AssumeRole');
  });

  test('has a role that other accounts can name, where they are looked into', () => {
    const template = synthesizeIncidents({ checks: 'config', hasAccountRole: true });
    const nameOf = (id: RegExp) => findResource(template, 'AWS::IAM::Role', id).properties['RoleName'];
    expect([nameOf(/^RespondRole/), nameOf(/^SweepRole/)]).toEqual([
      'Test-eu-west-1-respond',
      'Test-eu-west-1-sweep',
    ]);
    expect(findResource(synthesizeIncidents(), 'AWS::IAM::Role', /^SweepRole/).properties).not.toHaveProperty(
      'RoleName',
    );
  });
});

describe.each<Name>(['respond', 'sweep'])('with incidents, the %s function', (name) => {
  const table = { Ref: findResource(synthesizeIncidents(), 'AWS::DynamoDB::GlobalTable').logicalId };

  test('knows the table, and that two batches and a sweep may post to Slack at once', () => {
    expect(environmentOf(name)).toMatchObject({
      [ENV.incidentTableName]: table,
      [ENV.slackWorkers]: '3',
    });
  });

  test('is told no timer that nobody has set, because it knows the defaults', () => {
    expect(Object.keys(environmentOf(name)).filter((key) => key.endsWith('_SECONDS'))).toEqual([]);
  });

  test('is told the timers that are set, in seconds', () => {
    const timers = {
      groupInterval: Duration.minutes(10),
      repeatInterval: Duration.hours(8),
      resolveAfter: Duration.hours(1),
    };
    expect(environmentOf(name, { timers })).toMatchObject({
      GROUP_INTERVAL_SECONDS: '600',
      REPEAT_INTERVAL_SECONDS: '28800',
      RESOLVE_AFTER_SECONDS: '3600',
    });
  });

  test('may use the key of the table, where that is a customer managed one', () => {
    const ofKey = statementsOf(ROLE_POLICY[name], { hasKey: true }).filter(
      ({ Resource }) => Resource === KEY,
    );
    expect(ofKey.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['kms:DescribeKey', 'kms:Encrypt', 'kms:Decrypt']),
    );
  });

  test('never deletes from the table, nor reads all of it', () => {
    expect(actionsOf(ROLE_POLICY[name]).filter((action) => action.startsWith('dynamodb:'))).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ]);
  });
});

describe('without incidents', () => {
  const template = synthesizeIncidents({ hasIncidents: false });

  test.each(['AWS::DynamoDB::GlobalTable', 'AWS::Scheduler::Schedule', 'AWS::Lambda::EventInvokeConfig'])(
    'there is no %s',
    (type) => template.resourceCountIs(type, 0),
  );

  test('the respond function knows no table, and may use none', () => {
    const options = { hasIncidents: false };
    expect(environmentOf('respond', options)).not.toHaveProperty(ENV.incidentTableName);
    expect(actionsOf(ROLE_POLICY.respond, options).filter((action) => /^dynamodb:/.test(action))).toEqual([]);
  });
});

const EVERYTHING: IncidentStackOptions = {
  hasKey: true,
  hasSlack: true,
  hasAccountRole: true,
  tracing: true,
  checks: 'objects',
};

test.each([
  ['as few options as there can be', {}],
  ['every option', EVERYTHING],
] as const)('cdk-nag has nothing to say about incidents with %s', (_what, options) => {
  const stack = createIncidentStack(options);
  const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
});

test.each([
  ['as few options as there can be', {}],
  ['every option', EVERYTHING],
] as const)('CloudFormation accepts the template of incidents with %s', (_what, options) => {
  const report = jest.spyOn(console, 'error').mockImplementation();
  const app = createApp({}, { checked: true });
  createIncidentStack(options, app);
  expect(app.synth().stacks.length).toBe(1);
  expect(report.mock.calls.flat().join('\n')).not.toMatch(/\(CloudFormation Validate\)/);
});
