import type { CheckId } from './checks';

const ROLE_AND_BATCH = {
  AssumeRoleNotPermitted: ['role-trust', 'replication-configuration'],
  InitiateReplicationNotPermitted: ['batch-job-permission'],
  SrcBucketInvalidRegion: ['source-bucket'],
  DstBucketInvalidRegion: ['destination-bucket', 'destination-account'],
  AccessDenied: ['batch-job-permission'],
  NoSuchKey: ['source-object-version', 'source-bucket'],
  // Its message says what it is about, not the code.
  PermanentFailure: ['source-object-version', 'storage-class'],
} as const satisfies Table;

const SOURCE = {
  SrcBucketNotFound: ['source-bucket'],
  SrcBucketReplicationConfigMissing: ['replication-configuration', 'source-bucket'],
  SrcGetObjectNotPermitted: [
    'source-read-permission',
    'source-key-permission',
    'source-object-owner',
    'source-key-state',
    'source-organization-policy',
  ],
  SrcHeadObjectNotPermitted: ['source-read-permission', 'source-object-owner', 'source-organization-policy'],
  SrcGetAclNotPermitted: ['source-acl-permission', 'source-object-owner', 'source-organization-policy'],
  SrcGetTaggingNotPermitted: ['source-tagging-permission', 'source-organization-policy'],
  SrcGetRetentionNotPermitted: ['source-lock-permission', 'source-organization-policy'],
  SrcGetLegalHoldNotPermitted: ['source-lock-permission', 'source-organization-policy'],
  SrcGetObjectAnnotationNotPermitted: ['source-annotation-permission', 'source-organization-policy'],
  SrcKmsKeyInvalidState: ['source-key-state'],
  SrcKeyNotFound: ['source-object-version'],
  SrcObjectNotFound: ['source-object-version'],
  SrcVersionNotFound: ['source-object-version'],
  SrcReplicationNotPending: ['source-replication-status'],
  SrcObjectNotEligible: [
    'storage-class',
    'replication-configuration',
    'replication-rule-filter',
    'replication-rule-tags',
    'replication-rule-delete-markers',
    'replication-rule-encryption',
    'replication-metrics',
  ],
  // Gone, or of a kind that nobody can see: there is nothing to look at.
  SrcAnnotationNotFound: [],
  SrcAnnotationEncryptionUnsupported: [],
} as const satisfies Table;

const WRITE = [
  'destination-write-permission',
  'destination-key-permission',
  'destination-key-state',
] as const;

const DESTINATION = {
  DstBucketNotFound: ['destination-bucket', 'destination-account', 'replication-configuration'],
  DstBucketUnversioned: ['destination-versioning', 'destination-bucket'],
  DstBucketObjectLockConfigMissing: ['object-lock', 'destination-bucket'],
  DstPutObjectNotPermitted: [
    ...WRITE,
    'destination-owner-override-permission',
    'destination-organization-policy',
    'destination-account',
    'destination-request-payment',
    'destination-public-access',
    'destination-encryption-types',
  ],
  DstMultipartInitNotPermitted: [...WRITE, 'destination-organization-policy'],
  DstMultipartUploadNotPermitted: [...WRITE, 'destination-organization-policy'],
  DstMultipartCompleteNotPermitted: [...WRITE, 'destination-organization-policy'],
  DstDelObjNotPermitted: ['destination-delete-permission', 'destination-organization-policy'],
  DstPutTaggingNotPermitted: [
    'destination-tag-permission',
    'destination-write-permission',
    'destination-organization-policy',
  ],
  DstPutAclNotPermitted: [
    'destination-write-permission',
    'destination-public-access',
    'destination-ownership',
    'destination-owner-override-permission',
    'destination-organization-policy',
  ],
  DstPutRetentionNotPermitted: [
    'destination-lock-permission',
    'destination-write-permission',
    'object-lock',
    'destination-organization-policy',
  ],
  DstPutLegalHoldNotPermitted: [
    'destination-lock-permission',
    'destination-write-permission',
    'object-lock',
    'destination-organization-policy',
  ],
  DstPutObjectAnnotationNotPermitted: [
    'destination-annotation-permission',
    ...WRITE,
    'destination-organization-policy',
  ],
  DstKmsKeyNotFound: ['destination-key-state', 'destination-key-permission', 'destination-bucket'],
  DstKmsKeyInvalidState: ['destination-key-state'],
  DstVersionNotFound: ['destination-object-version', 'source-object-version', 'source-replication-status'],
  DstObjectHardDeleted: ['destination-object-version', 'source-object-version'],
  AnnotationLimitExceeded: ['annotation-count'],
  // Of S3 on Outposts, which has its own interface.
  DstOutOfCapacity: [],
} as const satisfies Table;

/** What breaks most often, from the front to the back, and what keeps a reason from being told. */
const WITHOUT_REASON = [
  'replication-configuration',
  'role-trust',
  'destination-bucket',
  'source-read-permission',
  'destination-write-permission',
  'destination-versioning',
  'source-versioning',
  'replication-metrics',
  'source-notification',
] as const satisfies readonly CheckId[];

type Table = Readonly<Record<string, readonly CheckId[]>>;

/** The checks that each reason of the catalog calls for, likeliest cause first. */
export const CHECKS_OF_REASON: Table = {
  ...ROLE_AND_BATCH,
  ...SOURCE,
  ...DESTINATION,
  Unknown: WITHOUT_REASON,
  Absent: WITHOUT_REASON,
};
