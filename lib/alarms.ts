import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRIC_DIMENSIONS, METRICS } from '../lambda/core/metric-names';
import { type AlarmId, renderAlarmDescription } from './alarm-catalog';
import { responderMetric } from './responder-metrics';

export interface ResponderAlarmsProps {
  /** Beginning of the alarm names, unique in the account and Region. */
  readonly namePrefix: string;
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly function: IFunction;
  /** The oldest event may wait this long: a first attempt, a retry, and some. */
  readonly longestWait: Duration;
  readonly hasSlack: boolean;
  readonly actionTopic: ITopic;
  readonly docsBaseUrl?: string;
}

interface AlarmRule {
  readonly metric: Metric;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** Whether the end of the condition is news. A lost alert stays lost. */
  readonly tellRecovery: boolean;
}

/** Alarms on the responder itself: an outage of replication must not go unseen because of one of ours. */
export class ResponderAlarms extends Construct {
  readonly alarms: ReadonlyMap<AlarmId, Alarm>;

  constructor(scope: Construct, id: string, props: ResponderAlarmsProps) {
    super(scope, id);
    const rules = Object.entries(toRules(props)) as [AlarmId, AlarmRule][];
    this.alarms = new Map(rules.map(([alarmId, rule]) => [alarmId, this.createAlarm(alarmId, rule, props)]));
  }

  private createAlarm(id: AlarmId, rule: AlarmRule, props: ResponderAlarmsProps): Alarm {
    const alarm = new Alarm(this, id, {
      alarmName: `${props.namePrefix}-${id}`,
      alarmDescription: renderAlarmDescription(id, props.docsBaseUrl),
      metric: rule.metric,
      threshold: rule.threshold,
      evaluationPeriods: rule.evaluationPeriods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // No data is the normal state: no failures, no messages, no invocations.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(props.actionTopic);
    alarm.addAlarmAction(action);
    if (rule.tellRecovery) alarm.addOkAction(action);
    return alarm;
  }
}

function toRules(props: ResponderAlarmsProps): Partial<Record<AlarmId, AlarmRule>> {
  const minute = { period: Duration.minutes(1), statistic: 'Maximum' };
  const fiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' };
  const failedDeliveries = (channel: string): AlarmRule => ({
    metric: responderMetric(METRICS.deliveryFailures, { [METRIC_DIMENSIONS.channel]: channel }, fiveMinutes),
    threshold: 1,
    evaluationPeriods: 1,
    tellRecovery: false,
  });
  return {
    'dead-letter-queue-not-empty': {
      metric: props.deadLetterQueue.metricApproximateNumberOfMessagesVisible(minute),
      threshold: 1,
      evaluationPeriods: 1,
      tellRecovery: true,
    },
    'events-waiting-too-long': {
      metric: props.queue.metricApproximateAgeOfOldestMessage(minute),
      threshold: props.longestWait.toSeconds(),
      evaluationPeriods: 3,
      tellRecovery: true,
    },
    'respond-function-errors': {
      metric: props.function.metricErrors(fiveMinutes),
      threshold: 1,
      evaluationPeriods: 1,
      tellRecovery: true,
    },
    'respond-function-throttled': {
      metric: props.function.metricThrottles(fiveMinutes),
      threshold: 1,
      evaluationPeriods: 2,
      tellRecovery: true,
    },
    'alerts-not-published': failedDeliveries('sns'),
    ...(props.hasSlack && { 'slack-alerts-lost': failedDeliveries('slack') }),
  };
}
