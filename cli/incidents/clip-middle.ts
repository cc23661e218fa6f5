import { countColumns } from '../../lambda/core/render/terminal-text';

const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * `text` in at most `columns` of a terminal: what is too long loses its middle, because names of buckets and rules that
 * begin alike differ at the end. The text must be visible text.
 */
export function clipMiddle(text: string, columns: number): string {
  if (countColumns(text) <= columns) return text;
  const room = Math.max(0, columns - ELLIPSIS.length);
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const head = takeColumns(characters, Math.ceil(room / 2));
  const tail = takeColumns(characters.toReversed(), Math.floor(room / 2)).toReversed();
  return [...head, ELLIPSIS, ...tail].join('');
}

function takeColumns(characters: readonly string[], columns: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += countColumns(character)) > columns);
  return end < 0 ? characters : characters.slice(0, end);
}
