import { type Explanation, WHOLE_POLICY } from './access-request';
import { type Need, type PolicySides, type Relation, type Route, toNeeded } from './combine-decisions';
import { explainCondition } from './explain-condition';
import { explainAction, explainResource } from './explain-part';
import { explainPrincipal, type PartMiss } from './explain-principal';
import type { EvaluatedRequest, StatementMatch } from './match-statement';
import { POLICY_LIMITS } from './policy-limits';
import { quote } from './quote-text';
import { allOf } from './truth';

/** Everything that is needed to say why a request is not allowed. */
export interface DenialScope {
  readonly request: EvaluatedRequest;
  readonly relation: Relation;
  readonly routes: readonly Route[];
  readonly sides: PolicySides;
}

interface RankedMiss extends Explanation {
  /** Less is more telling. */
  readonly rank: number;
}

/**
 * The Allow statements that matched but for a part or two, most telling first: a statement that fails in one part
 * before one that fails in two, a slip of the pen before something else altogether. Statements about other things
 * are left out, and no more than a handful is told.
 */
export function explainNearMisses(scope: DenialScope): readonly Explanation[] {
  const misses = scope.routes
    .filter((route) => allOf(route.map(({ match }) => match)).truth !== 'yes')
    .flatMap((route) => route.flatMap((need) => explainNeed(need, route, scope)))
    .concat(explainDelegation(scope));
  const sorted = misses.sort(
    (a, b) =>
      a.rank - b.rank ||
      compareTexts(a.policy, b.policy) ||
      compareTexts(a.because, b.because) ||
      compareTexts(a.statement, b.statement),
  );
  const told = new Map(
    sorted.map(({ policy, statement, because }) => [
      JSON.stringify([policy, statement, because]),
      { policy, statement, because },
    ]),
  );
  return [...told.values()].slice(0, POLICY_LIMITS.nearMisses);
}

function explainNeed(need: Need, route: Route, scope: DenialScope): readonly RankedMiss[] {
  if (need.match.truth !== 'no') return [];
  const statements = need.side.allows
    .filter((allow) => toNeeded(allow, need).truth === 'no')
    .flatMap((allow) => explainStatement(allow, scope.request) ?? []);
  return [...statements, ...explainGap(need, route, scope)];
}

const RANK_OF_DELEGATION = 4;
const RANK_OF_WHOLE_POLICY = 5;

/** A whole policy that is missing, or that says nothing on the matter. */
function explainGap(
  { side, grant }: Need,
  route: Route,
  { request, relation }: DenialScope,
): readonly RankedMiss[] {
  const policy = side.policies[0]?.name;
  const what = `${quote(request.action)} on ${quote(request.resourceArn)}`;
  const tell = (name: string, because: string): readonly RankedMiss[] => [
    { policy: name, statement: WHOLE_POLICY, because, rank: RANK_OF_WHOLE_POLICY },
  ];
  if (side.side === 'boundary') {
    const others = route.filter((need) => need.side !== side);
    if (others.some(({ match }) => match.truth === 'no') || policy === undefined) return [];
    return tell(policy, `the permissions boundary allows no ${what}, whatever other policies allow`);
  }
  if (side.side === 'identity') {
    return policy === undefined
      ? tell('identity policies', `there are none, so nothing on the caller's own side allows ${what}`)
      : [];
  }
  if (grant !== undefined || relation.caller.kind === 'service' || policy !== undefined) return [];
  return tell('resource policy', `there is none, and across accounts it has to allow ${what} too`);
}

/** Naming the account grants nothing by itself within the account: worth telling when it is all there is. */
function explainDelegation({ sides, relation }: DenialScope): readonly RankedMiss[] {
  const { caller, isSameAccount } = relation;
  if (caller.kind === 'service' || !isSameAccount || sides.identity.allowed().truth !== 'no') return [];
  return sides.resource.allows
    .filter(({ byGrant }) => byGrant.account.truth === 'yes')
    .map(({ statement: { policy, name } }) => ({
      policy,
      statement: name,
      because: `allows account ${caller.account}, which leaves it to identity policies, and none of those allows it`,
      rank: RANK_OF_DELEGATION,
    }));
}

const MALFORMED_RANK = 3;

function explainStatement(match: StatementMatch, request: EvaluatedRequest): RankedMiss | undefined {
  const { statement } = match;
  const misses = explainParts(match, request);
  if (statement.isMalformed) {
    const because = `cannot be read: ${statement.problems[0] ?? 'the policy is malformed'}`;
    return misses.length > 0
      ? undefined
      : { policy: statement.policy, statement: statement.name, because, rank: MALFORMED_RANK };
  }
  if (!isTelling(misses)) return undefined;
  const rank = misses.reduce((sum, { distance }) => sum + 10 + distance, -10);
  const because = misses.map((miss) => miss.because).join('; ');
  return { policy: statement.policy, statement: statement.name, because, rank };
}

/** One part that is about the same thing, or two that are mere slips. */
function isTelling(misses: readonly PartMiss[]): boolean {
  const [first, second, ...more] = misses;
  if (first === undefined || more.length > 0) return false;
  return first.distance + (second?.distance ?? 0) < 2;
}

function explainParts(match: StatementMatch, request: EvaluatedRequest): readonly PartMiss[] {
  const { statement } = match;
  const misses: PartMiss[] = [];
  if (match.principal.truth === 'no' && statement.principal !== undefined) {
    misses.push(explainPrincipal(statement.principal.entries, request));
  }
  if (match.action.truth === 'no' && statement.action !== undefined) {
    misses.push(explainAction(statement.action, request.action));
  }
  if (match.resource.truth === 'no' && statement.resource !== undefined) {
    const { kind, hasVariables } = statement;
    const scope = { kind, hasVariables, context: request.context };
    misses.push(explainResource(statement.resource, request.resourceArn, scope));
  }
  const failing = statement.conditions.filter((_, at) => match.conditions[at]?.truth === 'no');
  if (failing.length > 0) {
    const texts = failing
      .slice(0, POLICY_LIMITS.quotedValues)
      .map((condition) => explainCondition(condition, request.context));
    misses.push({ because: texts.join('; '), distance: 1 });
  }
  return misses;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
