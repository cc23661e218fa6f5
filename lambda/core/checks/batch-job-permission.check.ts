import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * The role of the job starts the copies; the replication role makes them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html
 */
export const batchJobPermission = defineCheck({
  id: 'batch-job-permission',
  level: 'config',
  looksAt: 'permission of the role of the Batch job to start replication',
  facts: factsOfBucketPermission('batch-job-role', 'source'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'batch-job-role',
      side: 'source',
      actions: { 's3:InitiateReplication': 'required' },
      policyName: 's3-batch-initiate-replication',
    }),
});
