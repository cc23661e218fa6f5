import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { graph, heading } from './dashboard-widgets';
import { searchLine } from './responder-metrics';
import type { SourceBucket } from './replication-failure-responder-props';

/** Every metric of S3 Replication carries these three; a search must name them all. */
const DIMENSIONS = 'AWS/S3,SourceBucket,DestinationBucket,RuleId';

const RULE_LABEL = "${PROP('Dim.SourceBucket')} → ${PROP('Dim.DestinationBucket')} · ${PROP('Dim.RuleId')}";

/**
 * The metrics that S3 Replication publishes itself: `OperationsFailedReplication` in the Region of the source, the
 * pending and latency metrics in the Region of the *destination*. Only rules with replication metrics have them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics.html
 */
export function s3MetricWidgets(sourceBuckets: readonly SourceBucket[]): IWidget[][] {
  const names = sourceBuckets.map(({ bucket }) => bucket.bucketName);
  const failed = graph(
    "S3's own count of failed operations",
    names.map((name) => searchLine(search('OperationsFailedReplication', name, 'Sum'), RULE_LABEL)),
    { width: 24, label: 'a minute' },
  );
  const regions = [...new Set(sourceBuckets.flatMap(({ destinationRegions }) => destinationRegions ?? []))];
  return [
    [failed],
    ...regions.flatMap((region) => destinationRow(region, sourceBuckets)),
    ...unknownRow(sourceBuckets),
  ];
}

function destinationRow(region: string, sourceBuckets: readonly SourceBucket[]): IWidget[][] {
  const names = sourceBuckets
    .filter(({ destinationRegions }) => destinationRegions?.includes(region))
    .map(({ bucket }) => bucket.bucketName);
  const line = (metric: string) =>
    names.map((name) => searchLine(search(metric, name, 'Maximum'), RULE_LABEL, region));
  const options = { width: 8, region };
  return [
    [
      graph(`Operations pending (${region})`, line('OperationsPendingReplication'), options),
      graph(`Bytes pending (${region})`, line('BytesPendingReplication'), options),
      graph(`Replication latency (${region})`, line('ReplicationLatency'), { ...options, label: 'seconds' }),
    ],
  ];
}

function unknownRow(sourceBuckets: readonly SourceBucket[]): IWidget[][] {
  const names = sourceBuckets
    .filter(({ destinationRegions }) => (destinationRegions ?? []).length === 0)
    .map(({ bucket }) => `\`${bucket.bucketName}\``);
  if (names.length === 0) return [];
  const text =
    `Pending and latency of ${names.join(', ')} are published in the Region of the destination bucket. ` +
    'Set `destinationRegions` of the bucket to see them here.';
  return [[heading(text, 2)]];
}

function search(metric: string, bucket: string, statistic: 'Sum' | 'Maximum'): string {
  return `SEARCH('{${DIMENSIONS}} MetricName="${metric}" SourceBucket="${bucket}"', '${statistic}', 60)`;
}
