import { AwsSolutionsChecks } from 'cdk-nag';
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { NAG_ACKNOWLEDGEMENTS } from '../../lib/nag-acknowledgements';
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

/** Acknowledgements are metadata of a construct, which has no way to take an entry back: hide them from cdk-nag. */
function forgetAcknowledgements({ node }: IConstruct): void {
  const kept = node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  Object.defineProperty(node, 'metadata', { value: kept });
}
