import type { BatchJob, CallerIdentity, RecentChanges } from './account-state';
import type * as Bucket from './bucket-state';
import type * as Target from './fact-target';
import type { KeyGrants, KeyState } from './key-state';
import type * as Stored from './object-state';
import type { ReplicationConfiguration } from './replication-configuration';
import type { RolePolicies, RoleSimulation, RoleState } from './role-state';

interface Of<T, V> {
  readonly target: T;
  readonly value: V;
}

/**
 * The questions that can be asked of AWS, each with where it is asked and what comes back. A fact is a lookup at a
 * place: `bucket-versioning` of the destination bucket is the fact `destination-versioning`.
 */
export interface Lookups {
  readonly 'bucket-presence': Of<Target.BucketTarget, Bucket.BucketPresence>;
  readonly 'bucket-replication': Of<Target.BucketTarget, ReplicationConfiguration>;
  readonly 'bucket-versioning': Of<Target.BucketTarget, Bucket.BucketVersioning>;
  readonly 'bucket-object-lock': Of<Target.BucketTarget, Bucket.ObjectLock>;
  readonly 'bucket-policy': Of<Target.BucketTarget, Bucket.ReadPolicy>;
  readonly 'bucket-encryption': Of<Target.BucketTarget, Bucket.BucketEncryption>;
  readonly 'bucket-ownership': Of<Target.BucketTarget, Bucket.OwnershipControls>;
  readonly 'bucket-acl': Of<Target.BucketTarget, Bucket.AccessControlList>;
  readonly 'bucket-public-access-block': Of<Target.BucketTarget, Bucket.PublicAccessBlock>;
  readonly 'bucket-request-payment': Of<Target.BucketTarget, Bucket.RequestPayment>;
  readonly 'bucket-notification': Of<Target.BucketTarget, Bucket.NotificationConfiguration>;
  readonly 'account-public-access-block': Of<Target.AccountTarget, Bucket.PublicAccessBlock>;
  readonly 'object-head': Of<Target.ObjectTarget, Stored.ObjectHead>;
  readonly 'object-acl': Of<Target.ObjectTarget, Bucket.AccessControlList>;
  readonly 'object-tags': Of<Target.ObjectTarget, Stored.ObjectTags>;
  readonly 'object-retention': Of<Target.ObjectTarget, Stored.ObjectRetention>;
  readonly 'object-legal-hold': Of<Target.ObjectTarget, Stored.ObjectLegalHold>;
  readonly 'object-annotations': Of<Target.ObjectTarget, Stored.ObjectAnnotations>;
  readonly 'object-versions': Of<Target.KeyHistoryTarget, Stored.ObjectVersions>;
  readonly role: Of<Target.RoleTarget, RoleState>;
  readonly 'role-inline-policies': Of<Target.RoleTarget, RolePolicies>;
  readonly 'role-attached-policies': Of<Target.RoleTarget, RolePolicies>;
  readonly 'managed-policy': Of<Target.PolicyTarget, Bucket.ReadPolicy>;
  readonly 'role-simulation': Of<Target.SimulationTarget, RoleSimulation>;
  readonly 'kms-key': Of<Target.KeyTarget, KeyState>;
  readonly 'kms-key-policy': Of<Target.KeyTarget, Bucket.ReadPolicy>;
  readonly 'kms-key-grants': Of<Target.KeyTarget, KeyGrants>;
  readonly caller: Of<Target.CallerTarget, CallerIdentity>;
  readonly changes: Of<Target.ChangesTarget, RecentChanges>;
  readonly 'batch-job': Of<Target.JobTarget, BatchJob>;
}

export type LookupId = keyof Lookups;
export type LookupTarget<L extends LookupId> = Lookups[L]['target'];
export type LookupValue<L extends LookupId> = Lookups[L]['value'];

export interface LookupAction {
  /** IAM action, `s3:GetReplicationConfiguration`: S3's differ from the names of its operations. */
  readonly action: string;
  /** ARN template; `{partition}`, `{bucket}`, `{role}`, `{key}`, `{account}`, `{region}`, or `*`. */
  readonly resource: string;
  /** Not needed for the answer itself: what is missing without it. */
  readonly optionalFor?: string;
}

/** What a lookup costs and who may ask. */
export interface LookupRow {
  readonly service: 's3' | 's3control' | 'iam' | 'kms' | 'sts' | 'cloudtrail';
  /** In the order they are called. */
  readonly operations: readonly string[];
  readonly actions: readonly LookupAction[];
  /** `if-granted`: another account may ask when a resource policy lets it; `never`: only the owning account. */
  readonly crossAccount: 'if-granted' | 'never';
  /** Reads one after another, at most; a bucket in another Region than it was looked for costs one more. */
  readonly depth: number;
  readonly source: string;
}
