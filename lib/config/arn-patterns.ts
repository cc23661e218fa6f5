/**
 * Forms of the names and ARNs that the configuration takes. They are checked before anything is deployed, because
 * CloudFormation reports the same mistake minutes later and from further away.
 */

const PARTITION = 'aws(?:-[a-z]+)*';

export const ACCOUNT_PATTERN = /^\d{12}$/;

export const REGION_PATTERN = /^[a-z]{2,4}(?:-[a-z]+)+-\d$/;

/** The last group is there for FIFO topics only, which are refused with a reason of their own. */
export const TOPIC_ARN_PATTERN = new RegExp(
  `^arn:${PARTITION}:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}(?:\\.fifo)?$`,
);

export const KEY_ARN_PATTERN = new RegExp(`^arn:${PARTITION}:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$`);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const ROLE_ARN_PATTERN = new RegExp(
  `^arn:${PARTITION}:iam::\\d{12}:role/(?:[\\x21-\\x7e]{1,510}/)?[\\w+=,.@-]{1,64}$`,
);

/**
 * IAM would store others, but `AssumeRole` takes no other.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const EXTERNAL_ID_PATTERN = /^[\w+=,.@:/-]{2,1224}$/;

/**
 * A complete secret ARN ends in a hyphen and six characters that Secrets Manager chose; IAM compares the whole, so
 * a shorter ARN would grant nothing. https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
 */
export const SECRET_ARN_PATTERN = new RegExp(
  `^arn:${PARTITION}:(?:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}` +
    `|ssm:[a-z0-9-]+:\\d{12}:parameter/[A-Za-z0-9_./-]+)$`,
);

export const EMAIL_PATTERN = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** What an ARN says about its place; `undefined` for text that is no ARN. */
export function parseArnPlace(
  arn: string,
): { partition: string; service: string; region: string; account: string } | undefined {
  const [prefix, partition, service, region, account, resource] = arn.split(':');
  if (prefix !== 'arn' || !partition || !service || !region || !account || !resource) return undefined;
  return { partition, service, region, account };
}

/**
 * Why S3 would refuse, or could not replicate, a bucket of this name; `undefined` for a good one.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function explainBadBucketName(name: string): string | undefined {
  if (name.startsWith('arn:')) return 'this is an ARN; give the name alone';
  if (name.length < 3 || name.length > 63) return `it has ${name.length} characters`;
  if (/[A-Z]/.test(name)) return 'it has upper-case letters';
  if (!/^[a-z0-9.-]+$/.test(name)) return 'it has a character that bucket names cannot have';
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'it must begin and end with a letter or digit';
  if (name.includes('..')) return 'it has two dots in a row';
  if (/^\d+(\.\d+){3}$/.test(name)) return 'it looks like an IP address';
  if (name.endsWith('--x-s3')) return 'it is a directory bucket, which S3 Replication does not cover';
  if (/(-s3alias|--ol-s3|\.mrap)$/.test(name))
    return 'it is an access point alias; give the bucket behind it';
  return undefined;
}
