import type { RoleKind } from '../../facts/locate-roles';
import { parseRoleArn } from '../../facts/role-arn';
import type { RoleState } from '../../facts/role-state';
import { type AccessResult, evaluateAccess } from '../../policy/evaluate-access';
import type { CheckContext } from '../check';
import { nameOf, type PolicyInPlay } from './policy-in-play';
import { type ContextKey, toContext, toTrustKeys } from './replication-request-context';

/** A service that is to assume a role. */
export interface TrustRequest {
  readonly context: CheckContext;
  readonly kind: RoleKind;
  /** As the replication configuration, or the job, names it. */
  readonly roleArn: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html */
const SERVICES: Readonly<Record<RoleKind, string>> = {
  'replication-role': 's3.amazonaws.com',
  'batch-job-role': 'batchoperations.s3.amazonaws.com',
};

export function serviceOf({ kind }: Pick<TrustRequest, 'kind'>): string {
  return SERVICES[kind];
}

export function toTrustPolicy(role: RoleState): PolicyInPlay {
  return {
    place: { kind: 'trust', roleArn: role.arn, roleName: role.name },
    owner: 'source-account',
    policy: role.trustPolicy,
  };
}

/** What is known of the request. The Batch service may name its job as the source, of which too little is known. */
export function keysOf({ context, kind, roleArn }: TrustRequest): readonly ContextKey[] {
  const { partition, sourceBucket, sourceAccount } = context.subject;
  return toTrustKeys({
    account: sourceAccount ?? parseRoleArn(roleArn)?.account,
    sourceArn: kind === 'replication-role' ? `arn:${partition}:s3:::${sourceBucket}` : undefined,
  });
}

/** Whether the service may assume the role under its trust policy, or under a changed one. */
export function evaluateTrust(
  request: TrustRequest,
  policy: PolicyInPlay,
  document: unknown = policy.policy?.document,
): AccessResult {
  return evaluateAccess({
    principal: { service: serviceOf(request) },
    action: 'sts:AssumeRole',
    resource: { arn: request.roleArn, account: parseRoleArn(request.roleArn)?.account ?? '' },
    context: toContext(keysOf(request)),
    identityPolicies: [],
    resourcePolicy: { name: nameOf(policy), document },
  });
}
