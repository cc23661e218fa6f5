import { step } from './fix-step';
import {
  askIam,
  editBucketPolicy,
  editKeyPolicy,
  FIND_REPLICATION_ROLE,
  grantToRole,
  headSourceVersion,
} from './fix-steps';
import { onSourceBucket, onSourceKey, onSourceObjects } from './permissions';
import type { ReasonRow } from './reason-row';
import { AWS_PAGES } from './source-pages';

const READ_OBJECT = onSourceObjects('s3:GetObjectVersionForReplication');
const LIST_BUCKET = onSourceBucket('s3:ListBucket', 'delete markers are replicated');
const DECRYPT_SOURCE = onSourceKey('kms:Decrypt', 'the source object is encrypted with a KMS key');
const READ_ACL = onSourceObjects('s3:GetObjectVersionAcl');
const READ_TAGS = onSourceObjects('s3:GetObjectVersionTagging', 'the object has tags');
const READ_ANNOTATION = onSourceObjects(
  's3:GetObjectVersionAnnotationForReplication',
  'the object has annotations',
);
const READ_RETENTION = onSourceObjects('s3:GetObjectRetention', 'the source bucket has Object Lock');
const READ_LEGAL_HOLD = onSourceObjects('s3:GetObjectLegalHold', 'the source bucket has Object Lock');

const DENIED_ELSEWHERE =
  'A Deny in the source bucket policy, a permissions boundary, or an SCP or RCP of the organization covers the role; conditions on VPC endpoint, source IP or TLS are the usual ones.';

const LIFT_DENY = editBucketPolicy(
  'source',
  'Only if a Deny there covers the replication role: exempt the role in that statement of policy.json.',
);

