import { absent, unreadable } from './fact';
import type { PolicyTarget, RoleTarget, SimulationTarget } from './fact-target';
import { locateDestinationBucket, locateSourceBucket } from './locate-buckets';
import { type FactView, type Locate, located, type Located, notNamed, withFact } from './located';
import { parseRoleArn, toIamRegion } from './role-arn';

/** `batch-job-role` is the role of the job that started the copy; the copy itself is the replication role's. */
export type RoleKind = 'replication-role' | 'batch-job-role';

export function locateRole(kind: RoleKind): Locate<RoleTarget> {
  return kind === 'replication-role'
    ? (view) => withFact(view, 'source-replication', ({ roleArn }) => toRoleTarget(roleArn))
    : (view) =>
        withFact(view, 'batch-job', ({ roleArn }) =>
          roleArn === undefined ? notNamed('the role of the Batch job') : toRoleTarget(roleArn),
        );
}

function toRoleTarget(roleArn: string): Located<RoleTarget> {
  const role = parseRoleArn(roleArn);
  if (role === undefined)
    return unreadable('refused', 'what is configured as the role is not the ARN of a role');
  const { account, name, partition } = role;
  return located({ roleArn, roleName: name, account, region: toIamRegion(partition) });
}

const POLICY_ARN = /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\x21-\x7e]{1,512}$/;

export function locateBoundary(kind: RoleKind): Locate<PolicyTarget> {
  return (view) =>
    withFact(view, kind, ({ arn, boundaryArn }) => {
      if (boundaryArn === undefined) return absent('the role has no permissions boundary');
      const role = parseRoleArn(arn);
      if (role === undefined || !POLICY_ARN.test(boundaryArn)) {
        return unreadable('malformed', 'what stands as the permissions boundary is not the ARN of a policy');
      }
      return located({
        policyArn: boundaryArn,
        account: role.account,
        region: toIamRegion(role.partition),
      });
    });
}

/**
 * What every copy needs of the role itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
const READ_ACTIONS = [
  's3:GetObjectVersionForReplication',
  's3:GetObjectVersionAcl',
  's3:GetObjectVersionTagging',
];
const WRITE_ACTIONS = ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'];

export const locateSourceSimulation: Locate<SimulationTarget> = (view) =>
  simulate(view, { bucket: locateSourceBucket, actions: READ_ACTIONS });

export const locateDestinationSimulation: Locate<SimulationTarget> = (view) =>
  simulate(view, { bucket: locateDestinationBucket, actions: WRITE_ACTIONS });

function simulate(
  view: FactView,
  { bucket, actions }: { bucket: typeof locateSourceBucket; actions: readonly string[] },
): Located<SimulationTarget> {
  const [role, place] = [locateRole('replication-role')(view), bucket(view)];
  if (role.state !== 'located') return role;
  if (place.state !== 'located') return place;
  const { partition, object } = view.subject;
  const resourceArn = `arn:${partition}:s3:::${place.target.bucket}/${object?.key ?? '*'}`;
  return located({ ...role.target, actions, resourceArn });
}
