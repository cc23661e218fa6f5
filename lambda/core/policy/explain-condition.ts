import { NULL_OPERATOR } from './condition-operators';
import type { ParsedCondition } from './parse-condition';
import { listTexts, quote, quoteValue } from './quote-text';
import type { RequestContext } from './request-context';

/**
 * What a condition asks for and what the request has, in that order:
 * "condition `aws:SourceAccount` is 111111111111, the request has 222222222222".
 */
export function explainCondition(condition: ParsedCondition, context: RequestContext): string {
  return `${describeCondition(condition)}, ${describeGiven(context.valuesOf(condition.key))}`;
}

/** "condition `aws:SourceVpce` is not vpce-1". */
export function describeCondition({ operator, set, isIfExists, key, values }: ParsedCondition): string {
  const subject = `${describeSet(set)}condition ${quote(key)}`;
  if (operator === NULL_OPERATOR) {
    return `${subject} is ${values.some((value) => value.toLowerCase() === 'true') ? 'absent' : 'present'}`;
  }
  const written = listTexts(values.map(quoteValue), 'or');
  return `${subject} ${operator.phrase} ${written}${isIfExists ? ' (if present)' : ''}`;
}

function describeSet(set: ParsedCondition['set']): string {
  if (set === undefined) return '';
  return set === 'ForAllValues' ? 'every value of ' : 'any value of ';
}

function describeGiven(given: readonly string[] | undefined): string {
  if (given === undefined) return 'what the request has is not known';
  return given.length === 0
    ? 'the request has none'
    : `the request has ${listTexts(given.map(quoteValue), 'and')}`;
}
