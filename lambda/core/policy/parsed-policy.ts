import type { PolicyProblem } from './access-request';
import type { ParsedCondition } from './parse-condition';

/** What a policy is attached to decides which elements it needs and how its Allow counts. */
export type PolicyKind = 'identity' | 'boundary' | 'resource' | 'key' | 'trust';

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PrincipalEntry {
  readonly type: PrincipalType | 'everyone';
  readonly value: string;
}

/** An element and its `Not` form: `Action`/`NotAction`, `Resource`/`NotResource`, `Principal`/`NotPrincipal`. */
export interface Listed<T> {
  readonly isNegated: boolean;
  readonly entries: readonly T[];
}

export interface ParsedStatement {
  readonly policy: string;
  readonly kind: PolicyKind;
  /** Sid or `#index`. */
  readonly name: string;
  /** A statement whose effect cannot be read may be a Deny; it is never an Allow. */
  readonly effect: 'Allow' | 'Deny';
  /** Something in it cannot be read: as an Allow it never matches, as a Deny it matches at most perhaps. */
  readonly isMalformed: boolean;
  /** What is wrong with it, in plain words. */
  readonly problems: readonly string[];
  /** Parts are `undefined` where the kind of policy has none, or where they cannot be read. */
  readonly principal: Listed<PrincipalEntry> | undefined;
  readonly action: Listed<string> | undefined;
  readonly resource: Listed<string> | undefined;
  readonly conditions: readonly ParsedCondition[];
  readonly hasVariables: boolean;
}

export interface ParsedPolicy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly statements: readonly ParsedStatement[];
  /** The document as a whole cannot be read, so it may deny anything. */
  readonly isUnreadable: boolean;
  readonly problems: readonly PolicyProblem[];
}
