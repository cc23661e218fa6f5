const ELLIPSIS = '…';
const ELLIPSIS_BYTES = 3;

const encoder = new TextEncoder();

/** Made at the first cut: most alerts need none, and it costs milliseconds at cold start. */
let segmenter: Intl.Segmenter | undefined;

/** How far around a cut to look for the edges of what a reader sees as one character. */
const WINDOW = 64;

/**
 * The longest start of `text` that fits `characters` UTF-16 units with the `…` that marks the cut. Never half a
 * surrogate pair, nor half an emoji or a letter without its accents.
 */
export function truncateCharacters(text: string, characters: number): string {
  if (text.length <= characters) return text.toWellFormed();
  if (characters < ELLIPSIS.length) return '';
  return `${text.slice(0, toBoundary(text, characters - ELLIPSIS.length))}${ELLIPSIS}`.toWellFormed();
}

/** Like `truncateCharacters`, bounded by bytes in UTF-8. */
export function truncateBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || byteLength(text) <= bytes) return text.toWellFormed();
  if (bytes < ELLIPSIS_BYTES) return '';
  // `encodeInto` stops before the first character that does not fit.
  const { read } = encoder.encodeInto(text, new Uint8Array(bytes - ELLIPSIS_BYTES));
  return `${text.slice(0, toBoundary(text, read))}${ELLIPSIS}`.toWellFormed();
}

/** Bytes of `text` in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** The last place at or before `at` that is between two characters as a reader sees them. */
function toBoundary(text: string, at: number): number {
  const start = Math.max(0, at - WINDOW);
  let boundary = start;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { index } of segmenter.segment(text.slice(start, at + WINDOW))) {
    if (start + index > at) break;
    boundary = start + index;
  }
  // One "character" longer than the window (a letter under a hundred accents): cut it, but never a surrogate pair.
  if (boundary === start && at > start) boundary = at;
  const last = text.charCodeAt(boundary - 1);
  return last >= 0xd800 && last <= 0xdbff ? boundary - 1 : boundary;
}
