import { findRule } from '../facts/find-rule';
import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, ruledOut, undecided, unread } from './judgement';
import { causeInRule, nameRule, nameRuleFirst } from './replication-rule';
import { sourceOf } from './replication-subject';

/**
 * What a missing configuration, or a rule that is off, can be the cause of. Behind any other reason S3 found a rule
 * and followed it, so that what is missing now was removed since.
 */
const EXPLAINED = new Set(['SrcBucketReplicationConfigMissing', 'SrcObjectNotEligible', 'Unknown', 'Absent']);

export const replicationConfiguration = defineCheck({
  id: 'replication-configuration',
  level: 'config',
  looksAt: 'whether the source bucket has the rule, and has it switched on',
  facts: ['source-replication'],
  judge(context) {
    const isCause = EXPLAINED.has(context.reason);
    const { bucket } = sourceOf(context);
    const configuration = context.fact('source-replication');
    if (configuration.state === 'unreadable') return unread([configuration]);
    if (configuration.state === 'absent') {
      const evidence = `${quote(bucket)} has no replication configuration: ${configuration.because}.`;
      if (!isCause) return undecided('the configuration that failed is not there any more', evidence);
      const text =
        `Put the replication configuration of ${quote(bucket)} back from your infrastructure code, ` +
        'with metrics on for every rule, or make a deployment do it.';
      const title = 'The source bucket has no replication configuration';
      return confirmed(evidence, causeInRule(context, {}, title), [{ text }]);
    }

    const rule = findRule(configuration.value, context.subject);
    if (rule.state === 'unreadable') return unread([rule]);
    if (rule.state === 'absent') {
      const evidence = `${toSentence(rule.because)} It may have been removed or renamed since.`;
      if (context.reason !== 'SrcObjectNotEligible') {
        return undecided('the rule that failed is not there any more', evidence);
      }
      const change = 'Add the rule again in `replication.json`, with metrics on.';
      const title = 'The replication rule is not there any more';
      return confirmed(evidence, causeInRule(context, {}, title), editReplication(context, change));
    }

    const name = nameRuleFirst(rule.value);
    if (rule.value.enabled) return ruledOut(`${name} of ${quote(bucket)} is enabled.`);
    const evidence = `${name} of ${quote(bucket)} is disabled.`;
    if (!isCause) return undecided('the rule was on when it failed and is off now', evidence);
    const change = `In \`replication.json\`, set the \`Status\` of ${nameRule(rule.value)} to \`Enabled\`.`;
    const title = 'The replication rule is disabled';
    return confirmed(evidence, causeInRule(context, rule.value, title), editReplication(context, change));
  },
});

function toSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
