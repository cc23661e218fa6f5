import { Annotations, CfnOutput, Duration, Names, Stack, Token } from 'aws-cdk-lib';
import type { Alarm, Dashboard, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, type IGrantable, type Role } from 'aws-cdk-lib/aws-iam';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRIC_DIMENSIONS, METRICS } from '../lambda/core/metric-names';
import type { AlarmId } from './alarm-catalog';
import { ResponderAlarms } from './alarms';
import { AlertTopic } from './alert-topic';
import { checkProps } from './check-props';
import { createChecksAccess } from './checks-access';
import { renderDashboardUrl } from './console-links';
import { ResponderDashboard } from './dashboard';
import { IngestionQueue } from './ingestion-queue';
import { acknowledgeNagFindings } from './nag-acknowledgements';
import type { ReplicationFailureResponderProps, SourceBucket } from './replication-failure-responder-props';
import { RESPOND_TIMEOUT, RespondFunction } from './respond-function';
import { responderMetric } from './responder-metrics';
import { SourceBucketNotifications } from './source-bucket-notifications';

const DEFAULT_GROUP_WAIT = Duration.seconds(30);
/** The least that Lambda takes. More workers would split one outage into more alerts. */
const DEFAULT_MAX_CONCURRENCY = 2;
/** Beyond the moment of the first retry: for the retry itself. */
const WAIT_MARGIN = Duration.minutes(5);

/**
 * Watches the replication of existing source buckets: failure events in through SQS, one alert per incident out to an
 * SNS topic and Slack, with dashboard and alarms. One construct serves the source buckets of one Region.
 *
 * ```ts
 * new ReplicationFailureResponder(stack, 'Responder', {
 *   sourceBuckets: [{ bucket: Bucket.fromBucketName(stack, 'Media', 'media-prod') }],
 *   emails: ['storage-oncall@example.com'],
 * });
 * ```
 *
 * Throws `ResponderPropsError` with every problem of the props.
 */
export class ReplicationFailureResponder extends Construct {
  /** Receives `s3:Replication:*` events, from S3 or through SNS. */
  readonly queue: Queue;
  /** Keeps what could not be read, or not be told, for 14 days. */
  readonly deadLetterQueue: Queue;
  /** Alerts as documents of `s3-replication-alert/1`; the given topic, or the new one. */
  readonly topic: ITopic;
  readonly function: NodejsFunction;
  /** Of the function. With `accountRoles` its name is fixed, so that another account's stack can use its ARN. */
  readonly role: Role;
  readonly dashboard: Dashboard;
  readonly alarms: ReadonlyMap<AlarmId, Alarm>;

  constructor(scope: Construct, id: string, props: ReplicationFailureResponderProps) {
    super(scope, id);
    checkProps(this, props);
    const { sourceBuckets, encryptionKey, slack, docsBaseUrl } = props;
    const groupWait = props.groupWait ?? DEFAULT_GROUP_WAIT;
    const key = encryptionKey && { encryptionKey };
    const docs = docsBaseUrl !== undefined && { docsBaseUrl };

    const ingestion = new IngestionQueue(this, 'Ingestion', {
      sourceBuckets,
      groupWait,
      functionTimeout: RESPOND_TIMEOUT,
      ...key,
    });
    this.queue = ingestion.queue;
    this.deadLetterQueue = ingestion.deadLetterQueue;
    this.topic =
      props.alertTopic ?? new AlertTopic(this, 'Alerts', { ...key, emails: props.emails ?? [] }).topic;

    const namePrefix = this.toNamePrefix();
    const { region } = Stack.of(this);
    // Dashboards share one namespace over all Regions of an account.
    const dashboardName = namePrefix.includes(region) ? namePrefix : `${namePrefix}-${region}`;
    const checks = createChecksAccess(this, props, dashboardName);
    const respond = new RespondFunction(this, 'Respond', {
      queue: this.queue,
      deadLetterQueue: this.deadLetterQueue,
      alertTopic: this.topic,
      groupWait,
      maxConcurrency: props.maxConcurrency ?? DEFAULT_MAX_CONCURRENCY,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
      tracing: props.tracing ?? false,
      dashboardUrl: renderDashboardUrl(this, dashboardName),
      ...(slack && { slack }),
      ...(checks && { checks }),
      ...docs,
    });
    this.function = respond.function;
    this.role = respond.role;

    const parts = { queue: this.queue, deadLetterQueue: this.deadLetterQueue, function: this.function };
    this.alarms = new ResponderAlarms(this, 'Alarms', {
      ...parts,
      ...docs,
      namePrefix,
      longestWait: ingestion.visibilityTimeout.plus(WAIT_MARGIN),
      hasSlack: slack !== undefined,
      actionTopic: props.alarmTopic ?? this.topic,
    }).alarms;
    this.dashboard = new ResponderDashboard(this, 'Dashboard', {
      ...parts,
      dashboardName,
      sourceBuckets,
      alarms: [...this.alarms.values()],
    }).dashboard;

    new SourceBucketNotifications(this, 'Notifications', { sourceBuckets, queue: this.queue });
    this.remindOfReplicationMetrics(sourceBuckets);
    acknowledgeNagFindings({
      responder: this,
      roles: [respond.role],
      isTraced: props.tracing ?? false,
      reads: checks?.statements ?? [],
    });
  }

