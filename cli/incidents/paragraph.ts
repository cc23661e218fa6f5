import { countColumns } from '../../lambda/core/render/terminal-text';
import { wrapWords } from '../../lambda/core/render/wrap-text';
import type { TerminalStyle } from '../cli-io';
import { clipMiddle } from './clip-middle';

/** Indented lines of at most the columns of the terminal. What is too long for one is shown whole by `show` and `--json`. */
export function toParagraph(
  text: string,
  { style, indent }: { readonly style: TerminalStyle; readonly indent: string },
): readonly string[] {
  const { columns } = style;
  const words = text.split(' ').map((word) => clipMiddle(word, columns - indent.length));
  return wrapWords(words, { columns, first: indent, indent, width: countColumns });
}
