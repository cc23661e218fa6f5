/**
 * Text from events is written by strangers. Nothing in it may move a cursor, colour a terminal, reorder a line, end
 * a line or hide: what cannot be seen is shown as its escape, `\n` or `\u202e`, in every channel alike.
 */

/** Most names and keys are plain ASCII, and this test is all they cost. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Control characters (Cc), format characters such as bidi overrides and zero-width spaces (Cf), line and paragraph
 * separators, lone surrogates, noncharacters, and everything Unicode says to draw as nothing.
 */
export const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

const EVERY_UNSEEN = new RegExp(UNSEEN, 'gu');

const EMOJI_STYLE = '\ufe0f';
const JOINER = '\u200d';
const PICTOGRAPH_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?$/u;
const PICTOGRAPH_AFTER = /^\p{Extended_Pictographic}/u;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `text` as one line in which everything can be seen. Emoji stay whole; the result is well-formed UTF-16. */
export function toVisibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(EVERY_UNSEEN, (character, at: number) =>
    isPartOfEmoji(character, { text, at }) ? character : toEscape(character),
  );
}

/** Like `toVisibleText`, but keeps line feeds: for documents that are shown as a block. */
export function toVisibleLines(text: string): readonly string[] {
  return text.split('\n').map(toVisibleText);
}

function isPartOfEmoji(character: string, { text, at }: { text: string; at: number }): boolean {
  // A pictograph is at most two units, so four units before the place hold it and its emoji-style mark.
  if (character === EMOJI_STYLE) return /[\p{Emoji}]$/u.test(text.slice(Math.max(0, at - 2), at));
  if (character !== JOINER) return false;
  return (
    PICTOGRAPH_BEFORE.test(text.slice(Math.max(0, at - 4), at)) &&
    PICTOGRAPH_AFTER.test(text.slice(at + 1, at + 3))
  );
}

/** JSON's own escapes, so that a policy document shown this way still means the same. */
function toEscape(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  let escape = '';
  for (let unit = 0; unit < character.length; unit += 1)
    escape += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  return escape;
}
