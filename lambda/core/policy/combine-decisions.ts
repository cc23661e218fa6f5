import { parseArn } from './arn';
import type { Grant } from './match-principal';
import type { EvaluatedRequest, StatementMatch } from './match-statement';
import type { EvaluatedSide } from './policy-sides';
import { allOf, anyOf, type Match, NO, YES } from './truth';

export interface PolicySides {
  readonly identity: EvaluatedSide;
  readonly boundary: EvaluatedSide;
  readonly resource: EvaluatedSide;
}

/** One thing a way to access needs, and the statements that can provide it. */
export interface Need {
  readonly side: EvaluatedSide;
  /** For the resource policy: naming the caller in this way; left out: in any way. */
  readonly grant?: Grant;
  readonly match: Match;
}

/** A way to be allowed: all of its needs together. */
export type Route = readonly Need[];

/** What the combination of the sides depends on besides their statements. */
export interface Relation {
  readonly isSameAccount: boolean;
  readonly isSamePartition: boolean;
  readonly hasBoundary: boolean;
  /** A KMS key or a role: IAM policies count only as far as the resource policy lets them. */
  readonly isResourcePolicyRequired: boolean;
  readonly caller: EvaluatedRequest['caller'];
}

/**
 * The ways in which a request can be allowed.
 *
 * Within an account a bucket policy or an identity policy is enough; an identity policy and a role's ARN in a
 * resource policy are capped by the permissions boundary, a session, a user or everyone is not; naming the account
 * leaves the decision to its identity policies. For a KMS key or a trust policy the resource policy has to allow the
 * caller, or its account and then an identity policy too. Across accounts both sides are needed. A service has no
 * identity policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function findRoutes(sides: PolicySides, relation: Relation): readonly Route[] {
  const { isSameAccount, isSamePartition, isResourcePolicyRequired, caller } = relation;
  const granted: Need = { side: sides.resource, match: sides.resource.allowed() };
  if (caller.kind === 'service') return [[granted]];
  // "only within a single partition": access_policies-cross-account-resource-access.html
  if (!isSamePartition) return [];
  const boundary: Need = {
    side: sides.boundary,
    match: relation.hasBoundary ? sides.boundary.allowed() : YES,
  };
  // The root user needs no policy of its own account.
  const ownRight = caller.kind === 'root' ? YES : sides.identity.allowed();
  const own: Route = [{ side: sides.identity, match: ownRight }, boundary];
  if (!isSameAccount) return [[...own, granted]];
  const by = (grant: Grant): Need => ({ side: sides.resource, grant, match: sides.resource.allowed(grant) });
  return [[by('direct')], [by('role'), boundary], isResourcePolicyRequired ? [by('account'), ...own] : own];
}

/** Whether any of the ways is open, Deny statements left aside. */
export function combineRoutes(routes: readonly Route[]): Match {
  return anyOf(routes.map((route) => allOf(route.map(({ match }) => match))));
}

/** The Allow statements of all routes whose truth is this, each once. */
export function findAllows(routes: readonly Route[], truth: 'yes' | 'unknown'): readonly StatementMatch[] {
  const open = routes.filter((route) => allOf(route.map(({ match }) => match)).truth === truth);
  const needs = open.flat().filter(({ match }) => match.truth === truth);
  return [
    ...new Set(
      needs.flatMap((need) => need.side.allows.filter((allow) => toNeeded(allow, need).truth === truth)),
    ),
  ];
}

/** How far one Allow statement provides for a need. */
export function toNeeded({ applies, byGrant }: StatementMatch, { grant }: Need): Match {
  return grant === undefined ? applies : byGrant[grant];
}

/** ARNs of one partition, as far as both are ARNs at all. */
export function isInSamePartition(left: string, right: string): boolean {
  const [one, other] = [parseArn(left)?.partition, parseArn(right)?.partition];
  return one === undefined || other === undefined || one === other;
}

/** All Deny statements that apply, or may apply. */
export function findDenies(sides: PolicySides, truth: 'yes' | 'unknown'): readonly StatementMatch[] {
  return [sides.identity, sides.boundary, sides.resource]
    .flatMap(({ denies }) => denies)
    .filter(({ applies }) => applies.truth === truth);
}

export function combineHiddenDenies({ identity, boundary, resource }: PolicySides): Match {
  return anyOf([identity.hiddenDeny, boundary.hiddenDeny, resource.hiddenDeny, NO]);
}
