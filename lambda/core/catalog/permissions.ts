import { template } from './fix-step';
import type { GrantingPolicy, PermissionPrincipal, RequiredPermission } from './reason-row';

const SOURCE_BUCKET = template('arn:{partition}:s3:::{sourceBucket}');
const SOURCE_OBJECTS = template('arn:{partition}:s3:::{sourceBucket}/*');
const DESTINATION_OBJECTS = template('arn:{partition}:s3:::{destinationBucket}/*');

/** A bucket policy of the same account can grant alone; from any account it can deny. */
const SOURCE_POLICIES = ['role-policy', 'source-bucket-policy'] as const;
/** Across accounts both must allow; in one account either is enough. */
const DESTINATION_POLICIES = ['role-policy', 'destination-bucket-policy'] as const;

interface Requirement {
  readonly resource: string;
  readonly principal: PermissionPrincipal;
  readonly grantedBy: readonly GrantingPolicy[];
  readonly when?: string | undefined;
}

function require(action: string, { when, ...requirement }: Requirement): RequiredPermission {
  return when === undefined ? { action, ...requirement } : { action, ...requirement, when };
}

/** Reading the source: an action of the replication role on every object of the source bucket. */
export function onSourceObjects(action: `s3:${string}`, when?: string): RequiredPermission {
  return require(action, {
    resource: SOURCE_OBJECTS,
    principal: 'replication-role',
    grantedBy: SOURCE_POLICIES,
    when,
  });
}

/** Reading the source bucket itself. */
export function onSourceBucket(action: `s3:${string}`, when?: string): RequiredPermission {
  return require(action, {
    resource: SOURCE_BUCKET,
    principal: 'replication-role',
    grantedBy: SOURCE_POLICIES,
    when,
  });
}

/** Writing the replica: an action of the replication role on every object of the destination bucket. */
export function onDestinationObjects(action: `s3:${string}`, when?: string): RequiredPermission {
  return require(action, {
    resource: DESTINATION_OBJECTS,
    principal: 'replication-role',
    grantedBy: DESTINATION_POLICIES,
    when,
  });
}

/** Using the key that protects the source object. KMS actions cannot be granted by a bucket policy. */
export function onSourceKey(action: `kms:${string}`, when: string): RequiredPermission {
  return require(action, {
    resource: template('{sourceKeyArn}'),
    principal: 'replication-role',
    grantedBy: ['role-policy', 'source-key-policy'],
    when,
  });
}

/** Using the key that will protect the replica. */
export function onDestinationKey(action: `kms:${string}`, when: string): RequiredPermission {
  return require(action, {
    resource: template('{destinationKeyArn}'),
    principal: 'replication-role',
    grantedBy: ['role-policy', 'destination-key-policy'],
    when,
  });
}

/** What the role of a Batch Replication job needs; the copy itself is still made by the replication role. */
export function ofBatchJob(action: `s3:${string}`, when?: string): RequiredPermission {
  return require(action, {
    resource: SOURCE_OBJECTS,
    principal: 'batch-job-role',
    grantedBy: SOURCE_POLICIES,
    when,
  });
}

/** Being the role: granted by its trust policy and by nothing else. */
export const ASSUME_REPLICATION_ROLE: RequiredPermission = {
  action: 'sts:AssumeRole',
  resource: template('{roleArn}'),
  principal: 's3-service',
  grantedBy: ['trust-policy'],
};

export const ASSUME_BATCH_JOB_ROLE: RequiredPermission = {
  action: 'sts:AssumeRole',
  resource: template('arn:{partition}:iam::{sourceAccount}:role/{jobRoleName}'),
  principal: 'batch-service',
  grantedBy: ['trust-policy'],
  when: 'the code stands in a Batch Replication completion report',
};

/** Encrypting the replica. AWS's pages differ on the exact set; this is the union of them. */
export const ENCRYPT_REPLICA: readonly RequiredPermission[] = [
  onDestinationKey('kms:Encrypt', 'the replica is encrypted with a KMS key'),
  onDestinationKey('kms:GenerateDataKey*', 'the replica is encrypted with a KMS key'),
  onDestinationKey('kms:Decrypt', 'the replica is encrypted with a KMS key'),
];

/** The policy document that grants exactly `permissions` to the role it is attached to, as compact JSON. */
export function toRolePolicy(permissions: readonly RequiredPermission[]): string {
  const resources = [...new Set(permissions.map(({ resource }) => resource))];
  const statements = resources.map((resource) => ({
    Effect: 'Allow',
    Action: permissions.filter((one) => one.resource === resource).map(({ action }) => action),
    Resource: resource,
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