/** Reasons where the replication role may not read something of the source. */
export const SOURCE_PERMISSION_REASONS: readonly ReasonRow[] = [
  {
    reason: 'SrcGetObjectNotPermitted',
    // The name in S3 on Outposts.
    aliases: ['SrcGetObjNotPermitted'],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not read the source object',
    meaning:
      'S3 assumed the replication role, and the role was refused the source object. As a rule every object under the ' +
      'same policy, key or prefix fails alike.',
    causes: [
      'The role has no s3:GetObjectVersionForReplication on the objects; s3:GetObjectVersion alone is not enough for objects under a KMS key.',
      DENIED_ELSEWHERE,
      'For objects under a KMS key, one suspect is kms:Decrypt on that key: AWS does not say which code its refusal gives.',
      'The object belongs to another account that did not grant the bucket owner access to it.',
    ],
    permissions: [READ_OBJECT, DECRYPT_SOURCE],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('source', READ_OBJECT),
      ...grantToRole('s3-replication-read-source', [READ_OBJECT]),
      ...LIFT_DENY,
      headSourceVersion('If the object has an SSEKMSKeyId, the role also needs kms:Decrypt on that key.'),
      ...grantToRole('s3-replication-decrypt-source', [DECRYPT_SOURCE]),
      ...editKeyPolicy(
        'source',
        'Only if the key is in another account or its policy does not leave access to IAM: allow {roleArn} kms:Decrypt in key-policy.json.',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Prove the fix with one new upload, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcHeadObjectNotPermitted',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not read the metadata of the source object',
    meaning:
      'S3 assumed the replication role, and the role was refused the metadata of the source object. S3 reads them ' +
      'before it copies anything, and for every later change of tags, ACL or lock.',
    causes: [
      'The role has no s3:GetObjectVersionForReplication on the objects of the source bucket.',
      DENIED_ELSEWHERE,
      'For delete markers, the role may lack s3:ListBucket on the source bucket.',
    ],
    permissions: [READ_OBJECT, LIST_BUCKET],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('source', READ_OBJECT),
      ...grantToRole('s3-replication-read-source', [READ_OBJECT, LIST_BUCKET]),
      ...LIFT_DENY,
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Prove the fix with one new upload, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcGetAclNotPermitted',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not read the ACL of the source object',
    meaning:
      'S3 may not read the access control list of the source object. Either the role lacks the permission, which stops ' +
      'the whole rule, or the object belongs to another account, which stops only such objects.',
    causes: [
      'The role has no s3:GetObjectVersionAcl on the objects of the source bucket.',
      'Another account uploaded the object and owns it, because ACLs are on and it did not grant bucket-owner-full-control.',
      DENIED_ELSEWHERE,
    ],
    permissions: [READ_ACL],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('source', READ_ACL),
      ...grantToRole('s3-replication-read-source-acl', [READ_ACL]),
      step(
        'Read who owns the object; AccessDenied or a foreign owner ID means another account.',
        'aws s3api get-object-acl --bucket {sourceBucket} --key {key} --version-id {versionId} --query Owner',
      ),
      step(
        'Foreign owner: read the Object Ownership of the bucket before you change it.',
        'aws s3api get-bucket-ownership-controls --bucket {sourceBucket}',
      ),
      step(
        'Take ownership of all objects. This switches ACLs off: whoever reads the bucket through an ACL only loses access.',
        'aws s3api put-bucket-ownership-controls --bucket {sourceBucket} --ownership-controls Rules=[{ObjectOwnership=BucketOwnerEnforced}]',
      ),
      ...LIFT_DENY,
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Prove the fix with one upload by the same writer, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcGetTaggingNotPermitted',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not read the tags of the source object',
    meaning:
      'S3 may not read the tags of the source object. Only tagged objects are concerned; AWS says that an object ' +
      'without this permission is replicated without its tags, so a replica may exist.',
    causes: [
      'The role has no s3:GetObjectVersionTagging on the objects of the source bucket; older roles were made without it.',
      DENIED_ELSEWHERE,
    ],
    permissions: [READ_TAGS],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('source', READ_TAGS),
      ...grantToRole('s3-replication-read-source-tags', [READ_TAGS]),
      ...LIFT_DENY,
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Grant first. Then compare the tags of source and replica before you replicate the FAILED versions again.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcGetRetentionNotPermitted',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not read the retention of the source object',
    meaning:
      'The source bucket has Object Lock, and S3 may not read the retention period of the object. Without it S3 cannot ' +
      'give the replica the same protection.',
    causes: [
      'The role has no s3:GetObjectRetention on the objects; it is not part of the usual replication policy and has to be added for Object Lock.',
      DENIED_ELSEWHERE,
    ],
    permissions: [READ_RETENTION, READ_LEGAL_HOLD],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('source', READ_RETENTION),
      ...grantToRole('s3-replication-read-source-lock', [READ_RETENTION, READ_LEGAL_HOLD]),
      ...LIFT_DENY,
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Prove the fix with one new upload, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcGetLegalHoldNotPermitted',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not read the legal hold of the source object',
    meaning:
      'The source bucket has Object Lock, and S3 may not read whether the object is under legal hold. Without it S3 ' +
      'cannot give the replica the same protection.',
    causes: [
      'The role has no s3:GetObjectLegalHold on the objects; it is not part of the usual replication policy and has to be added for Object Lock.',
      DENIED_ELSEWHERE,
    ],
    permissions: [READ_LEGAL_HOLD, READ_RETENTION],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('source', READ_LEGAL_HOLD),
      ...grantToRole('s3-replication-read-source-lock', [READ_LEGAL_HOLD, READ_RETENTION]),
      ...LIFT_DENY,
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Prove the fix with one new upload, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcGetObjectAnnotationNotPermitted',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The replication role may not read the annotations of the source object',
    meaning:
      'S3 may not read an annotation of the source object. The object itself may have been replicated: its replication ' +
      'status does not show a failed annotation.',
    causes: [
      'The role has no s3:GetObjectVersionAnnotationForReplication; roles made before annotations existed lack it.',
      DENIED_ELSEWHERE,
    ],
    permissions: [READ_ANNOTATION],
    fix: [
      FIND_REPLICATION_ROLE,
      askIam('source', READ_ANNOTATION),
      ...grantToRole('s3-replication-read-source-annotations', [READ_ANNOTATION]),
      ...LIFT_DENY,
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Grant first. A retry of FAILED versions misses objects where only an annotation failed; list those by name in the manifest.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
];
