import { parseRoleArn } from '../facts/role-arn';

/** Host of the AWS Management Console in each partition that has a public one. */
export const CONSOLE_HOSTS = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
} as const;

/** The console's host; absent for a partition whose console we do not know. */
export function toConsoleHost(partition: string): string | undefined {
  return Object.hasOwn(CONSOLE_HOSTS, partition)
    ? CONSOLE_HOSTS[partition as keyof typeof CONSOLE_HOSTS]
    : undefined;
}

/** A bucket's page in the console; absent for a partition whose console we do not know. */
export function toBucketConsoleUrl(
  bucket: string,
  place: { partition: string; region?: string },
): string | undefined {
  const host = toConsoleHost(place.partition);
  if (host === undefined) return undefined;
  const region = place.region === undefined ? '' : `?region=${encodeURIComponent(place.region)}`;
  return `https://${host}/s3/buckets/${encodeURIComponent(bucket)}${region}`;
}

/** A role's page in the console; absent for what is no role ARN, and where the console is not known. */
export function toRoleConsoleUrl(roleArn: string): string | undefined {
  const role = parseRoleArn(roleArn);
  const host = role && toConsoleHost(role.partition);
  return host && `https://${host}/iam/home#/roles/details/${encodeURIComponent(role.name)}`;
}
