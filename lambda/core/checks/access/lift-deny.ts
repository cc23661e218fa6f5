import type { AccessResult } from '../../policy/access-request';
import type { Remedy } from '../check';
import { findStatement } from './edit-policy';
import { isEditable, nameOf, type PolicyInPlay } from './policy-in-play';
import { toRead } from './put-policy';

export interface DenyToLift {
  readonly roleArn: string;
  readonly denies: AccessResult['decidedBy'];
  readonly policies: readonly PolicyInPlay[];
}

/**
 * For each policy that denies: the exemption of the one role from each of its denying statements. `ArnNotLike` on
 * `aws:PrincipalArn` also works beside `NotPrincipal`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function liftDeny({ roleArn, denies, policies }: DenyToLift): readonly Remedy[] {
  return policies.flatMap((policy) => {
    const names = denies.filter((deny) => deny.policy === nameOf(policy)).map(({ statement }) => statement);
    return names.length === 0 ? [] : [liftFrom(policy, names, roleArn)];
  });
}

function liftFrom(policy: PolicyInPlay, names: readonly string[], roleArn: string): Remedy {
  const { place, owner } = policy;
  const document = policy.policy?.document;
  const edits = names.flatMap((name) => {
    const found = findStatement(document, name);
    return found === undefined ? [] : [{ kind: 'exempt-role' as const, at: found.at, name, roleArn }];
  });
  if (isEditable(policy) && edits.length === names.length)
    return { change: { place, document, edits, owner } };
  const listed = names.map((name) => `\`${name}\``).join(', ');
  const how = isEditable(policy)
    ? `Exempt \`${roleArn}\` from statement ${listed} of the ${nameOf(policy)}`
    : `Replace the ${nameOf(policy)}, which AWS manages, by a copy that does not deny it (statement ${listed})`;
  return { text: `${how}.`, command: toRead(place) };
}
