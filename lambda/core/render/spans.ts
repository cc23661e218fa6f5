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
 * Names that stand out in a sentence: IAM actions and condition keys, service principals, ARNs, the files that a fix
 * works on. One group, so that splitting keeps them.
 */
const NAMES =
  /(\b(?:aws|iam|kms|s3|sns|sqs|sts):[A-Za-z][A-Za-z0-9-]*\*?|\b(?:[a-z0-9-]+\.)+amazonaws\.com\b|\barn:[^\s,;]*[^\s,;.]|\b[a-z-]+\.json\b)/;

/**
 * A sentence from the alert. Names in backticks become code, and so do IAM actions, ARNs and the like without any; it may contain what strangers wrote, so it is no
 * more than text to every channel.
 */
export function prose(sentence: string): Line {
  const visible = truncateCharacters(toVisibleText(sentence), PROSE_CHARACTERS);
  if (!visible.includes('`')) return splitNames(visible);
  const parts = visible.split('`');
  // An odd number of backticks leaves the last one without a partner: it is a character like any other.
  const pairs = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  const spans: Span[] = [];
  for (const [index, part] of parts.entries()) {
    if (index >= pairs) spans.push(text(`\`${part}`));
    else if (index % 2 === 0) spans.push(...splitNames(part));
    else if (part !== '') spans.push({ kind: 'code', text: part });
  }
  return spans;
}

function splitNames(words: string): Span[] {
  const parts = words.split(NAMES);
  if (parts.length === 1) return words === '' ? [] : [text(words)];
  return parts.flatMap((part, index) => {
    if (part === '') return [];
    return [{ kind: index % 2 === 1 ? ('code' as const) : ('text' as const), text: part }];
  });
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
