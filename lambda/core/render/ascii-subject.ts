/** Characters with a common ASCII spelling; the arrow stands in every headline. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['→', '->'],
  ['…', '...'],
  ['·', '-'],
  ['–', '-'],
  ['—', '-'],
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
]);

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** One line of printable ASCII: accents go, what has no spelling becomes `?`. Reads well, and carries no control. */
export function toAscii(text: string): string {
  const spelled = text.replace(/[→…·–—‘’“”]/g, (character) => SPELLINGS.get(character) ?? character);
  if (PRINTABLE_ASCII.test(spelled)) return spelled;
  return spelled
    .normalize('NFD')
    .replace(/\p{Mark}+/gu, '')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, '?');
}

/** ASCII in at most `characters` characters; `...` marks a cut. */
export function truncateAscii(ascii: string, characters: number): string {
  return ascii.length <= characters ? ascii : `${ascii.slice(0, Math.max(0, characters - 3)).trimEnd()}...`;
}

/**
 * A subject that e-mail and SNS accept: ASCII, no control characters, at most `characters`, beginning with a
 * letter, digit or punctuation mark. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function toAsciiSubject(text: string, characters: number): string {
  return truncateAscii(toAscii(text).trim(), characters);
}
