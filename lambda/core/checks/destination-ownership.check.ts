import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, notApplicable, ruledOut, unread, without } from './judgement';
import { causeInRule, nameRuleFirst } from './replication-rule';
import { readRule, readSetting } from './replication-subject';

/**
 * Whether the owner override of the rule makes sense with the ownership setting of the destination bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
 */
export const destinationOwnership = defineCheck({
  id: 'destination-ownership',
  level: 'config',
  looksAt: 'who is to own the replicas, by the rule and by the destination bucket',
  facts: ['source-replication', 'destination-bucket', 'destination-ownership'],
  judge(context) {
    const rule = readRule(context);
    if (rule.state !== 'known') return without(rule);
    const { destination } = rule.value;
    const name = nameRuleFirst(rule.value);
    if (!destination.ownerOverride) return notApplicable('the rule leaves the owner of replicas as it is');
    if (destination.account === undefined) {
      const evidence = `${name} gives replicas to the owner of ${quote(destination.bucket)}, but names no \`Destination.Account\`.`;
      const change = `In \`replication.json\`, set \`Destination.Account\` of the rule to the account of ${quote(destination.bucket)}, or take \`AccessControlTranslation\` out.`;
      return confirmed(
        evidence,
        causeInRule(context, rule.value, 'The rule changes the owner of replicas and names no account'),
        editReplication(context, change),
      );
    }
    const ownership = readSetting(context, 'destination-ownership');
    const evidence = `${name} gives replicas to account ${quote(destination.account)}.`;
    if (ownership.state === 'absent') return without(ownership);
    if (ownership.state === 'unreadable') return unread([ownership], evidence);
    return ruledOut([evidence, toEffect(destination.bucket, ownership.value?.ownership)]);
  },
});

function toEffect(bucket: string, ownership = 'ObjectWriter'): string {
  const setting = `Object ownership of ${quote(bucket)} is ${quote(ownership)}`;
  return ownership === 'BucketOwnerEnforced'
    ? `${setting}: the override needs no permission of its own.`
    : `${setting}: the override needs \`s3:ObjectOwnerOverrideToBucketOwner\`.`;
}
