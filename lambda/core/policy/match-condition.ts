import { NULL_OPERATOR } from './condition-operators';
import type { ParsedCondition } from './parse-condition';
import type { VariableScope } from './policy-variables';
import { allOf, anyOf, type Match, negate, NO, toMatch, unknownFor, YES } from './truth';

/**
 * One key under one operator. Several values in the policy are alternatives, for a negated operator none of them
 * may match. A key nobody gave makes the answer unknown; a key known to be absent makes a plain operator false and
 * a negated one true.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function matchCondition(condition: ParsedCondition, scope: VariableScope): Match {
  const given = scope.context.valuesOf(condition.key);
  if (given === undefined) return unknownFor(condition.key);
  if (condition.operator === NULL_OPERATOR) return matchNull(condition, given);
  if (given.length === 0) return matchAbsent(condition);
  return matchValues(condition, given, scope);
}

function matchNull({ values }: ParsedCondition, given: readonly string[]): Match {
  const isAbsent = given.length === 0;
  return toMatch(values.some((value) => (value.toLowerCase() === 'true') === isAbsent));
}

/** The set operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function matchAbsent({ operator, set, isIfExists }: ParsedCondition): Match {
  if (isIfExists || set === 'ForAllValues') return YES;
  if (set === 'ForAnyValue') return NO;
  return toMatch(operator.isNegated);
}

function matchValues(condition: ParsedCondition, given: readonly string[], scope: VariableScope): Match {
  const { operator, set, values } = condition;
  const matchOne = (value: string): Match => {
    const match = anyOf(values.map((written) => operator.compare(written, value, scope)));
    return operator.isNegated ? negate(match) : match;
  };
  // An empty text is "a null dataset" to ForAllValues.
  if (set === 'ForAllValues') return allOf(given.filter((value) => value !== '').map(matchOne));
  if (set === 'ForAnyValue') return anyOf(given.map(matchOne));
  // Several values without a set operator: AWS says not to. Read as "the request has this value".
  return operator.isNegated ? allOf(given.map(matchOne)) : anyOf(given.map(matchOne));
}
