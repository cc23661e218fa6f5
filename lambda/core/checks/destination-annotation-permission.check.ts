import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { defineCheck } from './define-check';

/**
 * `s3:ReplicateObject` covers annotations; a Deny of `s3:ReplicateObjectAnnotation` is the documented way to refuse them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html
 */
export const destinationAnnotationPermission = defineCheck({
  id: 'destination-annotation-permission',
  level: 'config',
  looksAt: 'permission of the replication role to write annotations of replicas',
  facts: factsOfBucketPermission('replication-role', 'destination'),
  judge: (context) =>
    judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'destination',
      actions: { 's3:ReplicateObject': 'required', 's3:ReplicateObjectAnnotation': 'not-denied' },
      policyName: 's3-replication-write-annotations',
    }),
});
