import { type ConditionOperator, findOperator, NULL_OPERATOR } from './condition-operators';
import type { ProblemLog } from './problem-log';
import { quote } from './quote-text';
import { entriesOf, readValues } from './read-json';

export type SetOperator = 'ForAllValues' | 'ForAnyValue';

/** One key under one operator. A statement's condition block is all of these at once. */
export interface ParsedCondition {
  readonly operator: ConditionOperator;
  readonly set: SetOperator | undefined;
  readonly isIfExists: boolean;
  /** As the policy spells it. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The `Condition` element. What cannot be read is named in the log and left out. */
export function parseConditions(element: unknown, log: ProblemLog): readonly ParsedCondition[] {
  if (element === undefined) return [];
  const operators = entriesOf(element);
  if (operators === undefined) return log.add('Condition must be an object') ?? [];
  return operators.flatMap(([name, keys]) => {
    const form = parseOperator(name);
    if (form === undefined)
      return log.add(`condition operator ${quote(name)} is not one AWS documents`) ?? [];
    const entries = entriesOf(keys);
    if (entries === undefined) return log.add(`condition ${quote(name)} must be an object of keys`) ?? [];
    return entries.flatMap(([key, value]) => {
      const element = `condition ${quote(name)} ${quote(key)}`;
      const values = readValues(value, element, log);
      const wrong = values?.find((text) => !form.operator.isValue(text));
      if (wrong !== undefined) log.add(`${element} has ${quote(wrong)}, needs ${form.operator.allowed}`);
      return values === undefined || wrong !== undefined ? [] : [{ ...form, key, values }];
    });
  });
}

type OperatorForm = Pick<ParsedCondition, 'operator' | 'set' | 'isIfExists'>;

const FORM = /^(?:(ForAllValues|ForAnyValue):)?([a-z]{1,40}?)(IfExists)?$/i;

function parseOperator(name: string): OperatorForm | undefined {
  const [, set, base, ifExists] = FORM.exec(name) ?? [];
  const operator = base === undefined ? undefined : findOperator(base);
  if (operator === undefined) return undefined;
  const isIfExists = ifExists !== undefined;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
  if (operator === NULL_OPERATOR && (isIfExists || set !== undefined)) return undefined;
  return { operator, set: toSetOperator(set), isIfExists };
}

function toSetOperator(text: string | undefined): SetOperator | undefined {
  if (text === undefined) return undefined;
  return text.toLowerCase() === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue';
}
