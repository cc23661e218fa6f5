import type { AccessResult } from '../../policy/access-request';
import type { Remedy } from '../check';
import { exemptRole, findStatement, replaceStatement, type Statement } from './edit-policy';
import { isEditable, nameOf, type PolicyInPlay } from './policy-in-play';
import { putPolicy, toRead } from './put-policy';

export interface DenyToLift {
  readonly roleArn: string;
  readonly denies: AccessResult['decidedBy'];
  readonly policies: readonly PolicyInPlay[];
}

/**
 * For each policy that denies: the exemption of the one role from each of its denying statements, and the commands
 * that put it in force. `ArnNotLike` on `aws:PrincipalArn` also works beside `NotPrincipal`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function liftDeny({ roleArn, denies, policies }: DenyToLift): readonly Remedy[] {
  return policies.flatMap((policy) => {
    const names = denies.filter((deny) => deny.policy === nameOf(policy)).map(({ statement }) => statement);
    return names.length === 0 ? [] : liftFrom(policy, names, roleArn);
  });
}

function liftFrom(policy: PolicyInPlay, names: readonly string[], roleArn: string): readonly Remedy[] {
  const document = policy.policy?.document;
  const found = names.map((name) => findStatement(document, name));
  if (!isEditable(policy) || !found.every((one) => one !== undefined)) {
    const listed = names.map((name) => `\`${name}\``).join(', ');
    const how = isEditable(policy)
      ? `Exempt \`${roleArn}\` from statement ${listed} of the ${nameOf(policy)}`
      : `Replace the ${nameOf(policy)}, which AWS manages, by a copy that does not deny it (statement ${listed})`;
    return [{ text: `${how}.`, command: toRead(policy.place) }];
  }
  const exempted = found.map(({ at, statement }) => ({ at, statement: exemptRole(statement, roleArn) }));
  const changed = exempted.reduce<unknown>(
    (all, { at, statement }) => replaceStatement(all, at, statement),
    document,
  );
  const shown: readonly Remedy[] = exempted.map(({ statement }, at) => ({
    text: `Exempt the replication role, and nobody else, from statement \`${names[at] ?? ''}\` of the ${nameOf(policy)}: it gains \`ArnNotLike\` on \`aws:PrincipalArn\`.`,
    policy: statement,
  }));
  const text = `Put the ${names.length === 1 ? 'exemption' : 'exemptions'} in force`;
  return [...shown, ...putPolicy({ place: policy.place, document: changed as Statement, text })];
}
