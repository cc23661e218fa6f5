import type { ObjectTag } from '../facts/replication-configuration';
import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, without } from './judgement';
import { findCandidates, nameRule, nameRuleFirst } from './replication-rule';
import { sourceOf } from './replication-subject';

/**
 * A rule wants all of its tags, in this spelling, and looks at them when the object is written.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 */
export const replicationRuleTags = defineCheck({
  id: 'replication-rule-tags',
  level: 'objects',
  looksAt: 'whether the object has the tags that a rule selects by',
  facts: ['source-replication', 'source-object-tags'],
  judge(context) {
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    const configuration = context.fact('source-replication');
    if (configuration.state !== 'known') return without(configuration);
    const rules = findCandidates(context, configuration.value.rules).filter(({ filter }) =>
      object.key.startsWith(filter.prefix),
    );
    if (rules.length === 0) return notApplicable('no rule applies to the key of the object');
    if (rules.some(({ filter }) => filter.tags.length === 0)) {
      return notApplicable('a rule applies to the object whatever its tags');
    }
    const tags = context.fact('source-object-tags');
    if (tags.state !== 'known') return without(tags);
    const key = quote(object.key);
    const missing = rules.map(({ filter }) => filter.tags.filter((tag) => !has(tags.value.tags, tag)));
    const fitting = missing.findIndex((each) => each.length === 0);
    if (fitting >= 0) return ruledOut(`${key} has all tags of ${nameRule(rules[fitting] ?? {})}.`);
    const evidence = rules.map(
      (rule, at) =>
        `${nameRuleFirst(rule)} wants the tag ${(missing[at] ?? []).map(toText).join(' and ')}, which ${key} does not have.`,
    );
    const { bucket, arn } = sourceOf(context);
    const title = 'The object does not have the tags that the rule selects by';
    return confirmed(evidence, { title, subject: `${arn}/${object.key}`, owner: 'source-account' }, [
      {
        text: `If ${key} is to be replicated, see which tags it has: setting tags replaces all of them.`,
        command: awsCommand({
          operation: 's3api get-object-tagging',
          options: { bucket, key: object.key, 'version-id': object.versionId },
        }),
      },
      {
        text: 'Set the missing tag beside them, then replicate the version with S3 Batch Replication: live replication looks at tags only when an object is written.',
      },
    ]);
  },
});

function has(tags: readonly ObjectTag[], { key, value }: ObjectTag): boolean {
  return tags.some((tag) => tag.key === key && tag.value === value);
}

function toText({ key, value }: ObjectTag): string {
  return quote(`${key}=${value}`);
}
