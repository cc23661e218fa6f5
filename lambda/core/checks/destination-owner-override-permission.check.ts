import { valueOf } from '../facts/fact';
import { factsOfBucketPermission, judgeBucketPermission } from './access/judge-bucket-permission';
import { readRule } from './access/read-resource';
import { defineCheck } from './define-check';
import { notApplicable, unread } from './judgement';

/**
 * Where the destination bucket owns all of its objects anyway, nothing is overridden.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
 */
export const destinationOwnerOverridePermission = defineCheck({
  id: 'destination-owner-override-permission',
  level: 'config',
  looksAt: 'permission of the replication role to give replicas to the owner of the destination bucket',
  facts: [...factsOfBucketPermission('replication-role', 'destination'), 'destination-ownership'],
  judge: (context) => {
    const rule = readRule(context);
    if (rule.state === 'judged') return rule.judgement;
    if (!rule.value.destination.ownerOverride) {
      return notApplicable('the rule leaves the ownership of replicas as it is');
    }
    const ownership = context.fact('destination-ownership');
    if (valueOf(ownership)?.ownership === 'BucketOwnerEnforced') {
      return notApplicable('the destination bucket owns all of its objects, so that nothing is overridden');
    }
    const judgement = judgeBucketPermission(context, {
      role: 'replication-role',
      side: 'destination',
      actions: { 's3:ObjectOwnerOverrideToBucketOwner': 'required' },
      policyName: 's3-replication-override-owner',
    });
    // What is missing does no harm where the bucket owns everything.
    return judgement.verdict === 'confirmed' && ownership.state === 'unreadable'
      ? unread([ownership], judgement.evidence)
      : judgement;
  },
});
