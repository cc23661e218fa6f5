import { AwsSolutionsChecks } from 'cdk-nag';
import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { NAG_ACKNOWLEDGEMENTS, WILDCARD_REASONS } from '../../lib/nag-acknowledgements';
import { createApp, createStacks } from './synthesize';

const ACCOUNT = '111111111111';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };
const FULL = {
  ...GOOD,
  sourceBuckets: [
    { name: 'media-prod' },
    { name: 'logs-prod', notifications: 'external' },
    { name: 'raw-prod', existingTopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:events` },
  ],
  emails: ['a@example.com'],
  slack: {
    mode: 'bot',
    channel: 'C0123456789',
    secretArn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:slack-AbCdEf`,
    secretKeyArn: KEY,
  },
  xray: true,
  checks: 'objects',
  accountRoles: [{ account: '222222222222', externalId: 's3-replication-7f3a' }],
};

function findingsOf(config: object, prepare: (app: IConstruct) => void = () => undefined): readonly string[] {
  const app = createApp({ s3ReplicationResponder: config });
  createStacks(config, app);
  prepare(app);
  return new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName);
}

test.each([
  ['the smallest configuration', GOOD],
  ['every option', FULL],
  ['an existing key', { ...FULL, encryptionKeyArns: [KEY] }],
  ['an existing alert topic', { ...GOOD, alertTopics: [{ arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts` }] }],
  ['a responder that looks at nothing', { ...GOOD, checks: 'off' }],
  ['neither account nor Region', { sourceBuckets: [{ name: 'media-prod' }], checks: 'objects' }],
  [
    'a source bucket in another account',
    {
      ...FULL,
      sourceBuckets: [{ name: 'raw-prod', account: '222222222222', notifications: 'external' }],
    },
  ],
  [
    'destination buckets by name',
    {
      ...FULL,
      sourceBuckets: [{ name: 'media-prod', destinationBuckets: ['media-dr'] }],
      accountRoles: [{ account: '222222222222', externalId: 's3-replication-7f3a', buckets: ['media-dr'] }],
    },
  ],
])('cdk-nag has nothing to say about %s', (_what, config) => {
  expect(findingsOf(config)).toEqual([]);
});

test('each acknowledgement hides a finding that is there, and says why', () => {
  const found = findingsOf(FULL, (app) => {
    for (const node of app.node.findAll()) forgetAcknowledgements(node);
  });
  for (const { id, reason } of Object.values(NAG_ACKNOWLEDGEMENTS)) {
    expect(found).toContain(id);
    expect(reason.length).toBeGreaterThan(60);
  }
});

test('every wildcard of the checks is a finding with a reason, and no reason is left over', () => {
  const found = findingsOf(FULL, (app) => {
    for (const node of app.node.findAll()) forgetAcknowledgements(node);
  });
  for (const resource of [
    'arn:aws:s3:::media-prod/*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::*/*',
    `arn:aws:iam::${ACCOUNT}:role/*`,
    'arn:aws:iam::aws:policy/*',
    'arn:aws:kms:*:*:key/*',
    'arn:aws:kms:*:222222222222:key/*',
  ]) {
    expect(found).toContain(`AwsSolutions-IAM5[Resource::${resource}]`);
  }
  const sids = sidsOf(FULL);
  for (const [sid, reason] of Object.entries(WILDCARD_REASONS)) {
    expect(sids).toContain(sid);
    expect(reason.length).toBeGreaterThan(60);
  }
});

function sidsOf(config: object): readonly string[] {
  const text = createStacks(config).map((stack) => JSON.stringify(Template.fromStack(stack).toJSON()));
  return Array.from(text.join().matchAll(/"Sid":"(\w+)"/g), ([, sid]) => sid ?? '');
}

/** Acknowledgements are metadata of a construct, which has no way to take an entry back: hide them from cdk-nag. */
function forgetAcknowledgements({ node }: IConstruct): void {
  const kept = node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  Object.defineProperty(node, 'metadata', { value: kept });
}
