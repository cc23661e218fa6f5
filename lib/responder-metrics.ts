import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, SERVICE_NAME } from '../lambda/core/metric-names';

/** Powertools adds the dimension `service` to every metric; it belongs to the identity of each. */
const SERVICE = { [METRIC_DIMENSIONS.service]: SERVICE_NAME };

const PERIOD = Duration.minutes(1);

/** One of our own metrics. The dimensions must be exactly those that the function writes it with. */
export function responderMetric(
  metricName: string,
  dimensions: Readonly<Record<string, string>> = {},
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { ...SERVICE, ...dimensions },
    statistic: 'Sum',
    period: PERIOD,
    ...options,
  });
}

/**
 * All series of one of our metrics that have these dimensions, whatever their values; for dashboards only, since an
 * alarm cannot search. `filter` narrows it: `SourceBucket="media-prod"`.
 */
export function searchResponderMetric(
  metricName: string,
  dimensions: readonly (keyof typeof METRIC_DIMENSIONS)[],
  filter = '',
): string {
  const names = [METRIC_DIMENSIONS.service, ...dimensions.map((name) => METRIC_DIMENSIONS[name])].join(',');
  const terms = [`MetricName="${metricName}"`, `${METRIC_DIMENSIONS.service}="${SERVICE_NAME}"`, filter]
    .filter(Boolean)
    .join(' ');
  return `SEARCH('{${METRIC_NAMESPACE},${names}} ${terms}', 'Sum', ${PERIOD.toSeconds()})`;
}

/** A search as a dashboard line; `label` may use CloudWatch's dynamic labels. */
export function searchLine(expression: string, label: string, searchRegion?: string): MathExpression {
  return new MathExpression({
    expression,
    label,
    usingMetrics: {},
    period: PERIOD,
    ...(searchRegion !== undefined && { searchRegion }),
  });
}
