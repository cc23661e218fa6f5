/** Host of the AWS Management Console in each partition. */
const CONSOLE_HOSTS: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** A bucket's page in the console; absent for a partition whose console we do not know. */
export function toBucketConsoleUrl(
  bucket: string,
  place: { partition: string; region?: string },
): string | undefined {
  const host = CONSOLE_HOSTS[place.partition];
  if (host === undefined) return undefined;
  const region = place.region === undefined ? '' : `?region=${encodeURIComponent(place.region)}`;
  return `https://${host}/s3/buckets/${encodeURIComponent(bucket)}${region}`;
}
