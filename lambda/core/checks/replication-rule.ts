import type { ReplicationRule } from '../facts/replication-configuration';
import { quote } from '../policy/quote-text';
import type { CheckContext } from './check';
import { sourceOf } from './replication-subject';

/** Inside a sentence; the author of a rule need not have named it. */
export function nameRule({ id }: Pick<ReplicationRule, 'id'>): string {
  return id === undefined ? 'the rule' : `the rule ${quote(id)}`;
}

/** At the beginning of a sentence. */
export function nameRuleFirst(rule: Pick<ReplicationRule, 'id'>): string {
  return `T${nameRule(rule).slice(1)}`;
}

/** A cause that stands in a rule: the configuration belongs to the source bucket, and so to its account. */
export function causeInRule(context: CheckContext, { id }: Pick<ReplicationRule, 'id'>, title: string) {
  return {
    title,
    subject: sourceOf(context).arn,
    ...(id !== undefined && { statement: id }),
    owner: 'source-account',
  } as const;
}

/** The rule that the event names, or else all that are on and go to the destination. */
export function findCandidates(
  { subject: { ruleId, destinationBucket } }: CheckContext,
  rules: readonly ReplicationRule[],
): readonly ReplicationRule[] {
  if (ruleId !== undefined) return rules.filter(({ id }) => id === ruleId);
  return rules.filter(
    ({ enabled, destination }) =>
      enabled && (destinationBucket === undefined || destination.bucket === destinationBucket),
  );
}
