const ARN_PREFIX = 'arn:';
const BUCKET_PART = ':s3:::';
const COMMERCIAL_BUCKET = 'arn:aws:s3:::';

/** A partition's name; it becomes part of ARNs in suggested commands, so nothing else may pass. */
const PARTITION = /^aws(?:-[a-z]{1,10}){0,3}$/;

/**
 * Name of the bucket in `arn:<partition>:s3:::<name>`, whatever the partition. Any other text - a plain name, the
 * ARN of something else - is returned as it is: it is still what S3 said.
 */
export function toBucketName(arnOrName: string): string {
  if (arnOrName.startsWith(COMMERCIAL_BUCKET)) return arnOrName.slice(COMMERCIAL_BUCKET.length);
  const end = findPartitionEnd(arnOrName);
  return end === undefined ? arnOrName : arnOrName.slice(end + BUCKET_PART.length);
}

/** `aws`, `aws-cn`, … of a bucket's ARN; `undefined` for a text that is no bucket's ARN. */
export function toPartition(arn: string): string | undefined {
  if (arn.startsWith(COMMERCIAL_BUCKET)) return 'aws';
  const end = findPartitionEnd(arn);
  return end === undefined ? undefined : arn.slice(ARN_PREFIX.length, end);
}

/** Where the partition of a bucket's ARN ends. */
function findPartitionEnd(arn: string): number | undefined {
  if (!arn.startsWith(ARN_PREFIX)) return undefined;
  const end = arn.indexOf(':', ARN_PREFIX.length);
  const isBucket = arn.startsWith(BUCKET_PART, end) && PARTITION.test(arn.slice(ARN_PREFIX.length, end));
  return isBucket ? end : undefined;
}
