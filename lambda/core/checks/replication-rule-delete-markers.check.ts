import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, notApplicable, ruledOut, without } from './judgement';
import { causeInRule, findCandidates, nameRule, nameRuleFirst } from './replication-rule';

/**
 * Delete markers replicate when the rule says so, or when it is of the first version, with a prefix of its own. With
 * tags in the filter S3 lets nobody say so.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
 */
export const replicationRuleDeleteMarkers = defineCheck({
  id: 'replication-rule-delete-markers',
  level: 'config',
  looksAt: 'whether what was to be replicated is a delete marker that the rule leaves out',
  facts: ['source-replication', 'source-object-versions'],
  judge(context) {
    const { object } = context.subject;
    if (object?.versionId === undefined) return notApplicable('no object version is named');
    const configuration = context.fact('source-replication');
    if (configuration.state !== 'known') return without(configuration);
    const rules = findCandidates(context, configuration.value.rules);
    const [rule] = rules;
    if (rule === undefined) return notApplicable('there is no rule that is on for this destination');
    const listed = context.fact('source-object-versions');
    if (listed.state !== 'known') return without(listed);
    const found = listed.value.versions.find(({ versionId }) => versionId === object.versionId);
    if (found === undefined) return notApplicable('the version is not in the listing of the source bucket');
    if (found.kind === 'object') return notApplicable('the version is no delete marker');
    const evidence = `The version ${quote(object.versionId)} of ${quote(object.key)} is a delete marker.`;
    const takes = rules.find(
      ({ deleteMarkers, filter }) => deleteMarkers === 'enabled' || filter.form === 'prefix',
    );
    if (takes !== undefined)
      return ruledOut([evidence, `${nameRuleFirst(takes)} replicates delete markers.`]);
    const change = rules.every(({ filter }) => filter.tags.length > 0)
      ? 'If deletions are to be replicated: in `replication.json`, add a rule without tags; a rule with tags cannot replicate delete markers.'
      : `If deletions are to be replicated: in \`replication.json\`, set \`DeleteMarkerReplication\` of ${nameRule(rule)} to \`{"Status":"Enabled"}\`.`;
    return confirmed(
      [evidence, `${nameRuleFirst(rule)} does not replicate delete markers.`],
      causeInRule(context, rule, 'The rule does not replicate delete markers, and this is one'),
      editReplication(context, change),
    );
  },
});
