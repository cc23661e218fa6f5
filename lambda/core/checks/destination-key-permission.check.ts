import { factsOfKeyPermission, judgeKeyPermission, type KeyUse } from './access/judge-key-permission';
import type { Need } from './access/judge-access';
import { defineCheck } from './define-check';
import { undecided } from './judgement';
import { DEFAULT_KEY_IS_SELDOM_USED, isReplicaKeyUsed } from './replica-key';
import { readRule } from './replication-subject';

/** Parts of a large replica are written and put together under the key. */
const MULTIPART = /^DstMultipart/;

/**
 * Sure is `kms:Encrypt` for replicas of KMS objects, `kms:GenerateDataKey` for plain objects that the default of the
 * destination encrypts, which hardly any is: a lack of it proves nothing. AWS's pages differ on the rest; where a Bucket Key or a multipart upload takes part, what is
 * lacking is suspect. https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export const destinationKeyPermission = defineCheck({
  id: 'destination-key-permission',
  level: 'config',
  looksAt: 'permission of the replication role to encrypt replicas',
  facts: factsOfKeyPermission('destination'),
  judge: (context) => {
    const judgement = judgeKeyPermission(context, {
      side: 'destination',
      toActions,
      grants: ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:Decrypt'],
      policyName: 's3-replication-encrypt-replica',
    });
    const rule = readRule(context);
    return judgement.verdict !== 'confirmed' || (rule.state === 'known' && isReplicaKeyUsed(rule.value))
      ? judgement
      : undecided(DEFAULT_KEY_IS_SELDOM_USED, judgement.evidence);
  },
});

function toActions({ rule, reason, bucketKey }: KeyUse): Readonly<Record<`kms:${string}`, Need>> {
  const rest: Need = MULTIPART.test(reason) ? 'suspected' : 'advised';
  const decrypt: Need = bucketKey === true ? 'suspected' : rest;
  if (rule.sseKmsObjects !== 'enabled') {
    return { 'kms:GenerateDataKey': 'required', 'kms:Decrypt': decrypt };
  }
  return { 'kms:Encrypt': 'required', 'kms:GenerateDataKey': rest, 'kms:Decrypt': decrypt };
}
