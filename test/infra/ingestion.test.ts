import { Duration, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { KEPT_SECONDS } from '../../lambda/core/incidents/table-layout';
import { checkRedelivery } from '../../lib/check-redelivery';
import { ResponderPropsError } from '../../lib/errors';
import { IngestionQueue } from '../../lib/ingestion-queue';
import { RESPOND_TIMEOUT } from '../../lib/respond-function';
import { createApp, findResource, synthesize } from './synthesize';

const ACCOUNT = '111111111111';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };

const QUEUE = /IngestionQueue[A-Z0-9]{8}$/;
const DEAD_LETTER_QUEUE = /IngestionDeadLetterQueue[A-Z0-9]{8}$/;
const QUEUE_POLICY = /IngestionQueuePolicy/;

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Condition: unknown;
}

function statementsOf(
  properties: Record<string, unknown>,
  document = 'PolicyDocument',
): readonly Statement[] {
  return (properties[document] as { Statement: readonly Statement[] }).Statement;
}

function queueStatements(config: object): readonly Statement[] {
  return statementsOf(findResource(synthesize(config), 'AWS::SQS::QueuePolicy', QUEUE_POLICY).properties);
}

describe('the queues', () => {
  const template = synthesize(GOOD);

  test('keep messages for 14 days, encrypted by SQS', () => {
    template.allResourcesProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
    template.resourceCountIs('AWS::SQS::Queue', 2);
  });

  test('leave the maximum message size at what SQS takes, because S3 loses what SQS refuses', () => {
    template.allResourcesProperties('AWS::SQS::Queue', { MaximumMessageSize: Match.absent() });
  });

  test('refuse requests without TLS', () => {
    const deny = Match.objectLike({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    template.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: { Statement: Match.arrayWith([deny]) },
    });
    template.resourceCountIs('AWS::SQS::QueuePolicy', 2);
  });

  test('hand a message over five times before it is set aside', () => {
    const { logicalId } = findResource(template, 'AWS::SQS::Queue', DEAD_LETTER_QUEUE);
    expect(findResource(template, 'AWS::SQS::Queue', QUEUE).properties['RedrivePolicy']).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [logicalId, 'Arn'] },
      maxReceiveCount: 5,
    });
  });
});

test.each([0, 30, 300])(
  'the visibility timeout is six function timeouts and a group wait of %d s',
  (groupWaitSeconds) => {
    const template = synthesize({ ...GOOD, groupWaitSeconds });
    const { Timeout } = findResource(template, 'AWS::Lambda::Function', /RespondFunction/).properties;
    const { VisibilityTimeout } = findResource(template, 'AWS::SQS::Queue', QUEUE).properties;
    expect(VisibilityTimeout).toBe(6 * Number(Timeout) + groupWaitSeconds);
  },
);

describe('the redelivery of the queue', () => {
  const create = (timeoutMinutes: number): IngestionQueue =>
    new IngestionQueue(new Stack(createApp(), 'Test'), 'Ingestion', {
      sourceBuckets: [],
      groupWait: Duration.seconds(300),
      functionTimeout: Duration.minutes(timeoutMinutes),
    });

  test('ends within the hour that receipts are kept, with the longest group wait', () => {
    const { visibilityTimeout } = create(RESPOND_TIMEOUT.toMinutes());
    expect(5 * visibilityTimeout.toSeconds()).toBeLessThanOrEqual(KEPT_SECONDS.receipt);
  });

  test('is refused where it is longer, because what comes again later would be counted twice', () => {
    expect(() => create(2)).toThrow(
      'ReplicationFailureResponder at Test/Ingestion:\n' +
        '  - the redelivery of the queue: got 5 receives, 1020 s apart, so 5100 s, allowed 3600 s',
    );
    expect(() => create(2)).toThrow(/shorten groupWait or the timeout of the function/);
  });

  test.each([
    [720, false],
    [721, true],
  ])('five receives %d s apart are refused: %s', (seconds, isRefused) => {
    const check = (): void =>
      checkRedelivery(new Stack(), { visibilityTimeout: Duration.seconds(seconds), receives: 5 });
    if (isRefused) expect(check).toThrow(ResponderPropsError);
    else expect(check).not.toThrow();
  });
});

describe('the policy of the queue', () => {
  test('lets S3 send for the configured buckets of this account, and do nothing else', () => {
    const config = {
      ...GOOD,
      sourceBuckets: [{ name: 'media-prod' }, { name: 'logs-prod', notifications: 'external' }],
    };
    const allowed = queueStatements(config).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: {
          ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::media-prod', 'arn:aws:s3:::logs-prod'] },
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
        },
      }),
    ]);
  });

  test("holds another account's bucket to that account", () => {
    const config = {
      ...GOOD,
      sourceBuckets: [
        { name: 'media-prod' },
        { name: 'partner', account: '222222222222', notifications: 'external' },
      ],
    };
    expect(queueStatements(config).map(({ Condition }) => Condition)).toEqual(
      expect.arrayContaining([
        {
          ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::partner'] },
          StringEquals: { 'aws:SourceAccount': '222222222222' },
        },
      ]),
    );
  });

  test('lets in the topics that bring events, and S3 itself not for their buckets', () => {
    const existingTopicArn = `arn:aws:sns:eu-west-1:${ACCOUNT}:bucket-events`;
    const config = {
      ...GOOD,
      sourceBuckets: [
        { name: 'media-prod', existingTopicArn },
        { name: 'logs-prod', existingTopicArn },
      ],
    };
    const allowed = queueStatements(config).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { ArnEquals: { 'aws:SourceArn': [existingTopicArn] } },
      }),
    ]);
  });

  test('stays within the quotas of SQS at the most that is allowed', () => {
    const sourceBuckets = Array.from({ length: 75 }, (_, index) => ({
      name: `bucket-${String(index).padStart(56, '0')}`,
      ...(index < 3 && { account: String(index + 2).repeat(12), notifications: 'external' }),
      ...(index === 74 && { existingTopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:events` }),
    }));
    const statements = queueStatements({ ...GOOD, sourceBuckets });
    const conditions = statements.flatMap(({ Condition }) =>
      Object.values(Condition as Record<string, object>).flatMap((keys) => Object.keys(keys)),
    );
    expect(JSON.stringify(statements).length).toBeLessThan(8_192);
    expect(statements.length).toBeLessThanOrEqual(20);
    expect(conditions.length).toBeLessThanOrEqual(10);
  });
});

describe('with a customer managed key', () => {
  test('both queues use it and the function may send to the dead-letter queue', () => {
    const template = synthesize({ ...GOOD, encryptionKeyArns: [KEY] });
    template.allResourcesProperties('AWS::SQS::Queue', {
      KmsMasterKeyId: KEY,
      SqsManagedSseEnabled: Match.absent(),
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: Match.arrayWith(['kms:Decrypt', 'kms:GenerateDataKey']),
            Resource: KEY,
          }),
        ]),
      },
    });
  });

  test('no key is created', () => {
    synthesize({ ...GOOD, encryptionKeyArns: [KEY] }).resourceCountIs('AWS::KMS::Key', 0);
  });
});
