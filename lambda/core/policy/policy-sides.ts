import type { AccessRequest, NamedPolicy, PolicyProblem, PolicySide } from './access-request';
import { WHOLE_POLICY } from './access-request';
import { parseArn } from './arn';
import type { Grant } from './match-principal';
import { type EvaluatedRequest, matchStatement, type StatementMatch } from './match-statement';
import { parsePolicy } from './parse-policy';
import type { ParsedPolicy, PolicyKind } from './parsed-policy';
import { anyOf, type Match, unknownFor } from './truth';

/** One of the three kinds of policy, evaluated. */
export interface EvaluatedSide {
  readonly side: PolicySide;
  readonly policies: readonly ParsedPolicy[];
  readonly allows: readonly StatementMatch[];
  readonly denies: readonly StatementMatch[];
  /** Unknown when a policy of this kind may deny but cannot be read. */
  readonly hiddenDeny: Match;
  /** Some statement allows; unknown when the policies could not be read at all. */
  readonly allowed: (grant?: Grant) => Match;
}

/** Key policies and trust policies always exist, and decide differently from bucket policies. */
export function toResourceKind({ resource }: AccessRequest): 'resource' | 'key' | 'trust' {
  const arn = parseArn(resource.arn);
  if (arn?.service === 'kms') return 'key';
  return arn?.service === 'iam' && arn.resource.startsWith('role/') ? 'trust' : 'resource';
}

export function evaluateSide(
  side: PolicySide,
  { request, evaluated }: { readonly request: AccessRequest; readonly evaluated: EvaluatedRequest },
): EvaluatedSide {
  const kind = side === 'resource' ? toResourceKind(request) : side;
  const policies = toPolicies(side, request).map((policy) => parsePolicy(policy, kind));
  const matches = policies.flatMap(({ statements }) =>
    statements.map((statement) => matchStatement(statement, evaluated)),
  );
  const allows = matches.filter(({ statement }) => statement.effect === 'Allow');
  const couldNotLook = isUnread(side, kind, request);
  const mayHide = couldNotLook || policies.some(({ isUnreadable }) => isUnreadable);
  return {
    side,
    policies,
    allows,
    denies: matches.filter(({ statement }) => statement.effect === 'Deny'),
    hiddenDeny: mayHide ? unknownFor() : anyOf([]),
    allowed: (grant) => {
      const stated = allows.map(({ applies, byGrant }) => (grant === undefined ? applies : byGrant[grant]));
      return anyOf(couldNotLook ? [...stated, unknownFor()] : stated);
    },
  };
}

/** A service has neither identity policies nor a boundary: those of the role it assumes are not its own. */
function isInForce(side: PolicySide, { principal }: AccessRequest): boolean {
  return side === 'resource' || !('service' in principal);
}

/** The policies of a kind that were not read: said so by the caller, or such as must exist and were not given. */
function isUnread(side: PolicySide, kind: PolicyKind, request: AccessRequest): boolean {
  if (!isInForce(side, request)) return false;
  const mustExist = kind === 'key' || kind === 'trust';
  return request.unreadable?.includes(side) === true || (mustExist && request.resourcePolicy === undefined);
}

export function toUnreadProblems(request: AccessRequest): readonly PolicyProblem[] {
  return (['identity', 'boundary', 'resource'] as const)
    .filter((side) => isUnread(side, side === 'resource' ? toResourceKind(request) : side, request))
    .map((side) => ({ policy: UNREAD_NAMES[side], statement: WHOLE_POLICY, problem: 'could not be read' }));
}

const UNREAD_NAMES: Readonly<Record<PolicySide, string>> = {
  identity: 'identity policies',
  boundary: 'permissions boundary',
  resource: 'resource policy',
};

function toPolicies(side: PolicySide, request: AccessRequest): readonly NamedPolicy[] {
  if (!isInForce(side, request)) return [];
  if (side === 'identity') return request.identityPolicies;
  const policy = side === 'boundary' ? request.permissionsBoundary : request.resourcePolicy;
  return policy === undefined ? [] : [policy];
}
