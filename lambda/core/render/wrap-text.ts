export interface WrapOptions {
  readonly columns: number;
  /** Written before the first line. */
  readonly first: string;
  /** Written before the others. */
  readonly indent: string;
  /** Columns that a piece of text takes; undefined where every character counts for one. */
  readonly width: ((text: string) => number) | undefined;
}

const ONE_COLUMN_EACH = /^[\x20-\x7e\xa1-\xac\xae-\xff→…–—]*$/;

/**
 * Text in lines of at most `columns`, broken at spaces. A word longer than a line - a key, a URL - stays whole, so
 * that it can be copied. Most lines need no break, and then this costs next to nothing.
 */
export function wrapText(text: string, options: WrapOptions): readonly string[] {
  const { columns, first, indent, width } = options;
  if (width !== undefined && !ONE_COLUMN_EACH.test(text)) return wrapWords(text.split(' '), options);
  if (first.length + text.length <= columns) return [first + text];
  const lines: string[] = [];
  let start = 0;
  let margin = first;
  while (margin.length + text.length - start > columns) {
    const end = start + columns - margin.length;
    let space = text.lastIndexOf(' ', end);
    if (space <= start) space = text.indexOf(' ', end);
    if (space < 0) break;
    lines.push(margin + text.slice(start, space));
    start = space + 1;
    margin = indent;
  }
  lines.push(margin + text.slice(start));
  return lines;
}

/** The same for words that have been painted: their width is not their length. */
export function wrapWords(words: readonly string[], options: WrapOptions): readonly string[] {
  const { columns, first, indent, width = toLength } = options;
  const lines: string[] = [];
  let line = first;
  let used = first.length;
  let isEmpty = true;
  for (const word of words) {
    const size = width(word);
    if (!isEmpty && used + 1 + size > columns) {
      lines.push(line);
      line = indent;
      used = indent.length;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    used += isEmpty ? size : 1 + size;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}

function toLength(text: string): number {
  return text.length;
}
