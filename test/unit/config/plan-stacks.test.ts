import { parseConfig } from '../../../lib/config/parse-config';
import { planStacks } from '../../../lib/config/plan-stacks';

const topic = (region: string): string => `arn:aws:sns:${region}:111111111111:alerts`;

test('each Region gets a stack with its own buckets, topics and keys', () => {
  const config = parseConfig({
    region: 'eu-west-1',
    sourceBuckets: [{ name: 'media-eu' }, { name: 'media-us', region: 'us-east-1' }, { name: 'logs-eu' }],
    alertTopics: [{ arn: topic('us-east-1') }],
    alarmTopicArns: [topic('us-east-1'), topic('eu-west-1')],
  });
  const plans = planStacks(config, { account: '111111111111', region: 'ap-south-1' });
  expect(
    plans.map((plan) => ({ ...plan, sourceBuckets: plan.sourceBuckets.map(({ name }) => name) })),
  ).toEqual([
    {
      stackName: 'S3ReplicationResponder-eu-west-1',
      account: '111111111111',
      region: 'eu-west-1',
      sourceBuckets: ['media-eu', 'logs-eu'],
      alarmTopicArn: topic('eu-west-1'),
    },
    {
      stackName: 'S3ReplicationResponder-us-east-1',
      account: '111111111111',
      region: 'us-east-1',
      sourceBuckets: ['media-us'],
      alertTopic: { arn: topic('us-east-1') },
      alarmTopicArn: topic('us-east-1'),
    },
  ]);
});

test('the name of the stack does not hang on the credentials', () => {
  const config = parseConfig({ sourceBuckets: [{ name: 'media-prod' }] });
  const names = [{}, { region: 'eu-west-1' }].map((defaults) => planStacks(config, defaults)[0]?.stackName);
  expect(names).toEqual(['S3ReplicationResponder', 'S3ReplicationResponder']);
});

test('a single topic is used where the Region is not known before the deployment', () => {
  const config = parseConfig({
    sourceBuckets: [{ name: 'media-prod' }],
    alertTopics: [{ arn: topic('eu-west-1') }],
  });
  expect(planStacks(config)[0]?.alertTopic).toEqual({ arn: topic('eu-west-1') });
});

test('a topic of another Region than that of the credentials is not used', () => {
  const config = parseConfig({
    sourceBuckets: [{ name: 'media-prod' }],
    alertTopics: [{ arn: topic('eu-west-1') }],
  });
  expect(planStacks(config, { region: 'us-east-1' })[0]).not.toHaveProperty('alertTopic');
});
