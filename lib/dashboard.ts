import { Duration } from 'aws-cdk-lib';
import { type Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alertWidgets, failureWidgets, heading, machineryWidgets } from './dashboard-widgets';
import type { SourceBucket } from './replication-failure-responder-props';
import { s3MetricWidgets } from './s3-metric-widgets';

export interface ResponderDashboardProps {
  readonly dashboardName: string;
  readonly sourceBuckets: readonly SourceBucket[];
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly function: IFunction;
  readonly alarms: readonly Alarm[];
}

/** One page that answers: what fails, who was told, is the responder itself well, what does S3 say. */
export class ResponderDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: ResponderDashboardProps) {
    super(scope, id);
    this.dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      defaultInterval: Duration.hours(12),
      widgets: [
        [heading('## Replication failures')],
        failureWidgets(props.sourceBuckets.map(({ bucket }) => bucket.bucketName)),
        [heading('## Alerts')],
        alertWidgets(),
        [heading('## The responder')],
        ...machineryWidgets(props),
        [heading("## S3's own metrics (only of rules with replication metrics)")],
        ...s3MetricWidgets(props.sourceBuckets),
      ],
    });
  }
}
