import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ROLE_NAME_CHARACTERS, toPhysicalName } from '../physical-name';
import type { AccountRole } from '../replication-failure-responder-props';
import type { ResponderConfig } from './config.schema';
import type { StackPlan } from './plan-stacks';

/** Account and Region of a responder; with `accountRoles` the configuration has both. */
type ResponderPlace = Pick<StackPlan, 'account' | 'region'>;

/** One access stack: what another account lets the responder look at. */
export interface AccessPlan {
  readonly stackName: string;
  readonly account: string;
  /** Roles belong to no Region; the stack that makes one has to be somewhere. */
  readonly region?: string;
  readonly roleName: string;
  readonly externalId: string;
  /** Default: every bucket of the account. */
  readonly buckets?: readonly string[];
  /** Source buckets that belong to the account. */
  readonly sourceBuckets: readonly string[];
}

/** One plan for each account of `accountRoles` that did not bring a role of its own. */
export function planAccess(
  config: ResponderConfig,
  [first]: readonly ResponderPlace[],
): readonly AccessPlan[] {
  if (first === undefined) return [];
  return config.accountRoles
    .filter(({ roleArn }) => roleArn === undefined)
    .map(({ account, externalId, buckets }) => ({
      stackName: toAccessName(config, first),
      account,
      ...(first.region !== undefined && { region: first.region }),
      roleName: toPhysicalName(toAccessName(config, first), ROLE_NAME_CHARACTERS),
      externalId,
      ...(buckets && { buckets }),
      sourceBuckets: config.sourceBuckets
        .filter((source) => source.account === account)
        .map(({ name }) => name),
    }));
}

/** The accounts that a responder may look into, each with the role it has there. */
export function toAccountRoles(config: ResponderConfig, place: ResponderPlace): readonly AccountRole[] {
  const { region } = place;
  const partition = (region !== undefined && RegionInfo.get(region).partition) || 'aws';
  const roleName = toPhysicalName(toAccessName(config, place), ROLE_NAME_CHARACTERS);
  return config.accountRoles.map(({ account, roleArn, externalId, buckets }) => ({
    account,
    roleArn: roleArn ?? `arn:${partition}:iam::${account}:role/${roleName}`,
    externalId,
    ...(buckets && { buckets }),
  }));
}

/** Whose access it is: responders of several accounts may look into one, that of everybody's replicas. */
function toAccessName({ stackName }: ResponderConfig, { account = '' }: ResponderPlace): string {
  return `${stackName}-access-for-${account}`;
}
