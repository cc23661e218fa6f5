/**
 * A policy document as it was read: parsed JSON, or its text. Nothing is assumed of its shape; what is wrong with
 * it comes back as `problems`.
 */
export type PolicyDocument = unknown;

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export type RequestPrincipal =
  | {
      /** ARN of the role, of one of its sessions, or of a user. */
      readonly arn: string;
      readonly account: string;
    }
  | {
      /** A service acting as itself, as S3 does when it assumes the replication role: `s3.amazonaws.com`. */
      readonly service: string;
    };

/** The three kinds of policy that `evaluateAccess` takes. */
export type PolicySide = 'identity' | 'boundary' | 'resource';

export interface AccessRequest {
  readonly principal: RequestPrincipal;
  readonly action: string;
  readonly resource: { readonly arn: string; readonly account: string };
  /**
   * What is known of the request, keys in any case. A key with an empty list is known to be absent; a key that is
   * not given is unknown. See docs/reference/policy-evaluation.md for the keys that follow from the request itself.
   */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly identityPolicies: readonly NamedPolicy[];
  readonly permissionsBoundary?: NamedPolicy;
  /** Bucket policy, key policy or trust policy. Left out: the resource has none. */
  readonly resourcePolicy?: NamedPolicy;
  /**
   * Kinds of policy that exist or may exist but could not be read. They may hold anything, so the decision is
   * `unknown` wherever it depends on them.
   */
  readonly unreadable?: readonly PolicySide[];
}

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny' | 'unknown';

export interface DecidingStatement {
  readonly policy: string;
  /** Its Sid, or `#` and its index: `#0` is the first, as in `.Statement[0]`. */
  readonly statement: string;
  readonly effect: 'Allow' | 'Deny';
}

export interface Explanation {
  readonly policy: string;
  /** Sid, `#index`, or `(whole policy)`. */
  readonly statement: string;
  readonly because: string;
}

export interface PolicyProblem {
  readonly policy: string;
  readonly statement: string;
  readonly problem: string;
}

export interface AccessResult {
  readonly decision: Decision;
  /** The statements that allowed or denied; for `unknown` the statements it hangs on. */
  readonly decidedBy: readonly DecidingStatement[];
  /** Allow statements that matched but for a part or two, most telling first. Empty when access is allowed. */
  readonly nearMisses: readonly Explanation[];
  /** For `unknown`: the condition keys whose values would settle it, as the policies spell them. Otherwise empty. */
  readonly missingContext: readonly string[];
  /** Why the denying or hanging statements in `decidedBy` apply. Left out when there is nothing to tell. */
  readonly decidedBecause?: readonly Explanation[];
  /** What is wrong with the policies themselves. Left out when nothing is. */
  readonly problems?: readonly PolicyProblem[];
}

/** Where a finding is about a policy as a whole. */
export const WHOLE_POLICY = '(whole policy)';
