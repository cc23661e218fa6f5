import { step } from './fix-step';
import {
  askIam,
  editBucketPolicy,
  editKeyPolicy,
  editReplicationConfiguration,
  findReplicaKey,
  FIND_REPLICATION_ROLE,
  grantToRole,
} from './fix-steps';
import { ENCRYPT_REPLICA, onDestinationObjects } from './permissions';
import type { FixStep, ReasonRow } from './reason-row';
import { AWS_PAGES } from './source-pages';

const WRITE_REPLICA = onDestinationObjects('s3:ReplicateObject');
const WRITE_DELETE_MARKER = onDestinationObjects('s3:ReplicateDelete', 'the rule replicates delete markers');
const WRITE_TAGS = onDestinationObjects(
  's3:ReplicateTags',
  's3:ReplicateObject covers tags, but a Deny of this action stops them',
);
const WRITE_ANNOTATION = onDestinationObjects(
  's3:ReplicateObjectAnnotation',
  's3:ReplicateObject covers annotations, but a Deny of this action stops them',
);
const OVERRIDE_OWNER = onDestinationObjects(
  's3:ObjectOwnerOverrideToBucketOwner',
  'the rule gives replicas to the owner of the destination bucket',
);
const WRITE_RETENTION = onDestinationObjects(
  's3:PutObjectRetention',
  'the source object has a retention period',
);
const WRITE_LEGAL_HOLD = onDestinationObjects(
  's3:PutObjectLegalHold',
  'the source object is under legal hold',
);

const DENIED_ELSEWHERE =
  'A Deny in the destination bucket policy, a permissions boundary, or an SCP or RCP of either organization covers the role; conditions on VPC endpoint, source IP, TLS or encryption headers are the usual ones.';
const OTHER_ACCOUNT_SAYS_NO =
  'The buckets belong to different accounts and the destination bucket policy does not allow the role, or names a role that was recreated since.';
const KEY_REFUSES =
  'The replica is to be encrypted with a KMS key that the role may not use; a policy that names object ARNs in the encryption context stops matching when an S3 Bucket Key is on.';

function allowInBucketPolicy(actions: string): readonly FixStep[] {
  return editBucketPolicy(
    'destination',
    'In policy.json, exempt {roleArn} from a Deny that covers it and, if the buckets are in different accounts, ' +
      `allow it ${actions} on arn:{partition}:s3:::{destinationBucket}/*.`,
  );
}

const FIND_REPLICA_KEY = findReplicaKey(
  'If replicas are encrypted with a KMS key: read which one the rule names.',
);

const ALLOW_REPLICA_KEY: readonly FixStep[] = [
  FIND_REPLICA_KEY,
  ...grantToRole('s3-replication-encrypt-replica', ENCRYPT_REPLICA),
  ...editKeyPolicy(
    'destination',
    'If the key is in another account, or its policy does not leave access to IAM: allow {roleArn} kms:Encrypt, kms:GenerateDataKey* and kms:Decrypt in key-policy.json.',
  ),
];

const PROVE_THEN_RETRY =
  'Prove the fix with one new upload, then replicate the FAILED versions with S3 Batch Replication.';

