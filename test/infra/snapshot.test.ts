import { Template } from 'aws-cdk-lib/assertions';
import { createAccessStacks, synthesize } from './synthesize';

/** What changes with every build of the function, or is the CDK's own, says nothing about our stack. */
function mask(template: Record<string, unknown>): unknown {
  const text = JSON.stringify(template)
    .replaceAll(/[0-9a-f]{64}/g, '<asset>')
    .replaceAll(/"ZipFile":"(?:[^"\\]|\\.)*"/g, '"ZipFile":"<CDK bucket notifications>"')
    .replaceAll(/"Runtime":"python[0-9.]+"/g, '"Runtime":"<python>"');
  const { Rules, Parameters, ...rest } = JSON.parse(text) as Record<string, unknown>;
  void [Rules, Parameters]; // Those of the bootstrap version check.
  return rest;
}

test('the stack is as reviewed', () => {
  const template = synthesize({
    account: '111111111111',
    region: 'eu-west-1',
    sourceBuckets: [
      { name: 'media-prod', destinationRegions: ['eu-central-1'] },
      { name: 'logs-prod', notifications: 'external' },
      { name: 'raw-prod', existingTopicArn: 'arn:aws:sns:eu-west-1:111111111111:bucket-events' },
    ],
    emails: ['storage-oncall@example.com'],
    slack: {
      mode: 'bot',
      channel: 'C0123456789',
      secretArn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:slack-AbCdEf',
    },
  });
  expect(mask(template.toJSON())).toMatchSnapshot();
});

test('the access stack is as reviewed', () => {
  const stacks = createAccessStacks({
    account: '111111111111',
    region: 'eu-west-1',
    sourceBuckets: [
      { name: 'media-prod' },
      { name: 'raw-prod', account: '222222222222', notifications: 'external' },
    ],
    checks: 'objects',
    accountRoles: [{ account: '222222222222', externalId: 's3-replication-7f3a91c2' }],
  });
  expect(stacks.map((stack) => mask(Template.fromStack(stack).toJSON()))).toMatchSnapshot();
});
