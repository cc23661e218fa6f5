import type { FixOwner } from '../../catalog/reason-row';
import type { ReadPolicy } from '../../facts/bucket-state';
import type { NamedPolicy } from '../../policy/evaluate-access';
import type { PolicyPlace } from '../policy-change';

/** A policy that takes part in a decision, with all that is needed to tell of it and to change it. */
export interface PolicyInPlay {
  readonly place: PolicyPlace;
  /** Who can change it. */
  readonly owner: FixOwner;
  /** Undefined: there is none yet. */
  readonly policy: ReadPolicy | undefined;
}

/** Unique among the policies of one decision, and good to read: "inline policy `replicate`". */
export function nameOf({ place }: { readonly place: PolicyPlace }): string {
  switch (place.kind) {
    case 'inline':
      return `inline policy \`${place.name}\` of \`${place.roleName}\``;
    case 'managed':
      return `managed policy \`${place.arn}\``;
    case 'boundary':
      return `permissions boundary \`${place.arn}\``;
    case 'trust':
      return `trust policy of \`${place.roleName}\``;
    case 'bucket':
      return `policy of bucket \`${place.bucket}\``;
    case 'key':
      return `policy of key \`${place.arn}\``;
  }
}

/** The ARN that stands for the policy: of itself where it has one, else of what it belongs to. */
export function subjectOf({ place }: PolicyInPlay): string {
  return 'arn' in place ? place.arn : place.roleArn;
}

/** In the form that the evaluator takes. */
export function toNamedPolicy(policy: PolicyInPlay): NamedPolicy | undefined {
  return policy.policy && { name: nameOf(policy), document: policy.policy.document };
}

/** An AWS-managed policy belongs to AWS: nobody here can edit it. */
export function isEditable({ place }: PolicyInPlay): boolean {
  return !('arn' in place) || !/^arn:[^:]*:iam::aws:/.test(place.arn);
}
