import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, ruledOut, undecided, without } from './judgement';
import { causeInRule, nameRule, nameRuleFirst } from './replication-rule';
import { readRule } from './replication-subject';

/**
 * `Destination.Account` of the rule against the account that the event or the responder's configuration names. S3
 * tells nobody whose a bucket is, so without either there is nothing to compare.
 */
export const destinationAccount = defineCheck({
  id: 'destination-account',
  level: 'config',
  looksAt: 'the account that the rule names for the destination bucket',
  facts: ['source-replication'],
  judge(context) {
    const rule = readRule(context);
    if (rule.state !== 'known') return without(rule);
    const { bucket, account } = rule.value.destination;
    const owner = context.subject.destinationAccount;
    const name = nameRuleFirst(rule.value);
    if (account === undefined)
      return ruledOut(`${name} names no account for ${quote(bucket)}, so no wrong one.`);
    if (owner === undefined) {
      const evidence = `${name} names ${quote(account)} as the account of ${quote(bucket)}.`;
      return undecided('nothing else tells whose the destination bucket is', evidence);
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
