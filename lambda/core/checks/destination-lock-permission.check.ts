import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';
import { notApplicable, unread } from './judgement';

/**
 * AWS names these permissions as possibly missing and does not say that the role needs an Allow of them; what certainly
 * stops a lock is a Deny, such as a limit by `s3:object-lock-remaining-retention-days`, which counts for
 * `s3:ReplicateObject` too. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export const destinationLockPermission = defineCheck({
  id: 'destination-lock-permission',
  level: 'config',
  looksAt: 'permission of the replication role to put retention and legal hold on replicas',
  facts: [...factsOfBucketPermission('replication-role', 'destination'), 'source-object-lock'],
  judge: (context) => {
    const lock = context.fact('source-object-lock');
    if (lock.state === 'absent') return notApplicable(lock.because);
    const judgement = judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'destination',
      actions: {
        's3:ReplicateObject': 'required',
        ...(context.reason !== 'DstPutLegalHoldNotPermitted' && {
          's3:PutObjectRetention': 'suspected' as const,
        }),
        ...(context.reason !== 'DstPutRetentionNotPermitted' && {
          's3:PutObjectLegalHold': 'suspected' as const,
        }),
      },
      policyName: 's3-replication-write-lock',
    });
    return judgement.verdict === 'confirmed' && lock.state === 'unreadable'
      ? unread([lock], judgement.evidence)
      : judgement;
  },
});
