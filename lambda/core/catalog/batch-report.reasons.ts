import { step } from './fix-step';
import { describeJob, grantToRole, listVersions } from './fix-steps';
import { ofBatchJob } from './permissions';
import type { ReasonRow } from './reason-row';
import { AWS_PAGES } from './source-pages';

const JOB_ROLE_NEEDS = ofBatchJob('s3:InitiateReplication');

/**
 * Codes that S3 Batch Operations itself writes into a completion report; they are in no table of replication
 * failure reasons and never in an event. The row's own message (`ResultMessage`) says more than the code.
 */
export const BATCH_REPORT_REASONS: readonly ReasonRow[] = [
  {
    reason: 'AccessDenied',
    aliases: [],
    side: 'role',
    channel: 'batch',
    scope: 'rule',
    title: 'The Batch job was denied access',
    meaning:
      'S3 Batch Operations answered AccessDenied for the task. The code does not say which request was denied; the ' +
      'message beside it in the completion report may.',
    causes: [
      'The role of the job lacks s3:InitiateReplication on the objects of the source bucket.',
      'A Deny in the source bucket policy, a permissions boundary or an organization policy covers the role of the job.',
      'The role of the job was changed or deleted while the job ran.',
    ],
    permissions: [JOB_ROLE_NEEDS],
    fix: [
      describeJob('Read the job: its role and what failed.'),
      step('Read the message column of the completion report; it may name the action that was denied.'),
      ...grantToRole('s3-batch-initiate-replication', [JOB_ROLE_NEEDS], '{jobRoleName}'),
      step('Create the job again: a job that has ended does not run a second time.'),
    ],
    owner: 'source-account',
    retry: { class: 'fix-first', note: 'A new job is denied again until its role has what it needs.' },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.batchErrors,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'NoSuchKey',
    aliases: [],
    side: 'source',
    channel: 'batch',
    scope: 'object',
    title: 'The manifest names an object that is not in the source bucket',
    meaning:
      'The Batch job looked for a key from its manifest and did not find it. Either the object is gone, or the manifest ' +
      'spells the key in another way than the bucket.',
    causes: [
      'The object was deleted after the manifest was made.',
      'A manifest made by hand does not percent-encode its keys, or encodes them twice, or writes a space as a plus sign.',
      'The manifest names another bucket or a key with a wrong prefix.',
    ],
    permissions: [],
    fix: [
      listVersions(
        'source',
        'See whether the bucket has the key, character for character, and which versions.',
      ),
      step(
        'If it has: percent-encode the keys of the manifest (a space is %20, a plus is %2B), upload it and create the job again.',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'An object that is gone needs no retry; a key that the manifest spells wrong needs a new manifest.',
    },
    severity: 'low',
    benign: false,
    source: AWS_PAGES.batchReports,
    checkedOn: '2026-11-21',
  },
  {
    reason: 'PermanentFailure',
    aliases: [],
    side: 'role',
    channel: 'batch',
    scope: 'object',
    title: 'The Batch job gave the object up for a reason in its report',
    meaning:
      'S3 Batch Operations tried the task and gave it up. The code stands for several causes; the message beside it in ' +
      'the completion report says which.',
    causes: [
      'The cause is in the message column of the completion report: AWS shows time-outs, missing keys, unsupported encryption and internal errors there.',
    ],
    permissions: [],
    fix: [
      step(
        'Read the message column of the completion report for this object and look for an HTTP status or an error code in it.',
      ),
      step(
        '404: the object is gone or the manifest spells its key wrong. 403: the role of the job. 500: create a new job for the failed rows.',
      ),
    ],
    owner: 'source-account',
    retry: {
      class: 'fix-first',
      note: 'The message decides: after an internal error (500) a new job may succeed at once, otherwise remove the cause first.',
    },
    severity: 'medium',
    benign: false,
    source: AWS_PAGES.batchReports,
    checkedOn: '2026-11-21',
  },
];
