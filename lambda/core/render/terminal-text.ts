/** What a terminal needs beyond visible text: columns and colours. */

const ESCAPE = '\u001b';

/** SGR codes: on, and off. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  cyan: [36, 39],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
} as const;

export type TerminalStyle = keyof typeof STYLES;

/** `text` in a style. The text must be visible text: it is not looked at. */
export function paint(text: string, style: TerminalStyle): string {
  const [on, off] = STYLES[style];
  return text === '' ? '' : `${ESCAPE}[${on}m${text}${ESCAPE}[${off}m`;
}

// eslint-disable-next-line no-control-regex -- the sequences that `paint` writes
const PAINT = /\u001b\[\d+m/g;

const PLAIN = /^[\x20-\x7e]*$/;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Emoji drawn as pictures, and the scripts that Unicode calls wide or fullwidth (UAX #11), by block. */
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Columns that `text` takes in a terminal, colours not counted. */
export function countColumns(text: string): number {
  const bare = text.includes(ESCAPE) ? text.replace(PAINT, '') : text;
  if (PLAIN.test(bare)) return bare.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(bare)) {
    if (/^\p{Mark}+$/u.test(segment)) continue;
    columns += WIDE.test(segment) ? 2 : 1;
  }
  return columns;
}