  /** Lets somebody put replication events into the queue: a forwarder, a test, a replay. */
  grantSendEvents(grantee: IGrantable): Grant {
    return this.queue.grantSendMessages(grantee);
  }

  /** Lets somebody move messages of the dead-letter queue back to the queue. */
  grantReplay(grantee: IGrantable): Grant {
    const redrive = Grant.addToPrincipal({
      grantee,
      actions: ['sqs:StartMessageMoveTask', 'sqs:CancelMessageMoveTask', 'sqs:ListMessageMoveTasks'],
      resourceArns: [this.deadLetterQueue.queueArn],
    });
    return redrive
      .combine(this.deadLetterQueue.grantConsumeMessages(grantee))
      .combine(this.grantSendEvents(grantee));
  }

  /** Failed operations of one bucket for one reason of the catalog (`Unknown` for any other). Sum, a minute. */
  metricFailures(of: { sourceBucket: string; failureReason: string }, options?: MetricOptions): Metric {
    const { sourceBucket, failureReason } = METRIC_DIMENSIONS;
    return responderMetric(
      METRICS.failures,
      { [sourceBucket]: of.sourceBucket, [failureReason]: of.failureReason },
      options,
    );
  }

  /** Alerts that a channel (`sns`, `slack`) took. Sum, a minute. */
  metricAlertsDelivered(channel: 'sns' | 'slack', options?: MetricOptions): Metric {
    return responderMetric(METRICS.alertsDelivered, { [METRIC_DIMENSIONS.channel]: channel }, options);
  }

  /** Alerts that a channel did not take. Sum, a minute. */
  metricDeliveryFailures(channel: 'sns' | 'slack', options?: MetricOptions): Metric {
    return responderMetric(METRICS.deliveryFailures, { [METRIC_DIMENSIONS.channel]: channel }, options);
  }

  /** From the first failure to the acceptance of its alert. Milliseconds, p90 over a minute. */
  metricTimeToAlert(options?: MetricOptions): Metric {
    return responderMetric(METRICS.timeToAlert, {}, { statistic: 'p90', ...options });
  }

  /** Failures whose reason the catalog does not know. Sum, a minute. */
  metricUnknownReasons(options?: MetricOptions): Metric {
    return responderMetric(METRICS.unknownReasons, {}, options);
  }

  /** Messages or records that could not be read. Sum, a minute. */
  metricUnreadableEvents(options?: MetricOptions): Metric {
    return responderMetric(METRICS.unreadableEvents, {}, options);
  }

  /** Begins the names of alarms and dashboard, which people read: the stack's name and the path within it. */
  private toNamePrefix(): string {
    const stack = Stack.of(this);
    const path = this.node.scopes.slice(stack.node.scopes.length).map(({ node }) => node.id);
    const stackName = Token.isUnresolved(stack.stackName) ? Names.uniqueId(stack) : stack.stackName;
    return [stackName, ...path].join('-').replace(/[^A-Za-z0-9-]+/g, '-');
  }

  /**
   * A rule without replication metrics fails in silence, whatever is deployed here.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html
   */
  private remindOfReplicationMetrics(sourceBuckets: readonly SourceBucket[]): void {
    const text =
      'S3 sends failure events only for replication rules that have replication metrics enabled (Replication Time ' +
      'Control is not needed). Any other rule fails in silence.';
    const [only, another] = sourceBuckets.map(({ bucket }) => bucket.bucketName);
    const bucketName = another === undefined && only !== undefined ? only : 'SOURCE_BUCKET';
    new CfnOutput(this, 'RulesWithoutMetrics', {
      description: `${text} This command lists the silent rules of a source bucket.`,
      value:
        `aws s3api get-bucket-replication --bucket ${bucketName} --query ` +
        '"ReplicationConfiguration.Rules[?Destination.Metrics.Status!=\'Enabled\'].ID"',
    });
    Annotations.of(this).addInfoV2('s3-replication-responder:replicationMetrics', text);
  }
}
