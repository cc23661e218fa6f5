import { toBucketName, toPartition } from '../../../lambda/core/events/bucket-arn';

test.each([
  ['arn:aws:s3:::media-dr', 'media-dr', 'aws'],
  ['arn:aws-cn:s3:::media-dr', 'media-dr', 'aws-cn'],
  ['arn:aws-us-gov:s3:::media-dr', 'media-dr', 'aws-us-gov'],
  ['arn:aws-iso-b:s3:::media-dr', 'media-dr', 'aws-iso-b'],
  ['arn:aws:s3:::', '', 'aws'],
  ['arn:aws-cn:s3:::', '', 'aws-cn'],
])('%s is bucket "%s" of partition %s', (arn, name, partition) => {
  expect(toBucketName(arn)).toBe(name);
  expect(toPartition(arn)).toBe(partition);
});

test.each([
  'media-dr',
  '',
  'arn',
  'arn:',
  'arn:aws',
  'arn:aws-cn',
  'arn:aws:s3:eu-west-1:111111111111:accesspoint/media',
  'arn:aws-cn:sqs:::queue',
  'arn:aws:evil:s3:::x',
  'arn:aws;rm -rf:s3:::x',
  'arn:AWS:s3:::x',
  'arn:aws-:s3:::x',
  'arn::s3:::x',
  'xarn:aws:s3:::x',
])('%j is no bucket ARN: kept as it is, without a partition', (text) => {
  expect(toBucketName(text)).toBe(text);
  expect(toPartition(text)).toBeUndefined();
});
