import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * Role policy, boundary and destination bucket policy. The key of the replica is `destination-key-permission`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export const destinationWritePermission = defineCheck({
  id: 'destination-write-permission',
  level: 'config',
  looksAt: 'permission of the replication role to write replicas',
  facts: factsOfBucketPermission('replication-role', 'destination'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'destination',
      actions: { 's3:ReplicateObject': 'required' },
      policyName: 's3-replication-write-replica',
    }),
});
