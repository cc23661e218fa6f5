import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { createStacks, findResource, synthesize } from './synthesize';

const ACCOUNT = '111111111111';
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };
const NOTIFICATIONS = 'Custom::S3BucketNotifications';

describe('a managed bucket', () => {
  const template = synthesize(GOOD);
  const queue = findResource(template, 'AWS::SQS::Queue', /IngestionQueue/);
  const notification = findResource(template, NOTIFICATIONS);

  test('sends every replication event to the queue', () => {
    expect(notification.properties).toMatchObject({
      BucketName: 'media-prod',
      NotificationConfiguration: {
        QueueConfigurations: [
          { Events: ['s3:Replication:*'], QueueArn: { 'Fn::GetAtt': [queue.logicalId, 'Arn'] } },
        ],
      },
    });
  });

  test('keeps its other notifications: ours is merged, and S3 tries the queue', () => {
    expect(notification.properties).toMatchObject({ Managed: false, SkipDestinationValidation: false });
  });

  test('is notified only when the policy of the queue is there, since S3 tries it at once', () => {
    const policy = findResource(template, 'AWS::SQS::QueuePolicy', /IngestionQueuePolicy/);
    expect(notification.dependsOn).toEqual(expect.arrayContaining([queue.logicalId, policy.logicalId]));
  });

  test('is all that the deployment may touch, and only its notifications', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: ['s3:GetBucketNotification', 's3:PutBucketNotification'],
            Resource: 'arn:aws:s3:::media-prod',
          }),
        ],
      },
    });
  });
});

test('another bucket is another resource, so that the old bucket is cleaned up', () => {
  const idOf = (name: string): string =>
    findResource(synthesize({ ...GOOD, sourceBuckets: [{ name }] }), NOTIFICATIONS).logicalId;
  expect(idOf('media-prod')).not.toBe(idOf('media-prod-2'));
});

test('adding a bucket does not update the notification of another, which would blank foreign ids', () => {
  const notificationOf = (names: readonly string[]): unknown =>
    findResource(
      synthesize({ ...GOOD, sourceBuckets: names.map((name) => ({ name })) }),
      NOTIFICATIONS,
      /mediaprod/,
    ).properties;
  expect(notificationOf(['media-prod', 'logs-prod'])).toEqual(notificationOf(['media-prod']));
});

describe('an external bucket', () => {
  const config = { ...GOOD, sourceBuckets: [{ name: 'logs-prod', notifications: 'external' }] };
  const [stack] = createStacks(config);
  const template = synthesize(config);

  test('is left alone, and no function is deployed that could touch one', () => {
    template.resourceCountIs(NOTIFICATIONS, 0);
    template.resourceCountIs('AWS::Lambda::Function', 1);
  });

  test('has its entry in an output, with the ARN of the queue, short enough for CloudFormation', () => {
    const { logicalId } = findResource(template, 'AWS::SQS::Queue', /IngestionQueue/);
    const [output] = Object.values(
      template.findOutputs('*', { Description: Match.stringLikeRegexp('logs-prod') }),
    );
    const { Value } = output as { Value: { 'Fn::Join': [string, (string | object)[]] } };
    const text = Value['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
    expect(text.filter((part) => part.includes('Fn::GetAtt'))).toEqual([
      JSON.stringify({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
    ]);
    const value = text.map((part) => (part.startsWith('{"Fn') ? 'arn:aws:sqs:eu-west-1:1:q' : part)).join('');
    expect(JSON.parse(value)).toEqual({
      QueueConfigurations: [
        {
          Id: 's3-replication-responder',
          QueueArn: 'arn:aws:sqs:eu-west-1:1:q',
          Events: ['s3:Replication:*'],
        },
      ],
    });
    expect(value.length).toBeLessThan(1024 - 300);
  });

  test.each([
    ['AWS CLI', 'put-bucket-notification-configuration --bucket logs-prod'],
    ['CloudFormation', 'Event: s3:Replication:\\*'],
    ['Terraform', 'resource "aws_s3_bucket_notification"'],
    ['the warning that the put replaces everything', 'the put replaces the whole configuration'],
  ])('is explained at synth: %s', (_what, text) => {
    if (stack === undefined) throw new Error('no stack');
    Annotations.fromStack(stack).hasInfo('*', Match.stringLikeRegexp(text));
  });
});

describe('a bucket behind an existing topic', () => {
  const existingTopicArn = `arn:aws:sns:eu-west-1:${ACCOUNT}:bucket-events`;
  const template = synthesize({
    ...GOOD,
    sourceBuckets: [
      { name: 'media-prod', existingTopicArn },
      { name: 'logs-prod', existingTopicArn },
    ],
  });

  test('is left alone, and the queue is subscribed once for both', () => {
    const { logicalId } = findResource(template, 'AWS::SQS::Queue', /IngestionQueue/);
    expect(findResource(template, 'AWS::SNS::Subscription').properties).toEqual({
      Protocol: 'sqs',
      TopicArn: existingTopicArn,
      Endpoint: { 'Fn::GetAtt': [logicalId, 'Arn'] },
      RawMessageDelivery: true,
    });
    template.resourceCountIs(NOTIFICATIONS, 0);
  });

  test('is subscribed only when the policy of the queue is there, since SNS drops what is refused', () => {
    const policy = findResource(template, 'AWS::SQS::QueuePolicy', /IngestionQueuePolicy/);
    expect(findResource(template, 'AWS::SNS::Subscription').dependsOn).toContain(policy.logicalId);
  });
});

test('every deployment reminds that rules without replication metrics are silent', () => {
  const [stack] = createStacks(GOOD);
  if (stack === undefined) throw new Error('no stack');
  Annotations.fromStack(stack).hasInfo('*', Match.stringLikeRegexp('replication metrics enabled'));
  synthesize(GOOD).hasOutput('*', {
    Value: Match.stringLikeRegexp(
      'get-bucket-replication --bucket media-prod .*Destination\\.Metrics\\.Status',
    ),
  });
});
