import type { AccessRequest, AccessResult, DecidingStatement, Decision, Explanation } from './access-request';
import { toCaller } from './caller';
import {
  combineHiddenDenies,
  combineRoutes,
  findAllows,
  findDenies,
  findRoutes,
  isInSamePartition,
  type PolicySides,
  type Relation,
} from './combine-decisions';
import { explainDeny, explainHanging } from './explain-decision';
import { explainNearMisses } from './explain-near-miss';
import type { EvaluatedRequest, StatementMatch } from './match-statement';
import { POLICY_LIMITS } from './policy-limits';
import { evaluateSide, toResourceKind, toUnreadProblems } from './policy-sides';
import { toRequestContext } from './request-context';
import { type Match, type Truth } from './truth';

export type { AccessRequest, AccessResult, NamedPolicy, RequestPrincipal } from './access-request';

/**
 * Decides whether policies let a principal take an action on a resource, and says why: which statements decided, and
 * which came near. Full IAM logic over identity policies, permissions boundary and resource policy, within an
 * account and across accounts; an explicit deny wins. Never throws, whatever the policies hold.
 *
 * The answer holds at most 5 near misses, 20 deciding statements and 20 problems (`POLICY_LIMITS`).
 *
 * `unknown` is an answer: the decision hangs on a condition key nobody gave (`missingContext`), on a policy that
 * could not be read, or on a statement that could not (`problems`). It is given only where it matters: a Deny that
 * may apply to what is not allowed anyway, or an Allow that may apply beside one that does, changes nothing.
 *
 * Not looked at: SCPs, RCPs, session policies, VPC endpoint policies, KMS grants, ACLs.
 * docs/reference/policy-evaluation.md has it all;
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateAccess(request: AccessRequest): AccessResult {
  const evaluated = toEvaluatedRequest(request);
  const sides: PolicySides = {
    identity: evaluateSide('identity', { request, evaluated }),
    boundary: evaluateSide('boundary', { request, evaluated }),
    resource: evaluateSide('resource', { request, evaluated }),
  };
  const relation = toRelation(request, evaluated);
  const routes = findRoutes(sides, relation);
  const access = combineRoutes(routes);
  const denies = findDenies(sides, 'yes');
  const mayDeny = findDenies(sides, 'unknown');
  const hidden = combineHiddenDenies(sides);
  const decision = decide(access.truth, {
    isDenied: denies.length > 0,
    mayBeDenied: mayDeny.length > 0 || hidden.truth === 'unknown',
  });
  const deciding: Readonly<Record<Decision, () => readonly StatementMatch[]>> = {
    'explicit-deny': () => denies,
    'implicit-deny': () => [],
    allowed: () => findAllows(routes, 'yes'),
    unknown: () => [...mayDeny, ...findAllows(routes, 'unknown')],
  };
  const decidedBy = deciding[decision]().slice(0, POLICY_LIMITS.decidedBy);
  const hanging: readonly Match[] =
    decision === 'unknown' ? [access, ...mayDeny.map(({ applies }) => applies)] : [];
  const decidedBecause = explainDecision(decision, decidedBy, evaluated);
  const problems = [sides.identity, sides.boundary, sides.resource]
    .flatMap(({ policies }) => policies.flatMap((policy) => policy.problems))
    .concat(toUnreadProblems(request))
    .slice(0, POLICY_LIMITS.problems);
  return {
    decision,
    decidedBy: decidedBy.map(toDeciding),
    nearMisses:
      access.truth === 'yes' ? [] : explainNearMisses({ request: evaluated, relation, routes, sides }),
    missingContext: toKeys(hanging),
    ...(decidedBecause.length > 0 && { decidedBecause }),
    ...(problems.length > 0 && { problems }),
  };
}

function toEvaluatedRequest(request: AccessRequest): EvaluatedRequest {
  return {
    caller: toCaller(request.principal),
    context: toRequestContext(request),
    hasBoundary: request.permissionsBoundary !== undefined,
    action: request.action,
    resourceArn: request.resource.arn,
  };
}

function toRelation(request: AccessRequest, { caller, hasBoundary }: EvaluatedRequest): Relation {
  return {
    caller,
    isSameAccount: caller.kind !== 'service' && caller.account === request.resource.account,
    isSamePartition: caller.kind === 'service' || isInSamePartition(caller.arn, request.resource.arn),
    hasBoundary,
    isResourcePolicyRequired: toResourceKind(request) !== 'resource',
  };
}

/** Each key once, whatever the spellings: condition keys are case-insensitive. */
function toKeys(hanging: readonly Match[]): readonly string[] {
  const keys = hanging.flatMap(({ missing }) => missing).sort();
  const spellings = new Map(keys.map((key) => [key.toLowerCase(), key]));
  return [...spellings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

interface DenyState {
  readonly isDenied: boolean;
  readonly mayBeDenied: boolean;
}

/** An explicit deny beats everything; a possible one matters only to what would be allowed. */
function decide(access: Truth, { isDenied, mayBeDenied }: DenyState): Decision {
  if (isDenied) return 'explicit-deny';
  if (access === 'no') return 'implicit-deny';
  return access === 'unknown' || mayBeDenied ? 'unknown' : 'allowed';
}

function explainDecision(
  decision: Decision,
  decidedBy: readonly StatementMatch[],
  request: EvaluatedRequest,
): readonly Explanation[] {
  if (decision === 'explicit-deny') return decidedBy.map((match) => explainDeny(match, request));
  return decision === 'unknown' ? decidedBy.map(explainHanging) : [];
}

function toDeciding({ statement }: StatementMatch): DecidingStatement {
  return { policy: statement.policy, statement: statement.name, effect: statement.effect };
}
