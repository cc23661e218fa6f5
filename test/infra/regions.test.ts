import { Template } from 'aws-cdk-lib/assertions';
import { createStacks, findResource, synthesize } from './synthesize';

const ACCOUNT = '111111111111';

test('each Region gets a stack that notifies only its own buckets', () => {
  const stacks = createStacks({
    account: ACCOUNT,
    region: 'eu-west-1',
    sourceBuckets: [{ name: 'media-eu' }, { name: 'logs-eu' }, { name: 'media-us', region: 'us-east-1' }],
  });
  const buckets = stacks.map((stack) =>
    Object.values(Template.fromStack(stack).findResources('Custom::S3BucketNotifications')).map(
      ({ Properties }: { Properties?: { BucketName: string } }) => Properties?.BucketName,
    ),
  );
  expect(stacks.map(({ stackName, region }) => [stackName, region])).toEqual([
    ['S3ReplicationResponder-eu-west-1', 'eu-west-1'],
    ['S3ReplicationResponder-us-east-1', 'us-east-1'],
  ]);
  expect(buckets).toEqual([['media-eu', 'logs-eu'], ['media-us']]);
});

describe('in China', () => {
  const template = synthesize({
    account: ACCOUNT,
    region: 'cn-north-1',
    sourceBuckets: [{ name: 'media-cn' }],
  });

  test('no ARN, and no link, is one of another partition', () => {
    const text = JSON.stringify(template.toJSON());
    expect(text).not.toMatch(/arn:aws:/);
    expect(text).toContain('arn:aws-cn:s3:::media-cn');
    expect(text).toContain('https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1');
  });
});

describe('where account and Region are those of the credentials', () => {
  const template = synthesize({ sourceBuckets: [{ name: 'media-prod' }] });

  test('no ARN names a partition', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"arn:aws[a-z-]*:/);
  });

  test('the link to the dashboard finds the console of the partition', () => {
    expect(template.toJSON()).toHaveProperty('Mappings');
    const [mapping] = Object.values(template.findMappings('*'));
    expect(mapping).toMatchObject({
      aws: { host: 'console.aws.amazon.com' },
      'aws-cn': { host: 'console.amazonaws.cn' },
      'aws-us-gov': { host: 'console.amazonaws-us-gov.com' },
    });
  });

  test('buckets are held to the account of the deployment', () => {
    const { properties } = findResource(template, 'AWS::SQS::QueuePolicy', /IngestionQueuePolicy/);
    expect(JSON.stringify(properties)).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
  });
});

test('tags reach every resource that takes them', () => {
  const template = synthesize({ sourceBuckets: [{ name: 'media-prod' }], tags: { team: 'storage' } });
  for (const type of ['AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::Lambda::Function', 'AWS::KMS::Key']) {
    template.allResourcesProperties(type, { Tags: [{ Key: 'team', Value: 'storage' }] });
  }
});
