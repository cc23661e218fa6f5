import type { Line, Span } from './spans';
import { truncateCharacters } from './truncate';

/**
 * A line in at most `characters` characters of some markup. A span is cut before it is escaped, so no cut falls
 * inside an escape or leaves a code span open. `render` must never make a longer text shorter.
 */
export function fitLine(line: Line, characters: number, render: (span: Span) => string): string {
  let markup = '';
  for (const span of line) {
    const room = characters - markup.length;
    const rendered = render(span);
    if (rendered.length > room) return markup + fitSpan(span, room, render);
    markup += rendered;
  }
  return markup;
}

function fitSpan({ kind, text }: Span, room: number, render: (span: Span) => string): string {
  const cut = (characters: number) => render({ kind, text: truncateCharacters(text, characters) });
  let [fits, tooLong] = [0, Math.min(text.length, room) + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (cut(middle).length <= room) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? '' : cut(fits);
}
