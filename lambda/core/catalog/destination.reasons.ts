import { step } from './fix-step';
import { editReplicationConfiguration, findReplicaKey, listVersions, reviveKey } from './fix-steps';
import type { ReasonRow } from './reason-row';
import { AWS_PAGES } from './source-pages';

/** Reasons in the state of the destination: its bucket, its key, the replica itself. */
export const DESTINATION_REASONS: readonly ReasonRow[] = [
  {
    reason: 'DstBucketNotFound',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'S3 cannot find the destination bucket',
    meaning:
      'The bucket that the rule names as its destination does not exist for S3. Nothing under this rule is copied; if ' +
      'the bucket was deleted, its replicas are gone with it.',
    causes: [
      'The destination bucket was deleted.',
      'The rule names it wrongly, for example after a rename in the infrastructure code.',
    ],
    permissions: [],
    fix: [
      step(
        'See whether the name exists: 404 - no; 403 - it does, and you may not look; make sure that it is still your bucket.',
        'aws s3api head-bucket --bucket {destinationBucket}',
      ),
      ...editReplicationConfiguration(
        'If the name is wrong: correct Destination.Bucket of rule {ruleId} in replication.json.',
      ),
      step(
        'If the bucket was deleted: create it again in the account and Region where it was, with versioning and the former bucket policy.',
      ),
      step(
        'Bucket names are shared by all accounts: if somebody else has this one now, stop the rule and treat it as a security incident.',
      ),
    ],
    owner: 'either-account',
    retry: {
      class: 'fix-first',
      note: 'A new bucket is empty: besides the FAILED versions, those once COMPLETED have to be replicated again.',
    },
    severity: 'critical',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstBucketUnversioned',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The destination bucket has no versioning enabled',
    meaning:
      'Replication needs versioning on both buckets, and the destination bucket has it suspended or never had it. ' +
      'Nothing under this rule is copied.',
    causes: [
      'Versioning of the destination bucket was suspended.',
      'The bucket was created again, or restored from a template, without versioning.',
    ],
    permissions: [],
    fix: [
      step(
        'In the destination account, read the state: Suspended, or no answer at all if it was never enabled.',
        'aws s3api get-bucket-versioning --bucket {destinationBucket}',
      ),
      step(
        'Enable versioning. AWS advises to wait 15 minutes before writing if it was never enabled before.',
        'aws s3api put-bucket-versioning --bucket {destinationBucket} --versioning-configuration Status=Enabled',
      ),
    ],
    owner: 'destination-account',
    retry: {
      class: 'fix-first',
      note: 'Enable versioning, prove it with one new upload, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstBucketObjectLockConfigMissing',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The destination bucket has no Object Lock, the source bucket has',
    meaning:
      'Objects of a bucket with Object Lock can be replicated only into a bucket that has it too. The destination may ' +
      'not have it, so nothing under this rule is copied.',
    causes: [
      'The destination bucket was created without Object Lock.',
      'Object Lock was enabled on the source bucket after replication was set up.',
    ],
    permissions: [],
    fix: [
      step(
        'In the destination account, read the lock of the bucket: ObjectLockConfigurationNotFoundError means that there is none.',
        'aws s3api get-object-lock-configuration --bucket {destinationBucket}',
      ),
      step(
        'Enable Object Lock. It can never be disabled again, and versioning can never be suspended: ask the owner first.',
        'aws s3api put-object-lock-configuration --bucket {destinationBucket} --object-lock-configuration ObjectLockEnabled=Enabled',
      ),
    ],
    owner: 'destination-account',
    retry: {
      class: 'fix-first',
      note: 'Enable Object Lock on the destination, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstKmsKeyNotFound',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The KMS key that the rule names for replicas does not exist',
    meaning:
      'The rule says with which KMS key to encrypt replicas, and S3 cannot find that key. S3 does not check the key ' +
      'when the rule is saved, so a typing error shows only now.',
    causes: [
      'The key is in another Region: it must be in the Region of the destination bucket.',
      'The rule names an alias, and the alias is looked up in the account of the replication role, where it may not exist.',
      'The key was deleted, or its ARN is mistyped.',
      'The rule names an AWS managed key (aws/s3), which cannot be used from another account.',
    ],
    permissions: [],
    fix: [
      findReplicaKey('Read the key that each rule names.'),
      step(
        'See whether that key exists in the Region of the destination bucket.',
        'aws kms describe-key --key-id {destinationKeyArn} --region {destinationRegion}',
      ),
      ...editReplicationConfiguration(
        'Set ReplicaKmsKeyID of rule {ruleId} in replication.json to the full ARN of a customer managed key in the Region of the destination.',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Correct the key in the rule, wait a few minutes, then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstKmsKeyInvalidState',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'rule',
    title: 'The KMS key for replicas cannot be used',
    meaning:
      'The key that encrypts replicas is disabled, waits for its deletion or for key material, or is otherwise not ' +
      'usable. Replicas already made under it cannot be read either.',
    causes: [
      'The key is disabled.',
      'The key is scheduled for deletion.',
      'The key waits for imported key material, or its material has expired.',
      'The key store behind the key is not connected.',
    ],
    permissions: [],
    fix: [
      findReplicaKey(
        'Read the key that each rule names; without one, the default encryption of the destination bucket decides.',
      ),
      ...reviveKey('destination'),
    ],
    owner: 'destination-account',
    retry: {
      class: 'fix-first',
      note: 'Everything under the key fails until it is Enabled. Then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstVersionNotFound',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'object',
    title: 'The replica whose metadata should change is not there',
    meaning:
      'Tags, ACL or lock of the source version changed, and S3 did not find the replica to apply the change to. The ' +
      'content of the source is safe; the destination may have no copy of this version.',
    causes: [
      'The version was never replicated: it is older than the rule, or its first replication failed.',
      'The replica was deleted at the destination by its version id, by a person, an application or a lifecycle rule.',
    ],
    permissions: [],
    fix: [
      listVersions(
        'destination',
        'In the destination account, list the versions of the key; a replica has the version id of its source.',
      ),
      step('Never replicated: replicate this version with S3 Batch Replication.'),
      step(
        'Deleted at the destination by its version id: only a new source version is replicated again. See DstObjectHardDeleted.',
      ),
    ],
    owner: 'either-account',
    retry: {
      class: 'fix-first',
      note: 'A version that was never replicated can be sent with S3 Batch Replication; one deleted by its version id at the destination cannot.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstObjectHardDeleted',
    aliases: [],
    side: 'destination',
    channel: 'batch',
    scope: 'object',
    title: 'The replica was deleted for good and Batch will not make it again',
    meaning:
      'Somebody deleted the replica at the destination by its version id. S3 Batch Replication does not make such a ' +
      'replica again; only a new version of the source object is replicated.',
    causes: [
      'A person or an application deleted the version at the destination.',
      'A lifecycle rule of the destination bucket may have expired the version.',
    ],
    permissions: [],
    fix: [
      listVersions(
        'destination',
        'In the destination account, make sure that the version is gone and that it was not meant to be.',
      ),
      step(
        'See whether this is still the current version: compare VersionId with {versionId}.',
        'aws s3api head-object --bucket {sourceBucket} --key {key}',
      ),
      step(
        'Only if it is, and up to 5 GB: copy it onto itself. The copy is a new version and is replicated by itself; an older version copied so would become the current one.',
        'aws s3api copy-object --bucket {sourceBucket} --key {key} --copy-source {sourceBucket}/{key}?versionId={versionId} --metadata-directive COPY',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'never',
      note: 'No Batch Replication job makes this replica again; only a new source version is replicated.',
    },
    severity: 'low',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'AnnotationLimitExceeded',
    aliases: [],
    side: 'destination',
    channel: 'both',
    scope: 'object',
    title: 'The replica would have more than 1,000 annotations',
    meaning:
      'One more annotation would take the replica over the limit of 1,000. S3 does not replicate deletions of ' +
      'annotations, so those deleted at the source pile up on the replica.',
    causes: [
      'An application keeps deleting annotations and writing new ones under other names, for example with a date in the name.',
    ],
    permissions: [],
    fix: [
      step(
        'In the destination account, list the annotations of the replica and compare with the source.',
        'aws s3api list-object-annotations --bucket {destinationBucket} --key {key} --version-id {versionId}',
      ),
      step(
        'Delete from the replica those that the source no longer has, one by one; a deleted annotation cannot be recovered.',
        'aws s3api delete-object-annotation --bucket {destinationBucket} --key {key} --version-id {versionId} --annotation-name <annotation-name>',
      ),
      step(
        'Let the application write again under the same name instead: an overwrite is replicated and takes no new place.',
      ),
    ],
    owner: 'destination-account',
    retry: {
      class: 'fix-first',
      note: 'Make room on the replica first. A retry of FAILED versions misses this object: its status does not show a failed annotation.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstOutOfCapacity',
    aliases: [],
    side: 'destination',
    channel: 'live',
    scope: 'rule',
    title: 'The destination Outpost is out of S3 storage capacity',
    meaning:
      'Only S3 on Outposts gives this reason: the destination Outpost has no S3 storage left. Nothing is copied to it ' +
      'until there is room.',
    causes: ['The Outpost is full: replicas and their old versions have used up its S3 capacity.'],
    permissions: [],
    fix: [
      step(
        'Read the S3 capacity of the destination Outpost, in its own account and Region: CapacityInBytes.',
        'aws s3outposts list-outposts-with-s3 --region {destinationRegion}',
      ),
      step(
        'Free capacity with a lifecycle rule that expires old versions on the Outposts bucket, or order more capacity.',
      ),
    ],
    owner: 'destination-account',
    retry: { class: 'fix-first', note: 'It fails again until the Outpost has room.' },
    severity: 'high',
    benign: false,
    source: AWS_PAGES.outpostsFailureReasons,
    checkedOn: '2026-11-21',
  },
];
