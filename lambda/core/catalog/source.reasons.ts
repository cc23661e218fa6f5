import { step } from './fix-step';
import { editReplicationConfiguration, headSourceVersion, listVersions, reviveKey } from './fix-steps';
import { onSourceBucket } from './permissions';
import type { ReasonRow } from './reason-row';
import { AWS_PAGES } from './source-pages';

/** Reasons in the state of the source: its bucket, its key, the object itself. */
export const SOURCE_REASONS: readonly ReasonRow[] = [
  {
    reason: 'SrcBucketNotFound',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'S3 cannot find the source bucket',
    meaning:
      'The bucket that objects are to be replicated from does not exist for S3. Nothing more can be copied from it; ' +
      'replicas already made are not touched.',
    causes: [
      'The source bucket was emptied and deleted.',
      'The manifest of a Batch job names a bucket that does not exist.',
    ],
    permissions: [],
    fix: [
      step(
        'See whether the bucket exists: 404 - it does not; 403 - it exists and you may not look.',
        'aws s3api head-bucket --bucket {sourceBucket}',
      ),
      step(
        'If it was not meant to go, find out who deleted it, and keep the destination: it may hold the only copy.',
        'aws cloudtrail lookup-events --region {sourceRegion} --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteBucket --max-items 20',
      ),
      step('If it was meant to go, take the bucket out of the configuration of this responder.'),
    ],
    owner: 'source-account',
    retry: {
      class: 'never',
      note: 'With the bucket its objects are gone. A Batch job that names a wrong bucket has to be created anew.',
    },
    severity: 'critical',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcBucketReplicationConfigMissing',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The source bucket has no replication configuration',
    meaning:
      'S3 found no replication configuration on the source bucket, so it does not know where to copy to. Every rule ' +
      'of the bucket has stopped, and objects written from now on are not even marked for replication.',
    causes: [
      'Somebody, or a deployment, removed the replication configuration while objects were waiting.',
      'The configuration was set on another bucket, or the Batch job was created for a bucket that never had one.',
      'One suspect is the replication role: without s3:GetReplicationConfiguration it may not see the configuration.',
    ],
    permissions: [onSourceBucket('s3:GetReplicationConfiguration')],
    fix: [
      step(
        'See whether there is a configuration; ReplicationConfigurationNotFoundError means that there is none.',
        'aws s3api get-bucket-replication --bucket {sourceBucket}',
      ),
      step(
        'If there is none, find out who removed it: a deployment will remove it again.',
        'aws cloudtrail lookup-events --region {sourceRegion} --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteBucketReplication --max-items 20',
      ),
      step(
        'Put the configuration back from your infrastructure code, with metrics enabled on every rule: a rule without them reports no failures.',
        'aws s3api put-bucket-replication --bucket {sourceBucket} --replication-configuration file://replication.json',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Put the configuration back, wait a few minutes, then replicate FAILED versions and those never tried (NONE) with S3 Batch Replication.',
    },
    severity: 'critical',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcKmsKeyInvalidState',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'rule',
    title: 'The KMS key of the source object cannot be used',
    meaning:
      'The key that protects the source object is disabled, waits for its deletion or for key material, or is otherwise ' +
      'not usable. Nobody can read the objects under it now, not only replication.',
    causes: [
      'The key is disabled.',
      'The key is scheduled for deletion.',
      'The key waits for imported key material, or its material has expired.',
      'The key store behind the key is not connected.',
    ],
    permissions: [],
    fix: [
      headSourceVersion('Read SSEKMSKeyId of the object; it need not be the default key of the bucket.'),
      ...reviveKey('source'),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Every object under the key fails until it is Enabled. Then replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'critical',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcKeyNotFound',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'object',
    title: 'The source object was gone before S3 could replicate it',
    meaning:
      'S3 did not find the object key. It was probably deleted before replication finished, so there is nothing left to copy.',
    causes: [
      'An application or a person deleted the object soon after writing it; short-lived files do this all day.',
      'A clean-up job runs faster than replication.',
    ],
    permissions: [],
    fix: [
      listVersions(
        'source',
        'Nothing to do. To see what happened to the key, list its versions and delete markers.',
      ),
    ],
    owner: 'nobody',
    retry: { class: 'never', note: 'There is nothing left to replicate.' },
    severity: 'info',
    benign: true,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcObjectNotFound',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'object',
    title: 'The source object no longer exists',
    meaning: 'S3 did not find the source object when it came to replicate it. There is nothing left to copy.',
    causes: [
      'An application or a person deleted the object before replication finished.',
      'The manifest of a Batch job lists an object that has been deleted since.',
    ],
    permissions: [],
    fix: [
      listVersions(
        'source',
        'Nothing to do. To see what happened to the object, list its versions and delete markers.',
      ),
    ],
    owner: 'nobody',
    retry: { class: 'never', note: 'There is nothing left to replicate.' },
    severity: 'info',
    benign: true,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcVersionNotFound',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'object',
    title: 'The source version was gone before S3 could replicate it',
    meaning:
      'S3 did not find the version of the object that it had to replicate. That version was probably deleted by its ' +
      'version id before replication finished; other versions of the key are not concerned.',
    causes: [
      'A clean-up job or a person deleted the version by its version id.',
      'The manifest of a Batch job lists a version that has been deleted since.',
    ],
    permissions: [],
    fix: [listVersions('source', 'Nothing to do. To see which versions of the key are left, list them.')],
    owner: 'nobody',
    retry: { class: 'never', note: 'The version is gone; there is nothing left to replicate.' },
    severity: 'info',
    benign: true,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcReplicationNotPending',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'object',
    title: 'The object is already replicated',
    meaning:
      'S3 was asked to replicate a version that was no longer waiting: it has been replicated before. This is ' +
      'information, not a failure.',
    causes: [
      'The same work was asked for twice, for example by two Batch jobs or a job beside live replication.',
    ],
    permissions: [],
    fix: [
      headSourceVersion(
        'Nothing to do. To be sure, read ReplicationStatus of the source version: COMPLETED.',
      ),
    ],
    owner: 'nobody',
    retry: { class: 'never', note: 'The replica is there already.' },
    severity: 'info',
    benign: true,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcObjectNotEligible',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'object',
    title: 'The object is not eligible for replication',
    meaning:
      'No rule of the source bucket can replicate this object as it is, because of its storage class or because its ' +
      'tags do not match. It has no replica until one of them changes.',
    causes: [
      'The object is in S3 Glacier Flexible Retrieval, Deep Archive or an archive tier of Intelligent-Tiering.',
      'Its tags do not match the filter of the rule, or were put on after the object was written.',
      'The rule that matches the object is disabled.',
    ],
    permissions: [],
    fix: [
      headSourceVersion('Read StorageClass and ArchiveStatus of the source version.'),
      step(
        'Read the tags of the version.',
        'aws s3api get-object-tagging --bucket {sourceBucket} --key {key} --version-id {versionId}',
      ),
      step(
        'Read Status and Filter of the rules and compare.',
        'aws s3api get-bucket-replication --bucket {sourceBucket} --query ReplicationConfiguration.Rules[].[ID,Status,Filter,Prefix]',
      ),
      step(
        'Archived: restore the version (this costs money and takes hours), then copy it to a live storage class.',
        'aws s3api restore-object --bucket {sourceBucket} --key {key} --version-id {versionId} --restore-request Days=7,GlacierJobParameters={Tier=Standard}',
      ),
      ...editReplicationConfiguration(
        'Rule disabled or filter too narrow, and not on purpose: correct Status or Filter in replication.json.',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'It fails again until storage class, tags or rule change. Leave it if the object was never meant to be replicated.',
    },
    severity: 'low',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcAnnotationNotFound',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'object',
    title: 'The source annotation was gone before S3 could replicate it',
    meaning:
      'An annotation of the source object was deleted before S3 had replicated it. The object itself is not concerned.',
    causes: [
      'An application deleted the annotation, or replaced it under another name, soon after writing it.',
    ],
    permissions: [],
    fix: [
      step(
        'Nothing to do. To see which annotations the object has now, list them.',
        'aws s3api list-object-annotations --bucket {sourceBucket} --key {key} --version-id {versionId}',
      ),
    ],
    owner: 'nobody',
    retry: { class: 'never', note: 'The annotation is gone; there is nothing left to replicate.' },
    severity: 'info',
    benign: true,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcAnnotationEncryptionUnsupported',
    aliases: [],
    side: 'source',
    channel: 'both',
    scope: 'object',
    title: 'S3 cannot replicate an annotation with this encryption',
    meaning:
      'The annotation is encrypted in a way that replication does not support. An annotation inherits the encryption of ' +
      'its object. The object itself may well have been replicated.',
    causes: [
      'The object uses a kind of encryption that annotations do not support; objects with SSE-C cannot have annotations at all.',
    ],
    permissions: [],
    fix: [
      headSourceVersion(
        'Read ServerSideEncryption, SSECustomerAlgorithm and SSEKMSKeyId of the source version.',
      ),
      step(
        'Write the object again with SSE-S3 or SSE-KMS and annotate the new version, or do without the annotation.',
      ),
    ],
    owner: 'source-account',
    retry: { class: 'fix-first', note: 'It fails again as long as the object keeps this encryption.' },
    severity: 'low',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
];
