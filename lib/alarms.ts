import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRIC_DIMENSIONS, METRICS } from '../lambda/core/metric-names';
import { type AlarmId, renderAlarmDescription } from './alarm-catalog';
import type { AlarmRule } from './alarm-rule';
import { toIncidentAlarmRules } from './incident-alarms';
import { responderMetric } from './responder-metrics';
import type { SweepFunction } from './sweep-function';

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
  /** Default: no incidents are kept, and there are no alarms about them. */
  readonly sweep?: SweepFunction;
}

const WHEN_TOO_MANY = {
  comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  // No data is the normal state: no failures, no messages, no invocations.
  treatMissingData: TreatMissingData.NOT_BREACHING,
};

const WHEN_TOO_FEW = {
  comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  treatMissingData: TreatMissingData.BREACHING,
};

/** Alarms on the responder itself: an outage of replication must not go unseen because of one of ours. */
export class ResponderAlarms extends Construct {
  readonly alarms: ReadonlyMap<AlarmId, Alarm>;

  constructor(scope: Construct, id: string, props: ResponderAlarmsProps) {
    super(scope, id);
    const rules = Object.entries(toRules(props)) as [AlarmId, AlarmRule][];
    this.alarms = new Map(rules.map(([alarmId, rule]) => [alarmId, this.createAlarm(alarmId, rule, props)]));
    const { sweep } = props;
    // Before the first round there is nothing to count, and that is what it speaks of.
    if (sweep) this.alarms.get('sweep-failing-or-missing')?.node.addDependency(sweep.schedule);
  }

  private createAlarm(id: AlarmId, rule: AlarmRule, props: ResponderAlarmsProps): Alarm {
    const alarm = new Alarm(this, id, {
      alarmName: `${props.namePrefix}-${id}`,
      alarmDescription: renderAlarmDescription(id, props.docsBaseUrl),
      metric: rule.metric,
      threshold: rule.threshold,
      evaluationPeriods: rule.evaluationPeriods,
      ...(rule.datapointsToAlarm !== undefined && { datapointsToAlarm: rule.datapointsToAlarm }),
      ...(rule.isHeartbeat === true ? WHEN_TOO_FEW : WHEN_TOO_MANY),
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
    ...(props.sweep && toIncidentAlarmRules({ sweep: props.sweep.function, hasSlack: props.hasSlack })),
  };
}
