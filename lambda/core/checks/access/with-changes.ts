import type { Remedy } from '../check';
import { applyEdits } from './apply-edits';
import type { PolicyInPlay } from './policy-in-play';
import type { AccessQuestion } from './weigh-access';

/** The same question in a world where the policies are changed as the remedies say. */
export function withChanges(question: AccessQuestion, remedies: readonly Remedy[]): AccessQuestion {
  const { role, resource } = question;
  const change = (policy: PolicyInPlay): PolicyInPlay => withChange(policy, remedies);
  return {
    ...question,
    role: {
      ...role,
      policies: role.policies.map(change),
      boundary: role.boundary === undefined ? undefined : change(role.boundary),
    },
    resource: { ...resource, policy: change(resource.policy) },
  };
}

function withChange(inPlay: PolicyInPlay, remedies: readonly Remedy[]): PolicyInPlay {
  const { place, policy } = inPlay;
  const edits = remedies.flatMap((remedy) =>
    'change' in remedy && remedy.change.place === place ? remedy.change.edits : [],
  );
  if (policy === undefined || edits.length === 0) return inPlay;
  const document = applyEdits({ document: policy.document, edits });
  return { ...inPlay, policy: { ...policy, document, text: JSON.stringify(document) } };
}
