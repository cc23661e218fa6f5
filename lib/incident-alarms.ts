import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { METRIC_DIMENSIONS, METRICS } from '../lambda/core/metric-names';
import type { INCIDENT_ALARMS } from './alarm-catalog';
import type { AlarmRule } from './alarm-rule';
import { responderMetric } from './responder-metrics';

type IncidentAlarmId = keyof typeof INCIDENT_ALARMS;

const ROUND = { period: Duration.minutes(5), statistic: 'Sum' };

/** What has to be well for incidents to be counted, followed and told. */
export function toIncidentAlarmRules(parts: {
  readonly sweep: IFunction;
  readonly hasSlack: boolean;
}): Partial<Record<IncidentAlarmId, AlarmRule>> {
  return {
    'sweep-failing-or-missing': {
      metric: toSuccesses(parts.sweep),
      threshold: 1,
      // One round in each: a single one that fails is made up for by the next.
      evaluationPeriods: 4,
      isHeartbeat: true,
      tellRecovery: true,
    },
    'incident-table-failing': {
      metric: responderMetric(METRICS.storeFailures, {}, ROUND),
      threshold: 1,
      // A batch that failed comes back after some seven minutes, so that every other period may be without one.
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      tellRecovery: true,
    },
    'stored-incidents-unreadable': {
      metric: responderMetric(METRICS.unreadableItems, {}, ROUND),
      threshold: 1,
      evaluationPeriods: 1,
      tellRecovery: true,
    },
    'alerts-given-up': toGivenUp('sns'),
    ...(parts.hasSlack && { 'slack-alerts-given-up': toGivenUp('slack') }),
  };
}

/**
 * Filled with zeros, so that a sweep which stops is seen at once: for an alarm, missing data alone is made up for with
 * older data. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function toSuccesses(sweep: IFunction): MathExpression {
  return new MathExpression({
    label: 'rounds that succeeded',
    expression: 'FILL(invocations, 0) - FILL(errors, 0)',
    usingMetrics: { invocations: sweep.metricInvocations(ROUND), errors: sweep.metricErrors(ROUND) },
    period: ROUND.period,
  });
}

function toGivenUp(channel: 'sns' | 'slack'): AlarmRule {
  return {
    metric: responderMetric(METRICS.deliveriesGivenUp, { [METRIC_DIMENSIONS.channel]: channel }, ROUND),
    threshold: 1,
    evaluationPeriods: 1,
    tellRecovery: false,
  };
}
