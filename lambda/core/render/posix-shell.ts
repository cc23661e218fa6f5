/** Nothing but these needs no quotes in any POSIX shell, wherever in a word it stands. */
const SAFE_WORD = /^[A-Za-z0-9_./:=@%+,-]+$/;

/** Control characters a terminal would act on even inside quotes; pasted, a newline would run what follows it. */
// eslint-disable-next-line no-control-regex -- these are the characters in question
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * One command line that a POSIX shell splits into exactly `args`, whatever they contain: `$(…)`, quotes,
 * backslashes, newlines. Words that hold control characters use `$'…'` (dash does not know it; bash, zsh, ksh and
 * POSIX.1-2024 do) so that the line stays one line and nothing hidden is pasted.
 */
export function quoteForPosixShell(args: readonly string[]): string {
  return args.map(quoteWord).join(' ');
}

/** One word of such a line. */
export function quoteWord(word: string): string {
  if (SAFE_WORD.test(word)) return word;
  if (CONTROL.test(word)) return `$'${Array.from(word, toDollarQuoted).join('')}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function toDollarQuoted(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!CONTROL.test(character)) return character;
  const code = character.charCodeAt(0);
  // Above 0x7f the character is two bytes in UTF-8, and `\x` writes bytes.
  if (code > 0x7f) return `\\xc2\\x${code.toString(16)}`;
  return `\\${code.toString(8).padStart(3, '0')}`;
}
