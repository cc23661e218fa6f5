import { isJsonObject } from '../events/json-value';

const INDENT = '  ';

/** What fits is on one line: operators of a condition, lists of actions. */
const COLUMNS = 100;

/**
 * From which depth on a thing may be on one line: elements of a statement that hold names only, and what is in those
 * that hold more. All above is always taken apart, so that a change in it is a change of few lines.
 */
const [ELEMENT, WITHIN_ELEMENT] = [3, 4];

/** A policy document line by line, the way a person would write it; still JSON. */
export function formatPolicy(document: unknown): readonly string[] {
  return format(document, 0);
}

function format(value: unknown, depth: number): readonly string[] {
  const items = toItems(value);
  if (items === undefined) return [toJson(value)];
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return [`${open}${close}`];
  const isLeaf = items.every(([, item]) => toItems(item) === undefined);
  if (depth >= WITHIN_ELEMENT || (depth >= ELEMENT && isLeaf)) {
    const line = toOneLine(value);
    if (depth * INDENT.length + line.length <= COLUMNS) return [line];
  }
  return [
    open,
    ...items.flatMap((item, at) => toLines(item, { depth, isLast: at === items.length - 1 })),
    close,
  ];
}

function toOneLine(value: unknown): string {
  const items = toItems(value)?.map(([name, item]) => name + toOneLine(item));
  if (items === undefined) return toJson(value);
  if (Array.isArray(value)) return `[${items.join(', ')}]`;
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}

function toLines(
  [name, item]: Item,
  { depth, isLast }: { readonly depth: number; readonly isLast: boolean },
): readonly string[] {
  const [first = '', ...rest] = format(item, depth + 1);
  const lines = [name + first, ...rest].map((line) => INDENT + line);
  return isLast ? lines : [...lines.slice(0, -1), `${lines.at(-1) ?? ''},`];
}

type Item = readonly [name: string, item: unknown];

/** What is in a list or an object, with the name that stands before it; `undefined` for what holds nothing. */
function toItems(value: unknown): readonly Item[] | undefined {
  if (Array.isArray(value)) return value.map((item): Item => ['', item]);
  if (!isJsonObject(value)) return undefined;
  return Object.entries(value).flatMap(([name, item]): readonly Item[] =>
    item === undefined ? [] : [[`${JSON.stringify(name)}: `, item]],
  );
}

function toJson(value: unknown): string {
  return JSON.stringify(value ?? null);
}
