import type { Explanation } from './access-request';
import { describeCondition, explainCondition } from './explain-condition';
import { explainNotPrincipal } from './explain-principal';
import type { EvaluatedRequest, StatementMatch } from './match-statement';
import type { ParsedStatement } from './parsed-policy';
import { listTexts, quote } from './quote-text';

/** Why a Deny applies: its conditions against the request, the exemption it does not make, or that it has neither. */
export function explainDeny({ statement }: StatementMatch, request: EvaluatedRequest): Explanation {
  const { policy, name, conditions, principal } = statement;
  const reasons = conditions.map((condition) => explainCondition(condition, request.context));
  if (principal?.isNegated === true) reasons.unshift(explainNotPrincipal(principal, request));
  const because =
    reasons.length > 0
      ? `denies because ${listTexts(reasons, 'and')}`
      : `denies ${describeList(statement.action)} on ${describeList(statement.resource)} without a condition`;
  return { policy, statement: name, because };
}

/** What a statement hangs on that may allow or deny. */
export function explainHanging(match: StatementMatch): Explanation {
  const { statement, applies } = match;
  const { policy, name } = statement;
  const verb = statement.effect === 'Allow' ? 'may allow' : 'may deny';
  if (statement.isMalformed) {
    const problem = statement.problems[0] ?? 'the policy is malformed';
    return { policy, statement: name, because: `${verb}, but cannot be read: ${problem}` };
  }
  const hanging = statement.conditions.filter((_, at) => match.conditions[at]?.truth === 'unknown');
  const needs = hanging.length > 0 ? ` (${listTexts(hanging.map(describeCondition), 'and')})` : '';
  const keys = listTexts(applies.missing.map(quote), 'and');
  return { policy, statement: name, because: `${verb}: it hangs on ${keys}, which nobody gave${needs}` };
}

function describeList(list: ParsedStatement['action']): string {
  if (list === undefined) return 'the role';
  const texts = listTexts(list.entries.map(quote), 'or');
  return list.isNegated ? `everything but ${texts}` : texts;
}
