import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  GraphWidget,
  type IMetric,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { METRICS } from '../lambda/core/metric-names';
import { responderMetric, searchLine, searchResponderMetric } from './responder-metrics';

const HALF = 12;
const THIRD = 8;
const FULL = 24;
const GRAPH_HEIGHT = 6;

export function graph(
  title: string,
  left: IMetric[],
  options: { width?: number; stacked?: boolean; region?: string; label?: string } = {},
): GraphWidget {
  return new GraphWidget({
    title,
    left,
    width: options.width ?? HALF,
    height: GRAPH_HEIGHT,
    liveData: true,
    leftYAxis: { min: 0, showUnits: false, ...(options.label !== undefined && { label: options.label }) },
    ...(options.stacked !== undefined && { stacked: options.stacked }),
    ...(options.region !== undefined && { region: options.region }),
  });
}

export function heading(markdown: string, height = 1): TextWidget {
  return new TextWidget({ markdown, width: FULL, height });
}

/** What stopped replicating. */
export function failureWidgets(bucketNames: readonly string[]): IWidget[] {
  const search = searchResponderMetric(METRICS.failures, ['sourceBucket', 'failureReason']);
  const byBucket = bucketNames.map((name) =>
    searchLine(
      `SUM(${searchResponderMetric(METRICS.failures, ['sourceBucket', 'failureReason'], `SourceBucket="${name}"`)})`,
      name,
    ),
  );
  const byReason = searchLine(search, "${PROP('Dim.FailureReason')} · ${PROP('Dim.SourceBucket')}");
  return [
    graph('Failed operations by reason and bucket', [byReason], { stacked: true, label: 'a minute' }),
    graph('Failed operations by bucket', byBucket, { stacked: true, label: 'a minute' }),
  ];
}

/** What people were told, and how fast. */
export function alertWidgets(): IWidget[] {
  const timeToAlert = ['p50', 'p90', 'Maximum'].map((statistic) =>
    responderMetric(METRICS.timeToAlert, {}, { statistic, label: statistic }),
  );
  const channel = "${PROP('Dim.Channel')}";
  return [
    graph(
      'Alerts by channel',
      [
        searchLine(searchResponderMetric(METRICS.alertsDelivered, ['channel']), `${channel} delivered`),
        searchLine(searchResponderMetric(METRICS.deliveryFailures, ['channel']), `${channel} failed`),
      ],
      { width: THIRD, label: 'a minute' },
    ),
    graph('First failure to alert', timeToAlert, { width: THIRD, label: 'ms' }),
    graph(
      'Needs a look',
      [METRICS.unknownReasons, METRICS.unreadableEvents, METRICS.benignFailures, METRICS.ignoredEvents].map(
        (name) => responderMetric(name, {}, { label: name }),
      ),
      { width: THIRD, label: 'a minute' },
    ),
  ];
}

/** Our own queue and function. */
export function machineryWidgets(parts: {
  queue: IQueue;
  deadLetterQueue: IQueue;
  function: IFunction;
  alarms: readonly Alarm[];
}): IWidget[][] {
  const maximum = { statistic: 'Maximum', period: Duration.minutes(1) };
  const sum = { statistic: 'Sum', period: Duration.minutes(1) };
  const { queue, deadLetterQueue: dead, function: respond } = parts;
  return [
    [
      graph(
        'Events waiting',
        [
          queue.metricApproximateNumberOfMessagesVisible({ ...maximum, label: 'waiting' }),
          queue.metricApproximateNumberOfMessagesNotVisible({ ...maximum, label: 'being handled' }),
          dead.metricApproximateNumberOfMessagesVisible({ ...maximum, label: 'dead-letter queue' }),
        ],
        { width: THIRD },
      ),
      graph(
        'Age of the oldest event',
        [queue.metricApproximateAgeOfOldestMessage({ ...maximum, label: 'seconds' })],
        {
          width: THIRD,
        },
      ),
      graph('Events received', [queue.metricNumberOfMessagesSent({ ...sum, label: 'a minute' })], {
        width: THIRD,
      }),
    ],
    [
      graph(
        'Respond function',
        [
          respond.metricInvocations({ ...sum, label: 'invocations' }),
          respond.metricErrors({ ...sum, label: 'errors' }),
          respond.metricThrottles({ ...sum, label: 'throttles' }),
        ],
        { width: THIRD },
      ),
      graph(
        'Duration',
        ['p50', 'p99', 'Maximum'].map((statistic) => respond.metricDuration({ statistic, label: statistic })),
        {
          width: THIRD,
          label: 'ms',
        },
      ),
      new AlarmStatusWidget({
        title: 'Alarms on the responder',
        alarms: [...parts.alarms],
        width: THIRD,
        height: GRAPH_HEIGHT,
      }),
    ],
  ];
}
