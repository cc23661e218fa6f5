import { absent, type Fact, known, unreadable } from './fact';
import type { FactSubject } from './fact-subject';
import type { ReplicationConfiguration, ReplicationRule } from './replication-configuration';

/**
 * The rule that the subject is about: by its id, else by its destination, else the only one there is. `unreadable`
 * when several fit: nothing says which.
 */
export function findRule(
  { rules }: ReplicationConfiguration,
  { ruleId, destinationBucket }: Pick<FactSubject, 'ruleId' | 'destinationBucket'>,
): Fact<ReplicationRule> {
  const fitting = rules.filter((rule) =>
    ruleId !== undefined
      ? rule.id === ruleId
      : destinationBucket === undefined || rule.destination.bucket === destinationBucket,
  );
  const [rule, another] = fitting;
  const wanted = ruleId !== undefined ? `with the id ${ruleId}` : `to the bucket ${destinationBucket ?? ''}`;
  if (rule === undefined) return absent(`the replication configuration has no rule ${wanted}`);
  if (another === undefined) return known(rule);
  return unreadable('dependency', 'several rules fit, and the event does not say which of them failed');
}
