import { truncateCharacters } from './truncate';
import { toVisibleText } from './visible-text';

/** A run of text in one style. Its text is one visible line; what it needs beyond that, each channel does itself. */
export interface Span {
  readonly kind: 'text' | 'code' | 'strong';
  readonly text: string;
}

/** Spans that are read one after another. */
export type Line = readonly Span[];

/** Longest name, key or code shown in running text, in characters. */
const CODE_CHARACTERS = 300;

/** Longest sentence or paragraph taken over from the alert, in characters. */
const PROSE_CHARACTERS = 800;

/** Our own words. */
export function text(words: string): Span {
  return { kind: 'text', text: words };
}

/** Our own words, where the eye should go first. */
export function strong(words: string): Span {
  return { kind: 'strong', text: words };
}

/** A name from outside - bucket, key, rule, ARN, action - shown as it is, never as formatting. */
export function code(name: string, characters = CODE_CHARACTERS): Span {
  return { kind: 'code', text: truncateCharacters(toVisibleText(name), characters) };
}

/** Names, separated by commas. */
export function codes(names: readonly string[]): Line {
  return names.flatMap((name, index) => (index === 0 ? [code(name)] : [text(', '), code(name)]));
}

/**
 * A sentence from the alert. Names in backticks become code; it may contain what strangers wrote, so it is no
 * more than text to every channel.
 */
export function prose(sentence: string): Line {
  const visible = truncateCharacters(toVisibleText(sentence), PROSE_CHARACTERS);
  if (!visible.includes('`')) return [text(visible)];
  const parts = visible.split('`');
  // An odd number of backticks leaves the last one without a partner: it is a character like any other.
  const pairs = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  const spans: Span[] = [];
  for (const [index, part] of parts.entries()) {
    if (index >= pairs) spans.push(text(`\`${part}`));
    else if (part !== '') spans.push({ kind: index % 2 === 1 ? 'code' : 'text', text: part });
  }
  return spans;
}

/** A clause from the catalog as a sentence: with a capital and a full stop. */
export function sentence(clause: string): Line {
  const trimmed = clause.trim();
  if (trimmed === '') return [];
  const ended = /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return prose(ended.charAt(0).toUpperCase() + ended.slice(1));
}

/** Lines joined by words of our own. */
export function join(lines: readonly Line[], separator: string): Line {
  const joined: Span[] = [];
  for (const line of lines) {
    if (joined.length > 0) joined.push(text(separator));
    for (const span of line) joined.push(span);
  }
  return joined;
}

/** The words alone. */
export function toPlainText(line: Line): string {
  let plain = '';
  for (const span of line) plain += span.text;
  return plain;
}
