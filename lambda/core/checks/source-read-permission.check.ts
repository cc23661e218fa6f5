import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * AWS names this permission for `SrcGetObjectNotPermitted` and `SrcHeadObjectNotPermitted`; `s3:GetObjectVersion` is not
 * enough for objects under a KMS key. https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export const sourceReadPermission = defineCheck({
  id: 'source-read-permission',
  level: 'config',
  looksAt: 'permission of the replication role to read source objects',
  facts: factsOfBucketPermission('replication-role', 'source'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'source',
      actions: { 's3:GetObjectVersionForReplication': 'required' },
      policyName: 's3-replication-read-source',
    }),
});
