import { ALARMS } from '../../lib/alarm-catalog';
import { findResource, synthesize } from './synthesize';

const ACCOUNT = '111111111111';
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };
const SLACK = {
  mode: 'webhook',
  secretArn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:slack-AbCdEf`,
};

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Threshold: number;
  readonly TreatMissingData: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions?: readonly unknown[];
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

function alarmsOf(config: object): readonly AlarmProperties[] {
  return Object.values(synthesize(config).findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }: { Properties?: AlarmProperties }) => {
      if (Properties === undefined) throw new Error('an alarm without properties');
      return Properties;
    },
  );
}

function alarmOf(config: object, id: keyof typeof ALARMS): AlarmProperties {
  const found = alarmsOf(config).find(({ AlarmName }) => AlarmName.endsWith(`-${id}`));
  if (found === undefined) throw new Error(`no alarm ${id}`);
  return found;
}

test('there is one alarm for each entry of the catalog, named for people', () => {
  expect(alarmsOf({ ...GOOD, slack: SLACK }).map(({ AlarmName }) => AlarmName)).toEqual(
    Object.keys(ALARMS).map((id) => `S3ReplicationResponder-eu-west-1-Responder-${id}`),
  );
});

test('without Slack there is no alarm about Slack', () => {
  expect(alarmsOf(GOOD).map(({ AlarmName }) => AlarmName)).not.toContainEqual(expect.stringMatching(/slack/));
});

test.each([
  [undefined, 'docs/operations.md'],
  ['https://wiki.example.com/docs/', 'https://wiki.example.com/docs/operations.md'],
])('with docsBaseUrl %s every description ends with the way to its section', (docsBaseUrl, page) => {
  const config = { ...GOOD, slack: SLACK, ...(docsBaseUrl !== undefined && { docsBaseUrl }) };
  for (const { AlarmName, AlarmDescription } of alarmsOf(config)) {
    const id = AlarmName.replace('S3ReplicationResponder-eu-west-1-Responder-', '');
    expect(AlarmDescription.endsWith(`${page}#${id}`)).toBe(true);
  }
});

test.each<[id: keyof typeof ALARMS, expected: Partial<AlarmProperties>]>([
  [
    'dead-letter-queue-not-empty',
    { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 },
  ],
  [
    'events-waiting-too-long',
    { Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 690 },
  ],
  ['respond-function-errors', { Namespace: 'AWS/Lambda', MetricName: 'Errors', Threshold: 1 }],
  ['respond-function-throttled', { Namespace: 'AWS/Lambda', MetricName: 'Throttles', Threshold: 1 }],
  [
    'alerts-not-published',
    {
      Namespace: 'S3ReplicationResponder',
      MetricName: 'DeliveryFailures',
      Dimensions: [
        { Name: 'Channel', Value: 'sns' },
        { Name: 'service', Value: 's3-replication-responder' },
      ],
    },
  ],
  [
    'slack-alerts-lost',
    {
      Namespace: 'S3ReplicationResponder',
      MetricName: 'DeliveryFailures',
      Dimensions: [
        { Name: 'Channel', Value: 'slack' },
        { Name: 'service', Value: 's3-replication-responder' },
      ],
    },
  ],
])('%s watches its metric', (id, expected) => {
  expect(alarmOf({ ...GOOD, slack: SLACK }, id)).toMatchObject(expected);
});

test('the dead-letter alarm watches the dead-letter queue, not the queue', () => {
  const { logicalId } = findResource(synthesize(GOOD), 'AWS::SQS::Queue', /DeadLetterQueue/);
  expect(alarmOf(GOOD, 'dead-letter-queue-not-empty').Dimensions).toEqual([
    { Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalId, 'QueueName'] } },
  ]);
});

test('a longer group wait moves the limit of waiting', () => {
  expect(alarmOf({ ...GOOD, groupWaitSeconds: 300 }, 'events-waiting-too-long').Threshold).toBe(
    6 * 60 + 300 + 300,
  );
});

test('silence is the normal state: no data is no alarm', () => {
  for (const { TreatMissingData } of alarmsOf(GOOD)) expect(TreatMissingData).toBe('notBreaching');
});

test('alarms go to the alert topic, and tell when it is over unless something was lost', () => {
  const topic = { Ref: findResource(synthesize(GOOD), 'AWS::SNS::Topic').logicalId };
  for (const alarm of alarmsOf({ ...GOOD, slack: SLACK })) {
    expect(alarm.AlarmActions).toEqual([topic]);
    expect(alarm.OKActions).toEqual(alarm.MetricName === 'DeliveryFailures' ? undefined : [topic]);
  }
});

test('alarms go to the alarm topic where there is one', () => {
  const arn = `arn:aws:sns:eu-west-1:${ACCOUNT}:platform-alarms`;
  for (const { AlarmActions } of alarmsOf({ ...GOOD, alarmTopicArns: [arn] }))
    expect(AlarmActions).toEqual([arn]);
});
