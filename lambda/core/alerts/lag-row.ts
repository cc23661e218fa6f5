import type { ReasonRow } from '../catalog/reason-row';
import { step } from '../catalog/fix-step';
import { LAG_REASON } from '../incidents/group-lag';

/**
 * What can be said of replication that is late, in the form of a catalog row; it is none, because it is no reason for a
 * failure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
 */
export const LAG_ROW: ReasonRow = {
  reason: LAG_REASON,
  aliases: [],
  side: 'destination',
  channel: 'live',
  scope: 'rule',
  title: 'Objects take longer than the threshold of Replication Time Control',
  meaning:
    'These objects had not reached the destination when the threshold of Replication Time Control had passed. They have ' +
    'not failed: S3 tells when they arrive.',
  causes: [
    'More is written to the source bucket than the transfer rate that Replication Time Control has for it allows.',
    'S3 or a service that it needs is in trouble, which passes by itself.',
  ],
  permissions: [],
  fix: [
    step(
      'See in CloudWatch, in the Region of the destination bucket, whether `BytesPendingReplication` and ' +
        '`OperationsPendingReplication` of the rule grow or shrink.',
    ),
    step(
      'Where they grow as more is written, ask AWS for a higher replication transfer rate for the account of the source bucket.',
    ),
  ],
  owner: 'source-account',
  retry: { class: 'never', note: 'Nothing has failed, so that there is nothing to retry.' },
  severity: 'medium',
  benign: false,
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html',
  checkedOn: '2026-11-21',
};
