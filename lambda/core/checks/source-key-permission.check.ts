import { factsOfKeyPermission, judgeKeyPermission } from './access/judge-key-permission';
import { readRule } from './access/read-resource';
import { defineCheck } from './define-check';
import { notApplicable } from './judgement';

/**
 * AWS's pages differ on `kms:GenerateDataKey` for the source; replication was seen to work without it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export const sourceKeyPermission = defineCheck({
  id: 'source-key-permission',
  level: 'config',
  looksAt: 'permission of the replication role to decrypt source objects',
  facts: factsOfKeyPermission('source'),
  judge: (context) => {
    const rule = readRule(context);
    if (rule.state === 'judged') return rule.judgement;
    if (rule.value.sseKmsObjects !== 'enabled') {
      return notApplicable('the rule leaves out objects that are encrypted with a KMS key');
    }
    return judgeKeyPermission(context, {
      side: 'source',
      toActions: () => ({ 'kms:Decrypt': 'required' }),
      grants: ['kms:Decrypt'],
      policyName: 's3-replication-decrypt-source',
    });
  },
});
