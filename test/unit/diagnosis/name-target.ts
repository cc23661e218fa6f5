import type { LookupId, LookupTarget } from '../../../lambda/core/facts/lookup';

type Target = Partial<
  Record<
    | 'bucket'
    | 'key'
    | 'roleName'
    | 'resourceArn'
    | 'policyArn'
    | 'keyId'
    | 'resourceName'
    | 'jobId'
    | 'account',
    string
  >
>;

/**
 * What a world calls the place that is asked: a bucket, `bucket/key`, a role, a policy, a key as it was named, a
 * job; for a simulation the bucket it is about; for changes the resource as CloudTrail names it.
 */
export function nameTarget<L extends LookupId>(lookup: L, target: LookupTarget<L>): string {
  const { bucket, key, roleName, resourceArn, policyArn, keyId, resourceName, jobId, account } =
    target as Target;
  if (lookup === 'role-simulation') return resourceArn?.split(':').at(-1)?.split('/')[0] ?? '';
  if (bucket !== undefined) return key === undefined ? bucket : `${bucket}/${key}`;
  return roleName ?? policyArn ?? keyId ?? resourceName ?? jobId ?? account ?? '';
}
