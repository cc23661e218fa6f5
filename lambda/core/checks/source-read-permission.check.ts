import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import type { CheckContext, Judgement } from './check';
import { defineCheck } from './define-check';
import { ruledOut } from './judgement';
import { readRule } from './replication-subject';

/**
 * AWS names this permission for `SrcGetObjectNotPermitted` and `SrcHeadObjectNotPermitted`. The older
 * `s3:GetObjectVersion` does as well, but not for objects under a KMS key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html#replication-kms-permissions
 */
export const sourceReadPermission = defineCheck({
  id: 'source-read-permission',
  level: 'config',
  looksAt: 'permission of the replication role to read source objects',
  facts: factsOfBucketPermission('replication-role', 'source'),
  judge: (context) => {
    const judgement = judgeRead(context, { 's3:GetObjectVersionForReplication': 'required' });
    if (judgement.verdict !== 'confirmed' || takesKmsObjects(context)) return judgement;
    const older = judgeRead(context, {
      's3:GetObjectVersion': 'required',
      's3:GetObjectVersionForReplication': 'not-denied',
    });
    if (older.verdict === 'confirmed') return judgement;
    return older.verdict === 'ruled-out'
      ? ruledOut([...older.evidence, 'That is enough: the rule takes no objects under a KMS key.'])
      : older;
  },
});

function judgeRead(
  context: CheckContext,
  actions: Parameters<typeof judgeBucketPermission>[1]['actions'],
): Judgement {
  return judgeBucketPermission(context, {
    role: 'replication-role',
    side: 'source',
    actions,
    policyName: 's3-replication-read-source',
  });
}

/** A rule that could not be read may do so. */
function takesKmsObjects(context: CheckContext): boolean {
  const rule = readRule(context);
  return rule.state !== 'known' || rule.value.sseKmsObjects === 'enabled';
}
