import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, notApplicable, ruledOut, without } from './judgement';
import { findCandidates, nameRuleFirst } from './replication-rule';
import { sourceOf } from './replication-subject';

/** Prefixes only: what tags a rule wants is the question of `replication-rule-tags`, which reads objects. */
export const replicationRuleFilter = defineCheck({
  id: 'replication-rule-filter',
  level: 'config',
  looksAt: 'whether a rule selects the key of the object',
  facts: ['source-replication'],
  judge(context) {
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    const configuration = context.fact('source-replication');
    if (configuration.state !== 'known') return without(configuration);
    const rules = findCandidates(context, configuration.value.rules);
    if (rules.length === 0) return notApplicable('there is no rule that is on for this destination');
    const fitting = rules.filter(({ filter }) => object.key.startsWith(filter.prefix));
    const key = quote(object.key);
    if (fitting.length > 0) {
      const tags = fitting.every(({ filter }) => filter.tags.length > 0)
        ? ', to those with the right tags'
        : '';
      return ruledOut(`${nameRuleFirst(fitting[0] ?? {})} applies to keys like ${key}${tags}.`);
    }
    const evidence = rules
      .slice(0, SHOWN)
      .map(
        (rule) =>
          `${nameRuleFirst(rule)} applies to keys that begin with ${quote(rule.filter.prefix)}, which ${key} does not.`,
      );
    const change = `If ${key} is to be replicated: in \`replication.json\`, widen \`Prefix\` of a rule, or add a rule.`;
    return confirmed(
      evidence,
      {
        title: 'No rule selects the key of the object',
        subject: sourceOf(context).arn,
        owner: 'source-account',
      },
      editReplication(context, change),
    );
  },
});

const SHOWN = 3;
