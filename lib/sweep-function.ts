import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { SEEN_AT_SECONDS } from '../lambda/core/incidents/table-layout';
import { type AlertingFunctionProps, createAlertingFunction } from './alerting-function';
import type { IncidentAccess } from './incident-access';

/** The index of the table is cut to the same length. */
export const SWEEP_INTERVAL = Duration.seconds(SEEN_AT_SECONDS);

/** Well within the interval: a round that hangs is over before the next begins. */
const SWEEP_TIMEOUT = Duration.seconds(60);

export interface SweepFunctionProps extends AlertingFunctionProps {
  readonly incidents: IncidentAccess;
}

/**
 * Looks after the open incidents every five minutes, with exactly the permissions it uses.
 *
 * A round that fails is not run again and is kept in no dead-letter queue: it carries nothing of its own, and the next
 * one does all that is due. Only starting it is tried twice. Should two rounds overlap all the same, the leases in the
 * outbox and the versions of the incidents keep them apart, so no concurrency is reserved.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html (it invokes asynchronously)
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html (by default two retries, six hours)
 */
export class SweepFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;
  readonly schedule: Schedule;

  constructor(scope: Construct, id: string, props: SweepFunctionProps) {
    super(scope, id);
    const parts = createAlertingFunction(this, props, {
      name: 'sweep',
      description: 'Looks after open S3 replication incidents: checks again, reminds, resolves.',
      roleDescription: 'Reads and writes incidents, publishes alerts.',
      timeout: SWEEP_TIMEOUT,
      asyncInvoke: { retryAttempts: 0, maxEventAge: SWEEP_INTERVAL },
    });
    this.function = parts.function;
    this.logGroup = parts.logGroup;
    this.role = parts.role;
    this.schedule = this.createSchedule();
  }

  private createSchedule(): Schedule {
    const role = this.createScheduleRole();
    const schedule = new Schedule(this, 'Schedule', {
      description: 'Starts a round of looking after open S3 replication incidents.',
      schedule: ScheduleExpression.rate(SWEEP_INTERVAL),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(this.function, {
        // Otherwise CDK would add every version and alias of the function to what it may invoke.
        role: role.withoutPolicyUpdates(),
        retryAttempts: 1,
        maxEventAge: SWEEP_INTERVAL,
      }),
    });
    // The first round starts as soon as the schedule is there, and needs the permission.
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
    schedule.node.addDependency(role);
    return schedule;
  }

  /**
   * Scheduler asks that the condition names the group of the schedule, not the schedule.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
   */
  private createScheduleRole(): Role {
    const stack = Stack.of(this);
    const group = stack.formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const role = new Role(this, 'ScheduleRole', {
      description: 'Starts the sweep.',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group } },
      }),
    });
    const resources = [this.function.functionArn];
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }));
    return role;
  }
}
