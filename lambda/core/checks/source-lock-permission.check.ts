import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';
import { notApplicable, unread } from './judgement';

/**
 * Needed where the source bucket has Object Lock, for every object. An Allow of `s3:Get*` covers both.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export const sourceLockPermission = defineCheck({
  id: 'source-lock-permission',
  level: 'config',
  looksAt: 'permission of the replication role to read retention and legal hold of source objects',
  facts: [...factsOfBucketPermission('replication-role', 'source'), 'source-object-lock'],
  judge: (context) => {
    const lock = context.fact('source-object-lock');
    if (lock.state === 'absent') return notApplicable(lock.because);
    const judgement = judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'source',
      actions: { 's3:GetObjectRetention': 'required', 's3:GetObjectLegalHold': 'required' },
      policyName: 's3-replication-read-source-lock',
    });
    return judgement.verdict === 'confirmed' && lock.state === 'unreadable'
      ? unread([lock], judgement.evidence)
      : judgement;
  },
});
