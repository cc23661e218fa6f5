/** Unchanged lines kept on each side of a change. */
const CONTEXT = 3;

/** Cells of the comparison table: two bytes each. Larger middles than this are told as replaced. */
const MAX_CELLS = 2_000_000;

type Mark = ' ' | '+' | '-';
type Marked = readonly [Mark, string];

/** Pieces of two documents that belong together. */
export interface Piece {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * What turns one document into another, piece by piece: lines that begin with `+ `, `- ` or, unchanged and near a change, two
 * spaces; `  …` stands for unchanged lines that are left out. Lines that differ in nothing but a comma at their end
 * are unchanged: it comes and goes with the neighbours. Empty when nothing changed.
 */
export function diffLines(pieces: readonly Piece[]): readonly string[] {
  return shorten(pieces.flatMap(diffPiece));
}

function diffPiece({ before, after }: Piece): readonly Marked[] {
  const [start, end] = countSame(before, after);
  const middle = compare(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [
    ...after.slice(0, start).map(toUnchanged),
    ...middle,
    ...after.slice(after.length - end).map(toUnchanged),
  ];
}

function toUnchanged(line: string): Marked {
  return [' ', line];
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.replace(/,$/, '') === b?.replace(/,$/, '');
}

/** Lines that are the same at the start, and of the rest those at the end. */
function countSame(before: readonly string[], after: readonly string[]): readonly [number, number] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < most - start && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  return [start, end];
}

/** By the longest common subsequence. */
function compare(before: readonly string[], after: readonly string[]): readonly Marked[] {
  const columns = after.length + 1;
  if ((before.length + 1) * columns > MAX_CELLS) {
    return [...before.map((line): Marked => ['-', line]), ...after.map((line): Marked => ['+', line])];
  }
  const common = toCommonLengths(before, after);
  const lengthAt = (row: number, column: number): number => common[row * columns + column] ?? 0;
  const marked: Marked[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old = '', fresh = ''] = [before[row], after[column]];
    if (row < before.length && column < after.length && isSame(old, fresh)) {
      marked.push([' ', fresh]);
      row += 1;
      column += 1;
    } else if (
      column >= after.length ||
      (row < before.length && lengthAt(row + 1, column) >= lengthAt(row, column + 1))
    ) {
      marked.push(['-', old]);
      row += 1;
    } else {
      marked.push(['+', fresh]);
      column += 1;
    }
  }
  return marked;
}

/** At `row * columns + column`: how much the rests from there on have in common. */
function toCommonLengths(before: readonly string[], after: readonly string[]): Uint16Array {
  const columns = after.length + 1;
  const common = new Uint16Array((before.length + 1) * columns);
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const at = row * columns + column;
      common[at] = isSame(before[row], after[column])
        ? (common[at + columns + 1] ?? 0) + 1
        : Math.max(common[at + columns] ?? 0, common[at + 1] ?? 0);
    }
  }
  return common;
}

/** Only what is near a change, moved to the left as far as its indents allow. */
function shorten(lines: readonly Marked[]): readonly string[] {
  const changed = lines.flatMap(([mark], at) => (mark === ' ' ? [] : [at]));
  const hunks: Marked[][] = [];
  let last = -Infinity;
  for (const [at, line] of lines.entries()) {
    if (!changed.some((place) => Math.abs(place - at) <= CONTEXT)) continue;
    if (at !== last + 1) hunks.push([]);
    hunks.at(-1)?.push(line);
    last = at;
  }
  const shown = hunks.map(withoutEnds);
  const indent = Math.min(...shown.flat().map(toIndent));
  const skipped = (at: number): readonly string[] => (at === 0 ? [] : ['  …']);
  return shown.flatMap((hunk, at) => [
    ...skipped(at),
    ...hunk.map(([mark, line]) => `${mark} ${line.slice(indent)}`),
  ]);
}

function toIndent([, line]: Marked): number {
  return line.search(/\S|$/);
}

/** Brackets at the end that close, or begin, what the hunk does not show tell nothing. */
function withoutEnds(hunk: readonly Marked[]): readonly Marked[] {
  const end = hunk.findLastIndex(([mark, line]) => mark !== ' ' || !/^\s*[\]}{[],?$/.test(line)) + 1;
  const indent = Math.min(...hunk.slice(0, end).map(toIndent));
  return hunk.filter((line, at) => at < end || toIndent(line) >= indent);
}
