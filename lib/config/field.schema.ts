import { z } from 'zod';
import {
  ACCOUNT_PATTERN,
  explainBadBucketName,
  KEY_ARN_PATTERN,
  REGION_PATTERN,
  TOPIC_ARN_PATTERN,
} from './arn-patterns';

/** Kinds of values that several parts of the configuration have in common. */

export const EXAMPLE_ACCOUNT = '111111111111';

export const account = z
  .string()
  .regex(ACCOUNT_PATTERN)
  .meta({ allowed: 'twelve digits, in quotes', examples: [EXAMPLE_ACCOUNT] });

export const region = z
  .string()
  .regex(REGION_PATTERN)
  .meta({ allowed: 'a Region code', examples: ['eu-west-1'] });

export const topicArn = z
  .string()
  .regex(TOPIC_ARN_PATTERN)
  .refine(
    (arn) => !arn.endsWith('.fifo'),
    'FIFO topics take neither S3 events, alarms nor e-mail subscribers',
  )
  .meta({
    allowed: 'the ARN of a standard SNS topic',
    examples: [`arn:aws:sns:eu-west-1:${EXAMPLE_ACCOUNT}:storage-alerts`],
  });

export const keyArn = z
  .string()
  .regex(KEY_ARN_PATTERN)
  .meta({
    allowed: 'the ARN of a symmetric KMS key; not an alias, not an AWS managed key',
    examples: [`arn:aws:kms:eu-west-1:${EXAMPLE_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
  });

export const bucketName = z
  .string()
  .superRefine((name, context) => {
    const message = explainBadBucketName(name);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
  .meta({
    allowed: 'the name of a general purpose bucket (3 to 63 characters: a-z, 0-9, dots, hyphens)',
    examples: ['amzn-s3-demo-destination-bucket'],
  });
