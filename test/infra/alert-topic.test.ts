import { Match } from 'aws-cdk-lib/assertions';
import { findResource, synthesize } from './synthesize';

const ACCOUNT = '111111111111';
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };
const EXISTING = `arn:aws:sns:eu-west-1:${ACCOUNT}:storage-alerts`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const FOR_ALARMS_OF_THIS_ACCOUNT = {
  StringEquals: { 'aws:SourceAccount': ACCOUNT },
  ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:*` },
};

describe('the new alert topic', () => {
  const template = synthesize({ ...GOOD, emails: ['a@example.com', 'b@example.com'] });
  const key = findResource(template, 'AWS::KMS::Key');

  test('is encrypted with a key of its own that rotates', () => {
    expect(findResource(template, 'AWS::SNS::Topic').properties).toMatchObject({
      KmsMasterKeyId: { 'Fn::GetAtt': [key.logicalId, 'Arn'] },
    });
    expect(key.properties).toMatchObject({ EnableKeyRotation: true });
  });

  test('refuses publishers without TLS', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test.each([
    ['topic', 'AWS::SNS::TopicPolicy', 'PolicyDocument', 'sns:Publish'],
    ['key', 'AWS::KMS::Key', 'KeyPolicy', ['kms:Decrypt', 'kms:GenerateDataKey*']],
  ])('admits alarms of this account through its %s', (...[, type, document, action]) => {
    template.hasResourceProperties(type, {
      [document]: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: action,
            Condition: FOR_ALARMS_OF_THIS_ACCOUNT,
          }),
        ]),
      },
    });
  });

  test('is sent to each e-mail address', () => {
    for (const Endpoint of ['a@example.com', 'b@example.com']) {
      template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint });
    }
  });
});

describe('an existing alert topic', () => {
  const template = synthesize({ ...GOOD, alertTopics: [{ arn: EXISTING, keyArn: KEY }] });

  test('is left alone: no topic, policy or key is made', () => {
    for (const type of ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::KMS::Key'])
      template.resourceCountIs(type, 0);
  });

  test('is where the function publishes, with its key', () => {
    expect(findResource(template, 'AWS::Lambda::Function', /RespondFunction/).properties).toMatchObject({
      Environment: { Variables: { ALERT_TOPIC_ARN: EXISTING } },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 'sns:Publish', Resource: EXISTING }),
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: KEY }),
        ]),
      },
    });
  });

  test('gets our alarms, too', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [EXISTING] });
  });
});
