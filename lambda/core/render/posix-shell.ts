/** Nothing but these needs no quotes in any POSIX shell, wherever in a word it stands. */
const SAFE_WORD = /^[A-Za-z0-9_./:=@%+,-]+$/;

/**
 * Characters a terminal would act on even inside quotes, or that a reader cannot see: controls, line separators, the
 * marks that reverse or hide text. Pasted raw, a newline would run what follows it, and a chat would drop the others.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const encoder = new TextEncoder();

/**
 * One command line that a POSIX shell splits into exactly `args`, whatever they contain: `$(…)`, quotes,
 * backslashes, newlines. Words that hold unseen characters use `$'…'` (dash does not know it; bash, zsh, ksh and
 * POSIX.1-2024 do) so that the line stays one line and nothing hidden is pasted.
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
