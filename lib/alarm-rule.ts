import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';

/** When an alarm speaks: at the threshold or above, in all of the periods. */
export interface AlarmRule {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** In so many of the periods. Default: in all of them. */
  readonly datapointsToAlarm?: number;
  /** Speaks below the threshold instead, and when there is no data at all. Default: false. */
  readonly isHeartbeat?: boolean;
  /** Whether the end of the condition is news. A lost alert stays lost. */
  readonly tellRecovery: boolean;
}
