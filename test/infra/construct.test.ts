import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { METRIC_NAMESPACE } from '../../lambda/core/metric-names';
import { ResponderPropsError } from '../../lib/errors';
import { ReplicationFailureResponder } from '../../lib/replication-failure-responder';
import type { ReplicationFailureResponderProps } from '../../lib/replication-failure-responder-props';
import { createApp } from './synthesize';

const ENV = { account: '111111111111', region: 'eu-west-1' };

/* With `exactOptionalPropertyTypes` the CDK's own classes do not fit its own interfaces; hence the casts below. */
function createResponder(toProps: (stack: Stack) => Partial<ReplicationFailureResponderProps> = () => ({})): {
  stack: Stack;
  responder: ReplicationFailureResponder;
} {
  const stack = new Stack(createApp(), 'Team', { env: ENV });
  const props = {
    sourceBuckets: [{ bucket: Bucket.fromBucketName(stack, 'Media', 'media-prod') }],
    ...toProps(stack),
  };
  return { stack, responder: new ReplicationFailureResponder(stack, 'Responder', props) };
}

test('takes buckets, topics, keys and secrets of the same app', () => {
  const { stack } = createResponder((scope) => ({
    sourceBuckets: [{ bucket: new Bucket(scope, 'Source') as IBucket }],
    alertTopic: new Topic(scope, 'Alerts'),
    encryptionKey: new Key(scope, 'Key'),
    slack: { mode: 'webhook', secret: new Secret(scope, 'Webhook') as ISecret },
  }));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.hasResourceProperties('Custom::S3BucketNotifications', {
    NotificationConfiguration: { QueueConfigurations: [Match.objectLike({ Events: ['s3:Replication:*'] })] },
  });
});

test('a key of the same app lets S3, SNS and alarms in, each for its own resources', () => {
  const { stack } = createResponder((scope) => ({
    sourceBuckets: [
      { bucket: Bucket.fromBucketName(scope, 'A', 'a-bucket') },
      {
        bucket: Bucket.fromBucketName(scope, 'B', 'b-bucket'),
        existingTopic: Topic.fromTopicArn(scope, 'T', 'arn:aws:sns:eu-west-1:111111111111:events'),
      },
    ],
    encryptionKey: new Key(scope, 'Key'),
  }));
  const allow = (service: string, condition: object): unknown =>
    Match.objectLike({
      Principal: { Service: service },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: Match.objectLike(condition),
    });
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        allow('s3.amazonaws.com', {
          ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::a-bucket'] },
          StringEquals: { 'aws:SourceAccount': ENV.account },
        }),
        allow('sns.amazonaws.com', {
          ArnEquals: { 'aws:SourceArn': ['arn:aws:sns:eu-west-1:111111111111:events'] },
        }),
        allow('cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': ENV.account } }),
      ]),
    },
  });
});

test('an imported key makes a warning with the statement that its owner has to add', () => {
  const { stack } = createResponder((scope) => ({
    encryptionKey: Key.fromKeyArn(
      scope,
      'Key',
      'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ),
  }));
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('"Service": "s3.amazonaws.com"'));
  Annotations.fromStack(stack).hasWarning(
    '*',
    Match.stringLikeRegexp('"Service": "cloudwatch.amazonaws.com"'),
  );
});

test('takes an SSM parameter for the Slack secret', () => {
  const { responder, stack } = createResponder((scope) => ({
    slack: {
      mode: 'bot',
      channel: 'C0123456789',
      secret: StringParameter.fromSecureStringParameterAttributes(scope, 'Token', {
        parameterName: '/team/slack',
      }),
    },
  }));
  expect(responder.alarms.has('slack-alerts-lost')).toBe(true);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'ssm:GetParameter',
          Resource: 'arn:aws:ssm:eu-west-1:111111111111:parameter/team/slack',
        }),
      ]),
    },
  });
});

test('lets the app that holds it set an environment variable of the function', () => {
  const { responder, stack } = createResponder();
  responder.function.addEnvironment('SLACK_ALLOWED_ORIGIN', 'http://127.0.0.1:1');
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ SLACK_ALLOWED_ORIGIN: 'http://127.0.0.1:1' }) },
  });
});

test('grantReplay lets somebody empty the dead-letter queue into the queue', () => {
  const { responder, stack } = createResponder();
  const role = new Role(stack, 'Operator', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  responder.grantReplay(role);
  const policy = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).find((resource) =>
    JSON.stringify(resource).includes('StartMessageMoveTask'),
  );
  for (const action of [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:SendMessage',
    'sqs:ListMessageMoveTasks',
  ]) {
    expect(JSON.stringify(policy)).toContain(action);
  }
});

