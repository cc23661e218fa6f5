import { step } from './fix-step';
import { describeJob, editReplicationConfiguration, FIND_REPLICATION_ROLE, grantToRole } from './fix-steps';
import { ASSUME_BATCH_JOB_ROLE, ASSUME_REPLICATION_ROLE, ofBatchJob } from './permissions';
import type { ReasonRow } from './reason-row';
import { AWS_PAGES } from './source-pages';

const INITIATE_REPLICATION = ofBatchJob('s3:InitiateReplication');

const DESCRIBE_JOB = describeJob('Read the job: its role, its Region, what failed.');

/** Reasons about the role that S3 assumes, and about the Batch Replication job as a whole. */
export const ROLE_AND_BATCH_REASONS: readonly ReasonRow[] = [
  {
    reason: 'AssumeRoleNotPermitted',
    aliases: [],
    side: 'role',
    channel: 'both',
    scope: 'rule',
    title: 'S3 may not assume the replication role',
    meaning:
      'S3 was refused the role that the replication configuration names, or the role of the Batch job. A ' +
      'configuration has one role, so every rule of the source bucket has stopped.',
    causes: [
      'The trust policy of the role does not let s3.amazonaws.com assume it (batchoperations.s3.amazonaws.com for the role of a Batch job).',
      'The role was deleted or recreated under another name or path, and the configuration still names the old ARN.',
      'A condition of the trust policy, such as aws:SourceAccount or aws:SourceArn, does not match the source bucket.',
      'An organization policy may deny sts:AssumeRole for this role.',
    ],
    permissions: [ASSUME_REPLICATION_ROLE, ASSUME_BATCH_JOB_ROLE],
    fix: [
      FIND_REPLICATION_ROLE,
      step(
        'Save the trust policy of the role as trust.json; NoSuchEntity means that the role is gone.',
        'aws iam get-role --role-name {roleName} --query Role.AssumeRolePolicyDocument',
      ),
      step(
        'In trust.json, allow sts:AssumeRole to the service s3.amazonaws.com and correct conditions that name another bucket or account. Then put the whole document back.',
        'aws iam update-assume-role-policy --role-name {roleName} --policy-document file://trust.json',
      ),
      ...editReplicationConfiguration(
        'Only if the role is gone or has another ARN: set Role in replication.json to the ARN of the right role.',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Nothing is copied until S3 can assume the role. After that, replicate the FAILED versions with S3 Batch Replication.',
    },
    severity: 'critical',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'InitiateReplicationNotPermitted',
    aliases: [],
    side: 'role',
    channel: 'batch',
    scope: 'rule',
    title: 'The role of the Batch job may not start replication of the objects',
    meaning:
      'The Batch Replication job ran, but its own role may not ask S3 to replicate the objects. The replication role, ' +
      'which makes the copies, is another role and may be in order.',
    causes: [
      'The role of the job has no s3:InitiateReplication on the objects of the source bucket.',
      'The statement names the bucket (arn:…:bucket) instead of its objects (arn:…:bucket/*), or another bucket.',
      'The replication role was given to the job, or the two roles were mixed up.',
      'A Deny in the source bucket policy, a permissions boundary or an organization policy covers the role of the job.',
    ],
    permissions: [INITIATE_REPLICATION],
    fix: [
      DESCRIBE_JOB,
      ...grantToRole('s3-batch-initiate-replication', [INITIATE_REPLICATION], '{jobRoleName}'),
      step('Create the job again: a job that has ended does not run a second time.'),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'Every task of the job fails alike. Grant the permission, then create a new job.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'SrcBucketInvalidRegion',
    aliases: [],
    side: 'role',
    channel: 'batch',
    scope: 'rule',
    title: 'The Batch job runs in another Region than the source bucket',
    meaning:
      'A Batch Replication job works in one Region, and it has to be the Region of the source bucket. This job was ' +
      'created in another one, so none of its tasks can succeed.',
    causes: [
      'The job was created with the default Region of the terminal, the pipeline or the console.',
      'The manifest names a bucket of another Region.',
    ],
    permissions: [],
    fix: [
      step(
        'Read the Region of the source bucket.',
        'aws s3api head-bucket --bucket {sourceBucket} --query BucketRegion --output text',
      ),
      step(
        'Create the job again with --region set to that Region; manifest and report bucket must suit it too.',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'The same job fails again in the same Region. Create a new one in the Region of the source bucket.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'DstBucketInvalidRegion',
    aliases: [],
    side: 'role',
    channel: 'batch',
    scope: 'rule',
    title: 'The destination bucket is not in the Region the Batch job expects',
    meaning:
      'The Batch Replication job found the destination bucket in another Region than the one it works with. None of ' +
      'the tasks for that destination can succeed.',
    causes: [
      'The destination bucket was deleted and created again in another Region, under the same name.',
      'The replication configuration was changed to another destination while the job was being prepared.',
      'The job was created in another Region than the one meant.',
    ],
    permissions: [],
    fix: [
      step(
        'Read the Region of the destination bucket.',
        'aws s3api head-bucket --bucket {destinationBucket} --query BucketRegion --output text',
      ),
      DESCRIBE_JOB,
      ...editReplicationConfiguration(
        'Only if the rule names the wrong bucket: correct Destination.Bucket of rule {ruleId} in replication.json.',
      ),
      step('Wait a few minutes for the configuration to spread, then create the job again.'),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'The same job fails again. Correct the rule or the Region, then create a new job.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.failureReasons,
    checkedOn: '2026-11-21',
  },
];
