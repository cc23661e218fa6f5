import {
  BootstraplessSynthesizer,
  CfnOutput,
  type IStackSynthesizer,
  Stack,
  type StackProps,
  Tags,
} from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ResponderConfig } from './config/config.schema';
import type { AccessPlan } from './config/plan-access';
import { DestinationAccess } from './destination-access';

export interface DestinationAccessStackProps extends StackProps {
  readonly config: ResponderConfig;
  /** The share of the configuration that is this account's. */
  readonly plan: AccessPlan;
  /** One for each Region that has a responder. */
  readonly responderRoles: readonly IRole[];
}

/** What one other account lets the responders look at, as configured. Deployed with that account's credentials. */
export class DestinationAccessStack extends Stack {
  readonly access: DestinationAccess;

  constructor(scope: Construct, id: string, props: DestinationAccessStackProps) {
    const { config, plan, responderRoles, ...stackProps } = props;
    const { stackName, account, region, roleName, externalId, buckets, sourceBuckets } = plan;
    super(scope, id, {
      description: 'S3 Replication Responder: a read-only role for the responder of another account.',
      env: { account, ...(region !== undefined && { region }) },
      stackName,
      // One role and no assets: an account that has never seen the CDK need not be bootstrapped for it.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      ...stackProps,
    });
    this.access = new DestinationAccess(this, 'Access', {
      responderRoles,
      externalId,
      roleName,
      sourceBuckets,
      // `off` and accountRoles exclude each other.
      ...(config.checks !== 'off' && { checks: config.checks }),
      ...(buckets && { buckets }),
    });
    new CfnOutput(this, 'RoleArn', {
      value: this.access.role.roleArn,
      description: 'The responder assumes this role to look into this account.',
    });
    for (const [key, value] of Object.entries(config.tags)) Tags.of(this).add(key, value);
  }
}
