import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, ruledOut, undecided, without } from './judgement';
import { causeInRule, nameRule, nameRuleFirst } from './replication-rule';
import { readRule, readSetting } from './replication-subject';

/**
 * `Destination.Account` of the rule against the account that the event or the responder's configuration names. S3
 * tells nobody whose a bucket is; but its policy it gives to nobody else than the owner, whatever the policy says.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export const destinationAccount = defineCheck({
  id: 'destination-account',
  level: 'config',
  looksAt: 'the account that the rule names for the destination bucket',
  facts: ['source-replication', 'destination-bucket', 'destination-policy'],
  judge(context) {
    const rule = readRule(context);
    if (rule.state !== 'known') return without(rule);
    const { bucket, account } = rule.value.destination;
    const owner = context.subject.destinationAccount;
    const name = nameRuleFirst(rule.value);
    if (account === undefined)
      return ruledOut(`${name} names no account for ${quote(bucket)}, so no wrong one.`);
    if (owner === undefined) {
      const named = `${name} names ${quote(account)} as the account of ${quote(bucket)}`;
      return readSetting(context, 'destination-policy').state === 'known'
        ? ruledOut(`${named}, and that account can read its policy, which only the owner may.`)
        : undecided('nothing else tells whose the destination bucket is', `${named}.`);
    }
    if (owner === account)
      return ruledOut(`${name} names ${quote(owner)}, which is the account of ${quote(bucket)}.`);
    return confirmed(
      `${name} names ${quote(account)} as the account of ${quote(bucket)}, which belongs to ${quote(owner)}.`,
      causeInRule(context, rule.value, 'The rule names a wrong account for the destination bucket'),
      editReplication(
        context,
        `In \`replication.json\`, set \`Destination.Account\` of ${nameRule(rule.value)} to ${quote(owner)}.`,
      ),
    );
  },
});