test('metrics carry the names and dimensions that the function writes', () => {
  const { responder } = createResponder();
  const metrics = [
    responder.metricFailures({ sourceBucket: 'media-prod', failureReason: 'DstBucketNotFound' }),
    responder.metricAlertsDelivered('slack'),
    responder.metricDeliveryFailures('sns'),
    responder.metricTimeToAlert(),
    responder.metricUnknownReasons(),
    responder.metricUnreadableEvents({ period: Duration.hours(1) }),
  ];
  const service = 's3-replication-responder';
  expect(metrics.map(({ namespace }) => namespace)).toEqual(metrics.map(() => METRIC_NAMESPACE));
  expect(
    metrics.map(({ metricName, dimensions, statistic, period }) => [
      metricName,
      dimensions,
      statistic,
      period.toSeconds(),
    ]),
  ).toEqual([
    ['Failures', { service, SourceBucket: 'media-prod', FailureReason: 'DstBucketNotFound' }, 'Sum', 60],
    ['AlertsDelivered', { service, Channel: 'slack' }, 'Sum', 60],
    ['DeliveryFailures', { service, Channel: 'sns' }, 'Sum', 60],
    ['TimeToAlert', { service }, 'p90', 60],
    ['UnknownReasons', { service }, 'Sum', 60],
    ['UnreadableEvents', { service }, 'Sum', 3600],
  ]);
});

test('two responders in one stack have names of their own', () => {
  const { stack } = createResponder();
  new ReplicationFailureResponder(stack, 'Second', {
    sourceBuckets: [{ bucket: Bucket.fromBucketName(stack, 'Other', 'other-prod') }],
  });
  const names = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }: { Properties?: { AlarmName: string } }) => Properties?.AlarmName,
  );
  expect(new Set(names).size).toBe(names.length);
});

const BAD: readonly [
  why: string,
  toProps: (stack: Stack) => Partial<ReplicationFailureResponderProps>,
  expected: RegExp,
][] = [
  ['there is no bucket', () => ({ sourceBuckets: [] }), /sourceBuckets: got none, allowed at least one/],
  [
    'a bucket comes twice',
    (s) => ({ sourceBuckets: ['A', 'B'].map((id) => ({ bucket: Bucket.fromBucketName(s, id, 'same') })) }),
    /got same twice/,
  ],
  [
    'a bucket is in another Region',
    (s) => ({
      sourceBuckets: [
        { bucket: Bucket.fromBucketAttributes(s, 'A', { bucketName: 'a-bucket', region: 'us-east-1' }) },
      ],
    }),
    /got one in us-east-1, allowed one in eu-west-1/,
  ],
  [
    "another account's bucket is managed",
    (s) => ({
      sourceBuckets: [{ bucket: Bucket.fromBucketName(s, 'A', 'a-bucket'), account: '222222222222' }],
    }),
    /set notifications to "external"/,
  ],
  [
    'notifications and topic are both given',
    (s) => ({
      sourceBuckets: [
        {
          bucket: Bucket.fromBucketName(s, 'A', 'a-bucket'),
          notifications: 'managed',
          existingTopic: new Topic(s, 'T'),
        },
      ],
    }),
    /nothing beside existingTopic/,
  ],
  [
    'the alert topic is FIFO',
    (s) => ({ alertTopic: new Topic(s, 'T', { fifo: true, topicName: 'alerts.fifo' }) }),
    /alertTopic: got a FIFO topic/,
  ],
  [
    'the alarm topic is FIFO',
    (s) => ({ alarmTopic: Topic.fromTopicArn(s, 'T', 'arn:aws:sns:eu-west-1:111111111111:a.fifo') }),
    /alarmTopic: got a FIFO topic/,
  ],
  [
    'the alert topic is in another Region',
    (s) => ({ alertTopic: Topic.fromTopicArn(s, 'T', 'arn:aws:sns:us-east-1:111111111111:a') }),
    /alertTopic: got one in us-east-1/,
  ],
  [
    'e-mails are to be subscribed to a given topic',
    (s) => ({ alertTopic: new Topic(s, 'T'), emails: ['a@example.com'] }),
    /emails: they are subscribed to a new topic only/,
  ],
  ['the group wait is too long', () => ({ groupWait: Duration.minutes(6) }), /groupWait: got 360 s/],
  ['the group wait is a fraction', () => ({ groupWait: Duration.millis(1500) }), /groupWait: got 1.5 s/],
  ['the concurrency is too small', () => ({ maxConcurrency: 1 }), /maxConcurrency: got 1, allowed 2 to 1000/],
];

test.each(BAD)('is refused when %s', (_why, toProps, expected) => {
  expect(() => createResponder(toProps)).toThrow(expected);
});

test('all problems of the props are told at once', () => {
  try {
    createResponder(() => ({ sourceBuckets: [], maxConcurrency: 1, groupWait: Duration.hours(1) }));
    throw new Error('was accepted');
  } catch (error) {
    expect(error).toBeInstanceOf(ResponderPropsError);
    expect((error as ResponderPropsError).problems).toHaveLength(3);
    expect((error as ResponderPropsError).message).toMatch(
      /^ReplicationFailureResponder at Team\/Responder:/,
    );
  }
});
