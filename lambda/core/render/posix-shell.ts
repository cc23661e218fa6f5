import { UNSEEN } from './visible-text';

/** Nothing but these needs no quotes in any POSIX shell, wherever in a word it stands. */
const SAFE_WORD = /^[A-Za-z0-9_./:=@%+,-]+$/;

const encoder = new TextEncoder();

/**
 * One command line that a POSIX shell splits into exactly `args`, whatever they contain: `$(…)`, quotes,
 * backslashes, newlines. Words that hold unseen characters use `$'…'` (dash does not know it; bash, zsh, ksh and
 * POSIX.1-2024 do): pasted raw, a newline would run what follows it, and a channel that shows the others as escapes
 * would show another name.
 */
export function quoteForPosixShell(args: readonly string[]): string {
  return args.map(quoteWord).join(' ');
}

/** One word of such a line. */
export function quoteWord(word: string): string {
  if (SAFE_WORD.test(word)) return word;
  if (UNSEEN.test(word)) return `$'${Array.from(word, toDollarQuoted).join('')}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function toDollarQuoted(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!UNSEEN.test(character)) return character;
  return Array.from(encoder.encode(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
