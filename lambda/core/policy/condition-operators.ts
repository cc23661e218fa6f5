import { type VariableScope, expandVariables, type WildcardReading } from './policy-variables';
import { isInRange, parseRange } from './ip-range';
import { toEpochMillis } from './policy-date';
import { type Match, NO, toMatch, unknownFor } from './truth';
import { matchesPattern, toCodePoints } from './wildcard';

/** How one value of a policy is compared with one value of a request. */
interface Comparison {
  readonly compare: (written: string, given: string, scope: VariableScope) => Match;
  /** Whether AWS would store this value with this operator, and what it should be. */
  readonly isValue: (written: string) => boolean;
  readonly allowed: string;
}

export interface ConditionOperator extends Comparison {
  /** As AWS spells it, without set prefix and `IfExists`. */
  readonly name: string;
  /** `Not…`: true where none of the values matches, and where the key is absent. */
  readonly isNegated: boolean;
  /** Between the key and its values: "condition `aws:SourceVpce` *is not* vpce-1". */
  readonly phrase: string;
}

function texts(reading: WildcardReading, isCaseIgnored = false): Comparison {
  const fold = (text: string): string => (isCaseIgnored ? text.toLowerCase() : text);
  return {
    compare: (written, given, scope) => {
      const { pattern, missing, isNull } = expandVariables(written, reading, scope);
      if (isNull) return NO;
      const steps = isCaseIgnored ? foldPattern(pattern) : pattern;
      return matchesPattern(steps, fold(given))
        ? missing.length > 0
          ? unknownFor(...missing)
          : toMatch(true)
        : NO;
    },
    isValue: () => true,
    allowed: 'a text',
  };
}

function foldPattern(pattern: readonly number[]): readonly number[] {
  return pattern.flatMap((step) =>
    step < 0 ? [step] : toCodePoints(String.fromCodePoint(step).toLowerCase()),
  );
}

const ARNS: Comparison = {
  ...texts('arn-parts'),
  isValue: (written) => written.includes('${') || written.split(':').length >= 6,
  allowed: 'an ARN of six parts',
};

/** Compares what both texts stand for; a value of the request that cannot be read matches nothing. */
function parsed<T>(
  parse: (text: string) => T | undefined,
  test: (given: T, written: T) => boolean,
  allowed: string,
): Comparison {
  return {
    compare: (written, given) => {
      const [left, right] = [parse(given), parse(written)];
      return toMatch(left !== undefined && right !== undefined && test(left, right));
    },
    isValue: (written) => parse(written) !== undefined,
    allowed,
  };
}

function numbers(test: (given: number, written: number) => boolean): Comparison {
  return parsed(toNumber, test, 'a number');
}

function dates(test: (given: number, written: number) => boolean): Comparison {
  return parsed(toEpochMillis, test, 'a date such as 2026-01-01T00:00:00Z, or seconds since 1970');
}

function toNumber(text: string): number | undefined {
  return /^[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/.test(text.trim()) ? Number(text) : undefined;
}

function toBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** Two encodings of the same bytes differ at most in padding. */
function toBase64(text: string): string | undefined {
  const digits = text.replace(/={1,2}$/, '');
  return /^[A-Za-z0-9+/]*$/.test(digits) && digits.length % 4 !== 1 ? digits : undefined;
}

const same = <T>(given: T, written: T): boolean => given === written;
const BOOLEANS = parsed(toBoolean, same, 'true or false');
const ADDRESSES = parsed(parseRange, isInRange, 'an IP address or a range such as 203.0.113.0/24');

type Row = readonly [name: string, phrase: string, comparison: Comparison];

/**
 * Every operator but `Null`, which looks at presence instead of values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const ROWS: readonly Row[] = [
  ['StringEquals', 'is', texts('none')],
  ['StringNotEquals', 'is not', texts('none')],
  ['StringEqualsIgnoreCase', 'is (in any case)', texts('none', true)],
  ['StringNotEqualsIgnoreCase', 'is not (in any case)', texts('none', true)],
  ['StringLike', 'is like', texts('glob')],
  ['StringNotLike', 'is not like', texts('glob')],
  ['NumericEquals', 'is', numbers(same)],
  ['NumericNotEquals', 'is not', numbers(same)],
  ['NumericLessThan', 'is less than', numbers((given, written) => given < written)],
  ['NumericLessThanEquals', 'is at most', numbers((given, written) => given <= written)],
  ['NumericGreaterThan', 'is more than', numbers((given, written) => given > written)],
  ['NumericGreaterThanEquals', 'is at least', numbers((given, written) => given >= written)],
  ['DateEquals', 'is', dates(same)],
  ['DateNotEquals', 'is not', dates(same)],
  ['DateLessThan', 'is before', dates((given, written) => given < written)],
  ['DateLessThanEquals', 'is at or before', dates((given, written) => given <= written)],
  ['DateGreaterThan', 'is after', dates((given, written) => given > written)],
  ['DateGreaterThanEquals', 'is at or after', dates((given, written) => given >= written)],
  ['Bool', 'is', BOOLEANS],
  ['BinaryEquals', 'is', parsed(toBase64, same, 'base64')],
  ['IpAddress', 'is in', ADDRESSES],
  ['NotIpAddress', 'is not in', ADDRESSES],
  // The two pairs behave alike: both take wildcards.
  ['ArnEquals', 'is', ARNS],
  ['ArnNotEquals', 'is not', ARNS],
  ['ArnLike', 'is like', ARNS],
  ['ArnNotLike', 'is not like', ARNS],
];

/** `Null`: `true` when the key is absent, `false` when it is there. */
export const NULL_OPERATOR: ConditionOperator = { ...BOOLEANS, name: 'Null', isNegated: false, phrase: 'is' };

const OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(
  [
    ...ROWS.map(([name, phrase, comparison]) => {
      return { ...comparison, name, phrase, isNegated: name.includes('Not') };
    }),
    NULL_OPERATOR,
  ].map((operator) => [operator.name.toLowerCase(), operator]),
);

/** `StringEquals` and the like, in any case; `undefined` for a name AWS does not document. */
export function findOperator(name: string): ConditionOperator | undefined {
  return OPERATORS.get(name.toLowerCase());
}
