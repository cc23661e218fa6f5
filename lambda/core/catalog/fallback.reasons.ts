import { step } from './fix-step';
import { FIND_REPLICATION_ROLE, headSourceVersion } from './fix-steps';
import type { ReasonRow } from './reason-row';
import { AWS_PAGES } from './source-pages';

/** For a `failureReason` that the catalog does not know: S3 added a code, or something else wrote the event. */
export const UNKNOWN_REASON: ReasonRow = {
  reason: 'Unknown',
  aliases: [],
  side: 'role',
  channel: 'both',
  scope: 'rule',
  title: 'S3 gave a reason that this catalog does not know',
  meaning:
    'S3 reported that the operation failed and named a reason that is not in this catalog, so we cannot say what it ' +
    'means. The reason stands in the alert as S3 sent it.',
  causes: [
    'S3 may have added a failure reason since this catalog was last compared with its documentation.',
    'The event may come from another service that uses the same format, such as S3 on Outposts.',
  ],
  permissions: [],
  fix: [
    step(
      'Look the reason up in the table of failure reasons in the S3 User Guide; the link is in this alert.',
    ),
    headSourceVersion(
      'See what S3 says of the source version: ReplicationStatus FAILED means that it will not try again.',
    ),
    FIND_REPLICATION_ROLE,
  ],
  owner: 'either-account',
  retry: {
    class: 'fix-first',
    note: 'Nobody here knows whether a retry can succeed; try one object with S3 Batch Replication before all of them.',
  },
  severity: 'high',
  benign: false,
  source: AWS_PAGES.failureReasons,
  checkedOn: '2026-11-21',
};

/** For a failure event without any `failureReason`; AWS does not promise the field. */
export const ABSENT_REASON: ReasonRow = {
  reason: 'Absent',
  aliases: [],
  side: 'role',
  channel: 'live',
  scope: 'rule',
  title: 'S3 gave no reason for the failure',
  meaning:
    'S3 reported that the operation failed and named no reason. AWS does not promise one, so the event alone cannot ' +
    'tell what is wrong.',
  causes: ['Any cause is possible: the role, the destination bucket, a key, or the object itself.'],
  permissions: [],
  fix: [
    headSourceVersion(
      'See what S3 says of the source version: ReplicationStatus FAILED means that it will not try again.',
    ),
    FIND_REPLICATION_ROLE,
    step(
      'Retry one object with S3 Batch Replication and a completion report: the report names a reason code.',
    ),
  ],
  owner: 'either-account',
  retry: {
    class: 'fix-first',
    note: 'Retry one object first: the completion report of S3 Batch Replication names a code that the event did not.',
  },
  severity: 'high',
  benign: false,
  source: AWS_PAGES.failureReasons,
  checkedOn: '2026-11-21',
};
