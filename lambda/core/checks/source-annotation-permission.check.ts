import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * Roles made before annotations existed (2026) lack it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html
 */
export const sourceAnnotationPermission = defineCheck({
  id: 'source-annotation-permission',
  level: 'config',
  looksAt: 'permission of the replication role to read annotations of source objects',
  facts: factsOfBucketPermission('replication-role', 'source'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'source',
      actions: { 's3:GetObjectVersionAnnotationForReplication': 'required' },
      policyName: 's3-replication-read-source-annotations',
    }),
});
