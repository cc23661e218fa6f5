import { matchAction } from './match-action';
import { matchCondition } from './match-condition';
import {
  type Grant,
  matchesAnyhow,
  matchNotPrincipal,
  matchPrincipal,
  type PrincipalMatch,
  type Requester,
} from './match-principal';
import { matchResource } from './match-resource';
import type { ParsedStatement } from './parsed-policy';
import { allOf, type Match, NO, unknownFor, YES } from './truth';

/** A request with everything about it worked out once. */
export interface EvaluatedRequest extends Requester {
  readonly action: string;
  readonly resourceArn: string;
}

export interface StatementMatch {
  readonly statement: ParsedStatement;
  /** Part by part; a part that cannot be read is unknown. */
  readonly principal: Match;
  readonly action: Match;
  readonly resource: Match;
  readonly conditions: readonly Match[];
  /** Whether the statement takes effect at all. */
  readonly applies: Match;
  /** The same for each way a resource policy can name the caller. */
  readonly byGrant: Readonly<Record<Grant, Match>>;
}

/**
 * A statement against a request: it takes effect when every part matches. A malformed Allow never does; a malformed
 * Deny, or one whose effect cannot be read, may do so where the parts that can be read match. So what cannot be
 * read never grants access, and never hides a refusal.
 */
export function matchStatement(statement: ParsedStatement, request: EvaluatedRequest): StatementMatch {
  const { context } = request;
  const scope = { context, hasVariables: statement.hasVariables, kind: statement.kind };
  const named = matchNamed(statement, request);
  const principal = matchesAnyhow(named);
  const action =
    statement.action === undefined ? unknownFor() : matchAction(statement.action, request.action);
  const resource = matchResourcePart(statement, request, scope);
  const conditions = statement.conditions.map((condition) => matchCondition(condition, scope));
  const rest = [action, resource, ...conditions];
  const conclude = (match: Match): Match => {
    if (!statement.isMalformed) return allOf([match, ...rest]);
    return statement.effect === 'Allow' ? NO : allOf([match, ...rest, unknownFor()]);
  };
  const byGrant = {
    account: conclude(named.account),
    role: conclude(named.role),
    direct: conclude(named.direct),
  };
  return { statement, principal, action, resource, conditions, applies: conclude(principal), byGrant };
}

function matchNamed({ kind, principal }: ParsedStatement, request: EvaluatedRequest): PrincipalMatch {
  const nobody = { account: NO, role: NO, direct: NO };
  if (kind === 'identity' || kind === 'boundary') return { ...nobody, direct: YES };
  if (principal === undefined) return { ...nobody, direct: unknownFor() };
  if (principal.isNegated) return { ...nobody, direct: matchNotPrincipal(principal, request) };
  return matchPrincipal(principal.entries, request);
}

function matchResourcePart(
  { kind, resource }: ParsedStatement,
  { resourceArn }: EvaluatedRequest,
  scope: Parameters<typeof matchResource>[2],
): Match {
  // The role a trust policy is attached to is its only resource.
  if (kind === 'trust') return YES;
  return resource === undefined ? unknownFor() : matchResource(resource, resourceArn, scope);
}
