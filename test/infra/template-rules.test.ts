import { createApp, createStacks } from './synthesize';

const ACCOUNT = '111111111111';
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };

/** CloudFormation's own rules: property types, formats, allowed values. A finding throws. */
test.each([
  ['the smallest configuration', GOOD],
  ['no account or Region', { sourceBuckets: [{ name: 'media-prod' }] }],
  [
    'every option',
    {
      ...GOOD,
      sourceBuckets: [
        { name: 'media-prod', destinationRegions: ['eu-central-1'] },
        { name: 'logs-prod', notifications: 'external' },
        { name: 'raw-prod', existingTopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:bucket-events` },
      ],
      encryptionKeyArns: [`arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
      alarmTopicArns: [`arn:aws:sns:eu-west-1:${ACCOUNT}:platform-alarms`],
      emails: ['a@example.com'],
      slack: { mode: 'webhook', secretArn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/team/slack` },
      groupWaitSeconds: 0,
      logRetentionDays: 3653,
      xray: true,
      checks: 'objects',
      accountRoles: [{ account: '222222222222', externalId: 's3-replication-7f3a' }],
      docsBaseUrl: 'https://wiki.example.com/docs',
      tags: { team: 'storage' },
    },
  ],
])('CloudFormation accepts the template of %s', (_what, config) => {
  const report = jest.spyOn(console, 'error').mockImplementation();
  const app = createApp({ s3ReplicationResponder: config }, { checked: true });
  createStacks(config, app);
  const { stacks } = app.synth();
  expect(stacks.length).toBe(1);
  expect(report.mock.calls.flat().join('\n')).not.toMatch(/\(CloudFormation Validate\)/);
});

test('the rules are on: a template that CloudFormation would refuse throws', () => {
  const app = createApp({ s3ReplicationResponder: GOOD }, { checked: true });
  const [stack] = createStacks(GOOD, app);
  Reflect.set(stack?.responder.queue.node.defaultChild ?? {}, 'visibilityTimeout', 43_201);
  jest.spyOn(console, 'error').mockImplementation();
  expect(() => app.synth()).toThrow(/VisibilityTimeout|ValidationFailed/);
});
