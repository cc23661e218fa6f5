import { parseKmsKeyArn } from '../facts/kms-key-arn';
import { quote } from '../policy/quote-text';
import type { CheckContext, Judgement, Remedy } from './check';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, ruledOut, undecided, unread, without } from './judgement';
import { findKeyProblem, isPassing, ownerOfKey } from './key-problem';
import { DEFAULT_KEY_IS_SELDOM_USED, isReplicaKeyUsed, readReplicaKey, type ReplicaKey } from './replica-key';
import { accountOfRole, readDestinationRegion, readRule } from './replication-subject';

const KEY = 'The destination KMS key';

/**
 * S3 does not look at the key when a rule names it, so it may be in another Region, or nowhere.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export const destinationKeyState = defineCheck({
  id: 'destination-key-state',
  level: 'config',
  looksAt: 'the KMS key of the replicas: whether it exists, is enabled, and where and whose it is',
  facts: ['source-replication', 'destination-bucket', 'destination-encryption', 'destination-key'],
  judge(context) {
    const judgement = judgeNamedKey(context);
    const rule = readRule(context);
    const isUsed =
      ABOUT_THE_KEY.has(context.reason) || (rule.state === 'known' && isReplicaKeyUsed(rule.value));
    return judgement.verdict !== 'confirmed' || isUsed
      ? judgement
      : undecided(DEFAULT_KEY_IS_SELDOM_USED, judgement.evidence);
  },
});

/** Reasons that S3 gives only where replicas get a KMS key. */
const ABOUT_THE_KEY = new Set(['DstKmsKeyNotFound', 'DstKmsKeyInvalidState']);

/** As if replicas were under the key that is named. */
function judgeNamedKey(context: CheckContext): Judgement {
  const named = readReplicaKey(context);
  if (named.state !== 'known') return without(named);
  const region = readDestinationRegion(context);
  if (region.state === 'absent') return without(region);
  const { keyId, namedBy } = named.value;
  const told = `The key that ${namedBy} names, ${quote(keyId)},`;
  const place = parseKmsKeyArn(keyId);
  if (place !== undefined && region.state === 'known' && place.region !== region.value) {
    const evidence = `${told} is in ${quote(place.region)}; the destination bucket is in ${quote(region.value)}.`;
    return blame(context, named.value, {
      title: `${KEY} is in another Region than the bucket`,
      evidence,
    });
  }

  const key = context.fact('destination-key');
  if (key.state === 'unreadable') return unread([key]);
  if (key.state === 'absent') {
    // Without an account and a Region of its own, S3 may look for the name elsewhere than we did.
    const hint = place === undefined ? ' Only a key ARN says in which account and Region.' : '';
    return blame(context, named.value, {
      title: `${KEY} does not exist`,
      evidence: `${told} does not exist.${hint}`,
    });
  }
  const { arn, account, state } = key.value;
  const problem = findKeyProblem(key.value, accountOfRole(context));
  if (problem !== undefined) {
    const owner = ownerOfKey(account, {
      sourceAccount: context.subject.sourceAccount,
      side: 'destination',
    });
    return confirmed(problem.evidence, { title: `${KEY} ${problem.what}`, subject: arn, owner }, problem.fix);
  }
  if (isPassing(key.value)) {
    return undecided('the state of the key is one that passes', `The key ${quote(arn)} is ${quote(state)}.`);
  }
  const evidence = `The key ${quote(arn)} is enabled.`;
  return region.state === 'known' ? ruledOut(evidence) : unread([region], evidence);
}

/** What names the key is wrong, not the key. */
function blame(
  context: CheckContext,
  key: ReplicaKey,
  { title, evidence }: { readonly title: string; readonly evidence: string },
) {
  const { sourceAccount } = context.subject;
  const owner = key.isInRule
    ? 'source-account'
    : ownerOfKey(undefined, { sourceAccount, side: 'destination' });
  return confirmed(evidence, { title, subject: key.keyId, owner }, toNameAnother(context, key));
}

function toNameAnother(context: CheckContext, { isInRule, namedBy }: ReplicaKey): readonly Remedy[] {
  if (isInRule) {
    const change =
      'In `replication.json`, set `ReplicaKmsKeyID` of the rule to the ARN of a key in the Region of the destination bucket.';
    return editReplication(context, change);
  }
  return [{ text: `Name a key that exists in the Region of the bucket in ${namedBy}.` }];
}
