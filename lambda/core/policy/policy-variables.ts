import type { RequestContext } from './request-context';
import {
  ANY_CHARACTER,
  ANY_CHARACTER_BUT_COLON,
  ANY_TEXT,
  ANY_TEXT_WITHOUT_COLON,
  type Pattern,
  toCodePoints,
} from './wildcard';

/**
 * How wildcards read. `none`: as themselves. `glob`: anywhere. `arn-parts`: the six parts of an ARN one by one.
 * `arn-resource`: the same, but a `*` that ends a part may reach beyond the colon, as the Resource element has it:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export type WildcardReading = 'none' | 'glob' | 'arn-parts' | 'arn-resource';

export interface Expansion {
  readonly pattern: Pattern;
  /** Variables whose key nobody gave: they stand for any text, and a match is only a possible one. */
  readonly missing: readonly string[];
  /** A variable without value and without default: equal to nothing and like nothing. */
  readonly isNull: boolean;
}

export interface VariableScope {
  readonly context: RequestContext;
  /** Version 2012-10-17; in older policies `${…}` is plain text. */
  readonly hasVariables: boolean;
}

/** `${key}`, `${key, 'default'}`, `${*}`, `${?}`, `${$}`; anything else stays as it is written. */
const VARIABLE = /\$\{([^{}]*)\}/g;
const WITH_DEFAULT = /^([^,]*),\s*'([^']*)'\s*$/;

/**
 * Puts the request's values into a text of a policy. A value is taken literally: a `*` in it is no wildcard.
 * Several values make no variable; AWS allows only single-valued keys.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expandVariables(text: string, reading: WildcardReading, scope: VariableScope): Expansion {
  if (!scope.hasVariables || !text.includes('${')) {
    return { pattern: toSteps([text], reading), missing: [], isNull: false };
  }
  const parts: (string | Substitute)[] = [];
  let end = 0;
  for (const found of text.matchAll(VARIABLE)) {
    parts.push(text.slice(end, found.index), resolve(found[1] as string, scope.context));
    end = found.index + found[0].length;
  }
  parts.push(text.slice(end));
  const substitutes = parts.filter((part) => typeof part !== 'string');
  return {
    pattern: toSteps(parts, reading),
    missing: substitutes.flatMap(({ missing }) => missing ?? []),
    isNull: substitutes.some(({ value, missing }) => value === undefined && missing === undefined),
  };
}

interface Substitute {
  readonly value?: string;
  readonly missing?: string;
}

function resolve(inner: string, context: RequestContext): Substitute {
  if (inner === '*' || inner === '?' || inner === '$') return { value: inner };
  const [, name, fallback] = WITH_DEFAULT.exec(inner) ?? [undefined, inner, undefined];
  const key = name.trim();
  const values = context.valuesOf(key);
  if (values === undefined) return { missing: key };
  const value = values.length === 1 ? values[0] : fallback;
  return value === undefined ? {} : { value };
}

/** With a variable unknown, no colon is certain to be the end of a part: wildcards then read as freely as they can. */
function toSteps(parts: readonly (string | Substitute)[], reading: WildcardReading): Pattern {
  const isCertain = !parts.some((part) => typeof part !== 'string' && part.missing !== undefined);
  const effective = reading === 'arn-parts' && !isCertain ? 'glob' : reading;
  const steps: number[] = [];
  let colons = 0;
  for (const part of parts) {
    if (typeof part !== 'string') {
      const literal = toCodePoints(part.value ?? '');
      colons += literal.filter((point) => point === COLON).length;
      for (const point of part.missing === undefined ? literal : [ANY_TEXT]) steps.push(point);
      continue;
    }
    const points = toCodePoints(part);
    points.forEach((point, at) => {
      if (point === COLON) colons += 1;
      const isLastOfPart = (points[at + 1] ?? COLON) === COLON;
      steps.push(toStep(point, effective, { isInFirstFive: colons < 5, isLastOfPart }));
    });
  }
  return steps;
}

const COLON = 0x3a;
const STAR = 0x2a;
const QUESTION_MARK = 0x3f;

interface Place {
  readonly isInFirstFive: boolean;
  readonly isLastOfPart: boolean;
}

function toStep(point: number, reading: WildcardReading, { isInFirstFive, isLastOfPart }: Place): number {
  if (reading === 'none' || (point !== STAR && point !== QUESTION_MARK)) return point;
  const stopsAtColon = reading !== 'glob' && isInFirstFive;
  if (point === QUESTION_MARK) return stopsAtColon ? ANY_CHARACTER_BUT_COLON : ANY_CHARACTER;
  if (!stopsAtColon || (reading === 'arn-resource' && isLastOfPart)) return ANY_TEXT;
  return ANY_TEXT_WITHOUT_COLON;
}
