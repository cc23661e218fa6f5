import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * AWS's pages differ: one says that `s3:ReplicateObject` covers tags, and that a Deny of `s3:ReplicateTags` is the way to
 * refuse them; the other tells to allow `s3:ReplicateTags` for objects with tags. So a lack of it is suspect.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * https://repost.aws/knowledge-center/s3-troubleshoot-cross-account-replication
 */
export const destinationTagPermission = defineCheck({
  id: 'destination-tag-permission',
  level: 'config',
  looksAt: 'permission of the replication role to write the tags of replicas',
  facts: factsOfBucketPermission('replication-role', 'destination'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'destination',
      actions: { 's3:ReplicateObject': 'required', 's3:ReplicateTags': 'suspected' },
      policyName: 's3-replication-write-tags',
    }),
});
