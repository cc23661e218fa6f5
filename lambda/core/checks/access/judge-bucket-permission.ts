import type { FactId } from '../../facts/fact-id';
import type { Side } from '../../facts/locate-buckets';
import type { RoleKind } from '../../facts/locate-roles';
import type { CheckContext, Judgement } from '../check';
import { type Asked, judgeAccess, type Need } from './judge-access';
import { readBucket } from './read-resource';
import { readRole } from './read-role';
import { REPLICATION_REQUEST_KEYS } from './replication-request-context';
import { weighAccess } from './weigh-access';

/** A permission on the objects of a bucket. */
export interface BucketPermission {
  readonly role: RoleKind;
  readonly side: Side;
  /** IAM actions, each with how much it matters. */
  readonly actions: Readonly<Record<`s3:${string}`, Need>>;
  /** Name of a role policy that a grant may make. */
  readonly policyName: string;
}

/** Whether the role may do all of that, through its own policies, its boundary and the policy of the bucket. */
export function judgeBucketPermission(context: CheckContext, permission: BucketPermission): Judgement {
  const role = readRole(context, permission.role);
  if (role.state === 'judged') return role.judgement;
  const bucket = readBucket(context, permission.side, role.value);
  if (bucket.state === 'judged') return bucket.judgement;
  const asked = Object.entries(permission.actions).map(([action, need]): Asked => ({
    need,
    question: { role: role.value, resource: bucket.value, action, keys: REPLICATION_REQUEST_KEYS },
  }));
  const { policyName } = permission;
  return judgeAccess(asked, weighAccess, { condition: undefined, policyName });
}

/** What such a judgement reads. */
export function factsOfBucketPermission(role: RoleKind, side: Side): readonly FactId[] {
  return [
    'source-replication',
    ...(role === 'batch-job-role' ? (['batch-job'] as const) : []),
    `${side}-bucket`,
    role,
    `${role}-inline-policies`,
    `${role}-attached-policies`,
    `${role}-boundary`,
    `${side}-policy`,
  ];
}
