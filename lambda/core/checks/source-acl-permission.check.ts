import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * The permission alone: an object that another account owns refuses its ACL all the same.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export const sourceAclPermission = defineCheck({
  id: 'source-acl-permission',
  level: 'config',
  looksAt: 'permission of the replication role to read the ACL of source objects',
  facts: factsOfBucketPermission('replication-role', 'source'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'source',
      actions: { 's3:GetObjectVersionAcl': 'required' },
      policyName: 's3-replication-read-source-acl',
    }),
});
