import { isJsonObject } from '../events/json-value';
import { POLICY_LIMITS } from './policy-limits';
import type { ProblemLog } from './problem-log';
import { quote } from './quote-text';

/** Own entries of an object, `__proto__` included; `undefined` for anything else. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  return isJsonObject(value) ? Object.entries(value) : undefined;
}

/** A text or a list of at least one text, as most elements of a policy are. */
export function readTexts(value: unknown, element: string, log: ProblemLog): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) return log.add(`${element} is an empty list`);
  if (list.every((entry) => typeof entry === 'string')) return list;
  return log.add(`${element} must be a text or a list of texts`);
}

/** Like `readTexts`, where AWS takes numbers and booleans without quotation marks too. */
export function readValues(value: unknown, element: string, log: ProblemLog): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isPlain = list.every((entry) => ['string', 'number', 'boolean'].includes(typeof entry));
  if (!isPlain) return log.add(`${element} must be a text, number or boolean, or a list of them`);
  if (list.length === 0) return log.add(`${element} is an empty list`);
  return list.map(String);
}

/** The one of two elements that is there; both or none is a problem. */
export function readEither(
  elements: ReadonlyMap<string, unknown>,
  name: string,
  log: ProblemLog,
): { readonly isNegated: boolean; readonly element: string; readonly value: unknown } | undefined {
  const not = `Not${name}`;
  const isNegated = elements.has(not);
  if (isNegated && elements.has(name)) return log.add(`has both ${name} and ${not}`);
  const element = isNegated ? not : name;
  if (!elements.has(element)) return log.add(`${name} is missing`);
  return { isNegated, element, value: elements.get(element) };
}

/** Whether a document is larger than anything AWS stores. Walks at most the limits, however deep or wide it is. */
export function isTooLarge(document: unknown): boolean {
  let characters = 0;
  let values = 0;
  const open: unknown[] = [document];
  while (open.length > 0) {
    const value = open.pop();
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (characters > POLICY_LIMITS.documentCharacters || values > POLICY_LIMITS.documentValues) return true;
    if (Array.isArray(value)) {
      if (value.length > POLICY_LIMITS.documentValues) return true;
      for (const entry of value) open.push(entry);
    } else {
      for (const [key, entry] of entriesOf(value) ?? []) {
        characters += key.length;
        open.push(entry);
      }
    }
  }
  return false;
}

/** A document given as its JSON text is parsed; anything else is taken as it is. */
export function toDocument(document: unknown, log: ProblemLog): unknown {
  if (typeof document !== 'string') return document;
  if (document.length > 2 * POLICY_LIMITS.documentCharacters)
    return log.add('is larger than any policy AWS stores');
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return log.add(`is not JSON: it starts with ${quote(document.slice(0, 40))}`);
  }
}
