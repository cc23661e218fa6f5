import type { AccessResult, Explanation } from '../../policy/access-request';
import { WHOLE_POLICY } from '../../policy/access-request';
import { conditionKeysOf, findStatement } from './edit-policy';
import { nameOf, type PolicyInPlay } from './policy-in-play';
import { describeInferred } from './replication-request-context';
import type { AccessAnswer, AccessQuestion, Lack } from './weigh-access';

/** All policies of a decision, the role's own first. */
export function policiesOf({ role, resource }: AccessQuestion): readonly PolicyInPlay[] {
  return [...role.policies, ...(role.boundary === undefined ? [] : [role.boundary]), resource.policy];
}

function ask({ action, resource }: AccessQuestion): string {
  return `\`${action}\` on \`${resource.arn}\``;
}

/** Which statements deny, on which condition, and what of that is inferred. */
export function describeDenial({ question, result }: AccessAnswer): readonly string[] {
  const explained = result.decidedBecause ?? [];
  const sentences = explained.map(({ policy, statement, because }) => {
    const why = because.replace(/^denies because/, `denies \`${question.action}\` because`);
    return `Statement \`${statement}\` of the ${policy} ${why}.`;
  });
  const named = findDeciding(question, result).flatMap(conditionKeysOf);
  return [...sentences, ...describeInferred(named, question.keys)];
}

function findDeciding(
  question: AccessQuestion,
  result: AccessResult,
): readonly Readonly<Record<string, unknown>>[] {
  return result.decidedBy.flatMap(({ policy, statement }) => {
    const source = policiesOf(question).find((one) => nameOf(one) === policy);
    const found = findStatement(source?.policy?.document, statement);
    return found === undefined ? [] : [found.statement];
  });
}

/** That a side allows nothing, and what came nearest. */
export function describeLack(question: AccessQuestion, { side, nearMisses }: Lack): readonly string[] {
  const { role } = question;
  const near = findNearest(nearMisses);
  const nearest = near.map(describeNearMiss);
  if (side === 'identity')
    return [`No policy of the role \`${role.name}\` allows ${ask(question)}.`, ...nearest];
  if (side === 'boundary') {
    const boundary = role.boundary === undefined ? 'permissions boundary' : nameOf(role.boundary);
    return [`The ${boundary} does not allow ${ask(question)}, whatever other policies allow.`, ...nearest];
  }
  return [describeResourceLack(question), ...nearest, ...describeDeadRole(question, near)];
}

/** A statement in which two parts do not fit, told with a semicolon, is worth telling only where none comes nearer. */
function findNearest(nearMisses: readonly Explanation[]): readonly Explanation[] {
  const statements = nearMisses.filter(({ statement }) => statement !== WHOLE_POLICY);
  const slips = statements.filter(({ because }) => !because.includes('; '));
  return slips.length > 0 ? slips.slice(0, 2) : statements.slice(0, 1);
}

function describeResourceLack(question: AccessQuestion): string {
  const { role, resource, action } = question;
  const { place, policy } = resource.policy;
  const who = `\`${role.arn}\``;
  if (place.kind === 'key') {
    return `The ${nameOf(resource.policy)} does not let ${who} use \`${action}\`, and no other policy can make up for it.`;
  }
  return policy === undefined
    ? `There is no ${nameOf(resource.policy)}, and across accounts one has to let ${who} do ${ask(question)}.`
    : `The ${nameOf(resource.policy)} does not let ${who} do ${ask(question)}, as it has to across accounts.`;
}

function describeNearMiss({ policy, statement, because }: Explanation): string {
  return `Statement \`${statement}\` of the ${policy} comes near: ${because}.`;
}

function describeDeadRole({ role }: AccessQuestion, near: readonly Explanation[]): readonly string[] {
  if (!near.some(({ because }) => because.includes('the id of a deleted role'))) return [];
  const own = role.id === undefined ? '' : `; \`${role.name}\` has \`${role.id}\``;
  return [
    `A role that is deleted and made again has another id, even under the same name, and the policy holds on to the old one${own}.`,
  ];
}

/** Which statements allow it. */
export function describeAllowance({ question, result, grantId }: AccessAnswer): string {
  const statements = result.decidedBy
    .slice(0, 2)
    .map(({ policy, statement }) => `statement \`${statement}\` of the ${policy}`);
  const plural = statements.length > 1 ? 'allow' : 'allows';
  const stated = statements.length === 0 ? '' : `: ${statements.join(' and ')} ${plural} it`;
  const by = grantId === undefined ? stated : `: grant \`${grantId}\` of the key allows it`;
  return `\`${question.role.name}\` may ${ask(question)}${by}.`;
}

/** What an open decision hangs on: statements that may apply, and policies that cannot be read. */
export function describeDoubt({ question, result }: AccessAnswer): readonly string[] {
  const hanging = (result.decidedBecause ?? []).map(
    ({ policy, statement, because }) => `Statement \`${statement}\` of the ${policy} ${because}.`,
  );
  const denies = result.decidedBy.some(({ effect }) => effect === 'Deny');
  return hanging.length === 0 || !denies
    ? hanging
    : [`Whether ${ask(question)} is denied is open.`, ...hanging];
}

/** The condition keys nobody knows, and what is malformed, as clauses. */
export function explainDoubt({ question, result, gaps }: AccessAnswer): readonly string[] {
  if (result.decision === 'implicit-deny') {
    return [
      `AWS names \`${question.action}\` as possibly missing, and does not say that replication needs it`,
    ];
  }
  const keys = result.missingContext.map((key) => `\`${key}\``).join(', ');
  if (keys !== '') return [`it hangs on ${keys}, and nobody knows what S3's request has for it`];
  if (gaps.length > 0) return [];
  return (result.problems ?? []).map(
    ({ policy, statement, problem }) =>
      `statement \`${statement}\` of the ${policy} cannot be relied on: ${problem}`,
  );
}
