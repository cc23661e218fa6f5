import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, notApplicable, ruledOut, without } from './judgement';
import { causeInRule, findCandidates, nameRule, nameRuleFirst } from './replication-rule';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
export const replicationRuleEncryption = defineCheck({
  id: 'replication-rule-encryption',
  level: 'objects',
  looksAt: 'whether the rule takes objects that are encrypted with a KMS key',
  facts: ['source-replication', 'source-object'],
  judge(context) {
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    const configuration = context.fact('source-replication');
    if (configuration.state !== 'known') return without(configuration);
    const rules = findCandidates(context, configuration.value.rules);
    const [rule] = rules;
    if (rule === undefined) return notApplicable('there is no rule that is on for this destination');
    const head = context.fact('source-object');
    if (head.state !== 'known') return without(head);
    if (head.value.kind === 'delete-marker') return notApplicable('a delete marker is not encrypted');
    const { encryption } = head.value;
    if (encryption?.startsWith('aws:kms') !== true) {
      return notApplicable('the object is not encrypted with a KMS key');
    }
    const evidence = `${quote(object.key)} is encrypted with a KMS key (${quote(encryption)}).`;
    const takes = rules.find(({ sseKmsObjects }) => sseKmsObjects === 'enabled');
    if (takes !== undefined) return ruledOut([evidence, `${nameRuleFirst(takes)} takes such objects.`]);
    return confirmed(
      [evidence, `${nameRuleFirst(rule)} leaves such objects out, as rules do unless they say otherwise.`],
      causeInRule(context, rule, 'The object is under a KMS key, and the rule leaves such objects out'),
      editReplication(
        context,
        `In \`replication.json\`, set \`SourceSelectionCriteria.SseKmsEncryptedObjects\` of ${nameRule(rule)} to \`{"Status":"Enabled"}\`, and name the key of the replicas in \`Destination.EncryptionConfiguration\`.`,
      ),
    );
  },
});
