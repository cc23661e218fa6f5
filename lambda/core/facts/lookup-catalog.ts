import type { LookupAction, LookupId, LookupRow } from './lookup';

const BUCKET = 'arn:{partition}:s3:::{bucket}';
const OBJECTS = 'arn:{partition}:s3:::{bucket}/*';

const S3_PAGES = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_';
const IAM_PAGES = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_';
const KMS_PAGES = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_';

/** A bucket policy can let another account ask, except for the policy itself. */
function ofBucket(operation: string, action: string): LookupRow {
  return {
    service: 's3',
    operations: [operation],
    actions: [{ action, resource: BUCKET }],
    crossAccount: 'if-granted',
    depth: 1,
    source: `${S3_PAGES}${operation}.html`,
  };
}

function ofObject(operation: string, action: string, also: readonly LookupAction[] = []): LookupRow {
  return { ...ofBucket(operation, action), actions: [{ action, resource: OBJECTS }, ...also] };
}

function ofRole(operations: readonly [string, ...string[]], actions: readonly LookupAction[]): LookupRow {
  return {
    service: 'iam',
    operations,
    actions,
    crossAccount: 'never',
    depth: operations.length,
    source: `${IAM_PAGES}${operations[0]}.html`,
  };
}

function ofKey(operation: string, crossAccount: LookupRow['crossAccount']): LookupRow {
  return {
    service: 'kms',
    operations: [operation],
    actions: [{ action: `kms:${operation}`, resource: '{key}' }],
    crossAccount,
    depth: 1,
    source: `${KMS_PAGES}${operation}.html`,
  };
}

/** The ARN of a policy is not known before it is listed, so these cannot be narrower. AWS's own have `aws` as account. */
const MANAGED_POLICY_ACTIONS: readonly LookupAction[] = ['iam:GetPolicy', 'iam:GetPolicyVersion'].flatMap(
  (action) =>
    ['{account}', 'aws'].map((owner) => ({ action, resource: `arn:{partition}:iam::${owner}:policy/*` })),
);

const onRole = (action: string): LookupAction => ({ action, resource: '{role}' });

/** Action names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const LOOKUPS: { readonly [L in LookupId]: LookupRow } = {
  'bucket-presence': ofBucket('HeadBucket', 's3:ListBucket'),
  'bucket-replication': ofBucket('GetBucketReplication', 's3:GetReplicationConfiguration'),
  'bucket-versioning': ofBucket('GetBucketVersioning', 's3:GetBucketVersioning'),
  'bucket-object-lock': ofBucket('GetObjectLockConfiguration', 's3:GetBucketObjectLockConfiguration'),
  // Another account gets HTTP 405, even when a policy allows it.
  'bucket-policy': { ...ofBucket('GetBucketPolicy', 's3:GetBucketPolicy'), crossAccount: 'never' },
  'bucket-encryption': ofBucket('GetBucketEncryption', 's3:GetEncryptionConfiguration'),
  'bucket-ownership': ofBucket('GetBucketOwnershipControls', 's3:GetBucketOwnershipControls'),
  'bucket-acl': ofBucket('GetBucketAcl', 's3:GetBucketAcl'),
  'bucket-public-access-block': ofBucket('GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock'),
  'bucket-request-payment': ofBucket('GetBucketRequestPayment', 's3:GetBucketRequestPayment'),
  'bucket-notification': ofBucket('GetBucketNotificationConfiguration', 's3:GetBucketNotification'),
  'account-public-access-block': {
    service: 's3control',
    operations: ['GetPublicAccessBlock'],
    actions: [{ action: 's3:GetAccountPublicAccessBlock', resource: '*' }],
    crossAccount: 'never',
    depth: 1,
    source: `${S3_PAGES}control_GetPublicAccessBlock.html`,
  },
  'object-head': ofObject('HeadObject', 's3:GetObjectVersion', [
    { action: 's3:GetObjectRetention', resource: OBJECTS, optionalFor: 'the retention headers' },
    { action: 's3:GetObjectLegalHold', resource: OBJECTS, optionalFor: 'the legal hold header' },
    { action: 's3:ListBucket', resource: BUCKET, optionalFor: 'telling "not there" from "denied"' },
  ]),
  'object-acl': ofObject('GetObjectAcl', 's3:GetObjectVersionAcl'),
  'object-tags': ofObject('GetObjectTagging', 's3:GetObjectVersionTagging'),
  'object-retention': ofObject('GetObjectRetention', 's3:GetObjectRetention'),
  'object-legal-hold': ofObject('GetObjectLegalHold', 's3:GetObjectLegalHold'),
  'object-annotations': ofObject('ListObjectAnnotations', 's3:ListObjectAnnotations'),
  'object-versions': ofBucket('ListObjectVersions', 's3:ListBucketVersions'),
  role: ofRole(['GetRole'], [onRole('iam:GetRole')]),
  'role-inline-policies': ofRole(
    ['ListRolePolicies', 'GetRolePolicy'],
    [onRole('iam:ListRolePolicies'), onRole('iam:GetRolePolicy')],
  ),
  'role-attached-policies': ofRole(
    ['ListAttachedRolePolicies', 'GetPolicy', 'GetPolicyVersion'],
    [onRole('iam:ListAttachedRolePolicies'), ...MANAGED_POLICY_ACTIONS],
  ),
  'managed-policy': ofRole(['GetPolicy', 'GetPolicyVersion'], MANAGED_POLICY_ACTIONS),
  'role-simulation': ofRole(['SimulatePrincipalPolicy'], [onRole('iam:SimulatePrincipalPolicy')]),
  'kms-key': ofKey('DescribeKey', 'if-granted'),
  'kms-key-policy': ofKey('GetKeyPolicy', 'never'),
  'kms-key-grants': ofKey('ListGrants', 'if-granted'),
  caller: {
    service: 'sts',
    operations: ['GetCallerIdentity'],
    // Needs no permission, and a policy cannot deny it.
    actions: [],
    crossAccount: 'never',
    depth: 1,
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
  },
  changes: {
    service: 'cloudtrail',
    operations: ['LookupEvents'],
    actions: [{ action: 'cloudtrail:LookupEvents', resource: '*' }],
    crossAccount: 'never',
    // Of the first page; another one is read if reads are left.
    depth: 1,
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html',
  },
  'batch-job': {
    service: 's3control',
    operations: ['DescribeJob'],
    actions: [{ action: 's3:DescribeJob', resource: 'arn:{partition}:s3:{region}:{account}:job/*' }],
    crossAccount: 'never',
    depth: 1,
    source: `${S3_PAGES}control_DescribeJob.html`,
  },
};

/** The actions without which the answer does not come: what a refusal has to name. */
export function neededActions(lookup: LookupId): readonly string[] {
  const needed = LOOKUPS[lookup].actions.filter(({ optionalFor }) => optionalFor === undefined);
  return [...new Set(needed.map(({ action }) => action))];
}
