import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * Without it AWS replicates objects without their tags, or not at all.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export const sourceTaggingPermission = defineCheck({
  id: 'source-tagging-permission',
  level: 'config',
  looksAt: 'permission of the replication role to read the tags of source objects',
  facts: factsOfBucketPermission('replication-role', 'source'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'source',
      actions: { 's3:GetObjectVersionTagging': 'required' },
      policyName: 's3-replication-read-source-tags',
    }),
});
