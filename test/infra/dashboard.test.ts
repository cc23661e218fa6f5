import { METRIC_NAMESPACE, METRICS } from '../../lambda/core/metric-names';
import { findResource, synthesize } from './synthesize';

const CONFIG = {
  account: '111111111111',
  region: 'eu-west-1',
  sourceBuckets: [{ name: 'media-prod', destinationRegions: ['eu-central-1'] }, { name: 'logs-prod' }],
};

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly region?: string;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

function widgetsOf(config: object): readonly Widget[] {
  const { DashboardBody } = findResource(synthesize(config), 'AWS::CloudWatch::Dashboard').properties;
  const parts = (DashboardBody as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'token')).join('');
  return (JSON.parse(text) as { widgets: readonly Widget[] }).widgets;
}

const widgets = widgetsOf(CONFIG);
const textOf = (title: RegExp): string =>
  JSON.stringify(
    widgets
      .filter(({ properties }) => title.test(properties.title ?? ''))
      .map(({ properties }) => properties),
  );

test('shows failures by reason and bucket, alerts, time to alert, queue and function', () => {
  const text = JSON.stringify(widgets);
  for (const metric of [
    METRICS.failures,
    METRICS.alertsDelivered,
    METRICS.deliveryFailures,
    METRICS.timeToAlert,
    METRICS.unknownReasons,
    METRICS.unreadableEvents,
    'ApproximateAgeOfOldestMessage',
    'ApproximateNumberOfMessagesVisible',
    'Invocations',
    'Throttles',
  ]) {
    expect(text).toContain(metric);
  }
});

test('searches our failures with exactly the dimensions that the function writes', () => {
  expect(textOf(/by reason and bucket/)).toContain(
    `{${METRIC_NAMESPACE},service,SourceBucket,FailureReason}`,
  );
});

test.each(['media-prod', 'logs-prod'])('has a line for the failures of %s', (bucket) => {
  expect(textOf(/^Failed operations by bucket/)).toContain(`SourceBucket=\\"${bucket}\\"`);
});

test("shows S3's count of failed operations in the Region of the source", () => {
  expect(textOf(/own count/)).toContain('{AWS/S3,SourceBucket,DestinationBucket,RuleId}');
  expect(textOf(/own count/)).not.toContain('eu-central-1');
});

test.each(['OperationsPendingReplication', 'BytesPendingReplication', 'ReplicationLatency'])(
  'looks for %s in the Region of the destination, where S3 publishes it',
  (metric) => {
    const found = widgets.filter(({ properties }) =>
      JSON.stringify(properties.metrics ?? []).includes(metric),
    );
    expect(found.map(({ properties }) => properties.region)).toEqual(['eu-central-1']);
    expect(JSON.stringify(found)).toContain('media-prod');
    expect(JSON.stringify(found)).not.toContain('logs-prod');
  },
);

test('says of which buckets it does not know the destination', () => {
  const [note] = widgets.filter(({ properties }) => properties.markdown?.includes('destinationRegions'));
  expect(note?.properties.markdown).toContain('`logs-prod`');
  expect(note?.properties.markdown).not.toContain('media-prod');
});

test('has a name of its own in each Region, since dashboards share one namespace', () => {
  const name = (region: string): unknown =>
    findResource(synthesize({ ...CONFIG, region }), 'AWS::CloudWatch::Dashboard').properties['DashboardName'];
  expect(name('eu-west-1')).not.toEqual(name('us-east-1'));
});
