import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { readRule } from './access/read-resource';
import { defineCheck } from './define-check';
import { notApplicable } from './judgement';

/**
 * Only rules that replicate delete markers need it; those of the old form, with a prefix outside of a filter, always do.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
 */
export const destinationDeletePermission = defineCheck({
  id: 'destination-delete-permission',
  level: 'config',
  looksAt: 'permission of the replication role to write delete markers',
  facts: factsOfBucketPermission('replication-role', 'destination'),
  judge: (context) => {
    const rule = readRule(context);
    if (rule.state === 'judged') return rule.judgement;
    const { deleteMarkers, filter } = rule.value;
    if (deleteMarkers !== 'enabled' && filter.form === 'filter') {
      return notApplicable('the rule does not replicate delete markers');
    }
    return judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'destination',
      actions: { 's3:ReplicateDelete': 'required' },
      policyName: 's3-replication-write-delete-markers',
    });
  },
});