/** Reasons where the replication role may not write something to the destination. */
export const DESTINATION_PERMISSION_REASONS: readonly ReasonRow[] = [
  {
    reason: 'DstPutObjectNotPermitted',
    // The name in S3 on Outposts.
    aliases: ['DstPutObjNotPermitted'],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not write to the destination bucket',
    meaning:
      'S3 read the source object, and the replication role was refused the replica. The role policy, the destination ' +
      'bucket policy or the policy of the key that encrypts replicas says no.',
    causes: [
      'The role has no s3:ReplicateObject on the objects of the destination bucket.',
      OTHER_ACCOUNT_SAYS_NO,
      KEY_REFUSES,
      'The rule changes the owner of replicas, and s3:ObjectOwnerOverrideToBucketOwner is missing in the role policy or the bucket policy.',
      DENIED_ELSEWHERE,
      'The destination is a Requester Pays bucket of another account, or it may block what this object brings: a public ACL, or SSE-C.',
    ],
    permissions: [WRITE_REPLICA, OVERRIDE_OWNER, ...ENCRYPT_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_REPLICA),
      ...grantToRole('s3-replication-write-replica', [WRITE_REPLICA]),
      ...allowInBucketPolicy('s3:ReplicateObject'),
      ...ALLOW_REPLICA_KEY,
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstMultipartInitNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not start a multipart upload of a replica',
    meaning:
      'S3 writes large replicas in parts, and the replication role was refused the start of such an upload. Small ' +
      'objects of the same rule usually fail too, as DstPutObjectNotPermitted.',
    causes: [
      'The role has no s3:ReplicateObject on the objects of the destination bucket.',
      OTHER_ACCOUNT_SAYS_NO,
      KEY_REFUSES,
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_REPLICA, ...ENCRYPT_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_REPLICA),
      ...grantToRole('s3-replication-write-replica', [WRITE_REPLICA]),
      ...allowInBucketPolicy('s3:ReplicateObject'),
      ...ALLOW_REPLICA_KEY,
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstMultipartUploadNotPermitted',
    // The name in AWS's older table and in S3 on Outposts; which one S3 sends today is not documented.
    aliases: ['DstMultipartPartUploadNotPermitted'],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not upload the parts of a replica',
    meaning:
      'S3 could start the multipart upload of a large replica, and the replication role was then refused a part of it.',
    causes: [
      'The permission was changed while the upload ran: s3:ReplicateObject on the objects of the destination bucket is needed for every part.',
      KEY_REFUSES,
      OTHER_ACCOUNT_SAYS_NO,
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_REPLICA, ...ENCRYPT_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_REPLICA),
      ...ALLOW_REPLICA_KEY,
      ...grantToRole('s3-replication-write-replica', [WRITE_REPLICA]),
      ...allowInBucketPolicy('s3:ReplicateObject'),
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstMultipartCompleteNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not complete the multipart upload of a replica',
    meaning:
      'S3 uploaded the parts of a large replica, and the replication role was refused the last step that makes an ' +
      'object of them. The whole transfer has to be repeated.',
    causes: [
      'The permission was changed while the upload ran: s3:ReplicateObject on the objects of the destination bucket is needed to the end.',
      'For replicas under a KMS key, one suspect is kms:Decrypt on that key: completing a multipart upload needs it besides kms:GenerateDataKey.',
      OTHER_ACCOUNT_SAYS_NO,
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_REPLICA, ...ENCRYPT_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_REPLICA),
      ...ALLOW_REPLICA_KEY,
      ...grantToRole('s3-replication-write-replica', [WRITE_REPLICA]),
      ...allowInBucketPolicy('s3:ReplicateObject'),
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstDelObjNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not write delete markers at the destination',
    meaning:
      'The rule replicates delete markers, and the replication role was refused one. Objects deleted at the source stay ' +
      'visible at the destination; new and changed objects are not concerned.',
    causes: [
      'The role has no s3:ReplicateDelete on the objects of the destination bucket.',
      'The buckets belong to different accounts and the destination bucket policy does not allow the role s3:ReplicateDelete.',
      'The owner of the destination denies s3:ReplicateDelete on purpose, to keep what the source deletes.',
    ],
    permissions: [WRITE_DELETE_MARKER],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_DELETE_MARKER),
      ...grantToRole('s3-replication-write-delete-markers', [WRITE_DELETE_MARKER]),
      ...allowInBucketPolicy('s3:ReplicateDelete'),
      ...editReplicationConfiguration(
        'Only if the destination is meant to keep deleted objects: set DeleteMarkerReplication.Status of rule {ruleId} to Disabled in replication.json.',
      ),
    ],
    owner: 'either-account',
    retry: {
      class: 'fix-first',
      note: 'Grant first; then replicate the FAILED versions, delete markers among them, with S3 Batch Replication.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstPutTaggingNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not write tags at the destination',
    meaning:
      'S3 may not put the tags of the source object on the replica. Only tagged objects and later changes of tags are ' +
      'concerned.',
    causes: [
      'The destination bucket policy denies s3:ReplicateTags: AWS describes this as the way to refuse tags on purpose.',
      'The role, or across accounts the destination bucket policy, has no s3:ReplicateObject on the objects of the destination bucket.',
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_REPLICA, WRITE_TAGS],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_TAGS),
      ...grantToRole('s3-replication-write-tags', [WRITE_REPLICA, WRITE_TAGS]),
      ...allowInBucketPolicy('s3:ReplicateObject and s3:ReplicateTags'),
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstPutAclNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not write the ACL of the replica',
    meaning:
      'S3 may not put the access control list of the source object on the replica. If the destination bucket has ACLs ' +
      'switched off, S3 does not try, and this cannot happen.',
    causes: [
      'The role, or across accounts the destination bucket policy, has no s3:ReplicateObject on the objects of the destination bucket.',
      'One suspect is a public ACL on the source object while the destination blocks public ACLs.',
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_REPLICA),
      ...grantToRole('s3-replication-write-replica', [WRITE_REPLICA]),
      ...allowInBucketPolicy('s3:ReplicateObject'),
      step(
        'Read the ACL of the source version: a grant to AllUsers or AuthenticatedUsers makes it public.',
        'aws s3api get-object-acl --bucket {sourceBucket} --key {key} --version-id {versionId}',
      ),
      step(
        'Public, and not on purpose: make it private. Leave Block Public Access of the destination as it is.',
        'aws s3api put-object-acl --bucket {sourceBucket} --key {key} --version-id {versionId} --acl private',
      ),
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstPutRetentionNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'S3 may not put the retention period on the replica',
    meaning:
      'The source object has a retention period, and S3 may not give the replica the same. Protected objects of this ' +
      'rule have no protected replica.',
    causes: [
      'One suspect is a limit in the destination bucket policy: a Deny with s3:object-lock-remaining-retention-days that the retention of the source exceeds.',
      'AWS names s3:PutObjectRetention on the destination objects as possibly missing, in the role policy or, across accounts, the bucket policy.',
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_RETENTION, WRITE_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_RETENTION),
      ...grantToRole('s3-replication-write-retention', [WRITE_RETENTION]),
      step(
        'Read how long the source version is retained, to compare with a limit in the destination bucket policy.',
        'aws s3api get-object-retention --bucket {sourceBucket} --key {key} --version-id {versionId}',
      ),
      ...allowInBucketPolicy('s3:PutObjectRetention'),
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstPutLegalHoldNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'S3 may not put the legal hold on the replica',
    meaning:
      'The source object is under legal hold, and S3 may not give the replica the same. Only held objects of this rule ' +
      'are concerned; they have no held replica.',
    causes: [
      'AWS names s3:PutObjectLegalHold on the destination objects as possibly missing, in the role policy or, across accounts, the bucket policy.',
      'The destination bucket policy denies s3:PutObjectLegalHold to everybody but a few.',
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_LEGAL_HOLD, WRITE_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_LEGAL_HOLD),
      ...grantToRole('s3-replication-write-legal-hold', [WRITE_LEGAL_HOLD]),
      ...allowInBucketPolicy('s3:PutObjectLegalHold'),
    ],
    owner: 'either-account',
    retry: { class: 'fix-first', note: PROVE_THEN_RETRY },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstPutObjectAnnotationNotPermitted',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not write annotations at the destination',
    meaning:
      'S3 may not put an annotation of the source object on the replica. The object itself may have been replicated: ' +
      'its replication status does not show a failed annotation.',
    causes: [
      'A policy denies s3:ReplicateObjectAnnotation: AWS describes this as the way to refuse annotations on purpose.',
      'The role, or across accounts the destination bucket policy, has no s3:ReplicateObject on the objects of the destination bucket.',
      KEY_REFUSES,
      DENIED_ELSEWHERE,
    ],
    permissions: [WRITE_REPLICA, WRITE_ANNOTATION, ...ENCRYPT_REPLICA],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('destination', WRITE_ANNOTATION),
      ...grantToRole('s3-replication-write-replica', [WRITE_REPLICA]),
      ...allowInBucketPolicy('s3:ReplicateObject'),
      ...ALLOW_REPLICA_KEY,
    ],
    owner: 'either-account',
    retry: {
      class: 'fix-first',
      note: 'Fix first. A retry of FAILED versions misses objects where only an annotation failed; list those by name in the manifest.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
];
