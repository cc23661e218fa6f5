import { truncateCharacters } from '../render/truncate';
import { ALERT_LIMITS } from '../limits';
import { toVisibleText } from '../render/visible-text';
import { isJsonObject } from './json-value';

/** Of a text that stands where it should not, this much is quoted. */
const QUOTED_CHARACTERS = 80;

/** Fields of an unexpected object that are named. */
const NAMED_FIELDS = 8;

/**
 * A value in words for a person: `string "abc…"`, `number 42`, `array of 3`, `object with "detail-type"`, `nothing`.
 * One line of visible characters, whatever the value holds.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `string ${quote(value)}`;
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (isJsonObject(value)) return describeObject(value);
  return typeof value === 'number' || typeof value === 'boolean'
    ? `${typeof value} ${String(value)}`
    : typeof value;
}

/** The beginning of a text that could not be read, safe to show: at most 256 visible characters on one line. */
export function toExcerpt(text: string): string {
  return toVisibleStart(text, ALERT_LIMITS.excerptCharacters);
}

function describeObject(value: object): string {
  const names = Object.keys(value);
  if (names.length === 0) return 'object without fields';
  const more = names.length > NAMED_FIELDS ? ` and ${names.length - NAMED_FIELDS} more` : '';
  return `object with ${names.slice(0, NAMED_FIELDS).map(quoteName).join(', ')}${more}`;
}

function quote(text: string): string {
  return `"${toVisibleStart(text, QUOTED_CHARACTERS)}"`;
}

function quoteName(name: string): string {
  return `"${toVisibleStart(name, QUOTED_CHARACTERS / 4)}"`;
}

/** Clipped before as well as after: making characters visible takes up to six for one. */
function toVisibleStart(text: string, characters: number): string {
  return truncateCharacters(toVisibleText(truncateCharacters(text, characters)), characters);
}
