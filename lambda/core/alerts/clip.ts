const encoder = new TextEncoder();

/** The longest start of `text` that fits `bytes` in UTF-8 without splitting a character; `…` marks a cut. */
export function clipBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || encoder.encode(text).length <= bytes) return text.toWellFormed();
  let size = 3; // the ellipsis
  let kept = '';
  for (const character of text.toWellFormed()) {
    size += encoder.encode(character).length;
    if (size > bytes) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The longest start of `text` of at most `characters` UTF-16 units, never half a surrogate pair; `…` marks a cut. */
export function clipCharacters(text: string, characters: number): string {
  if (text.length <= characters) return text.toWellFormed();
  const cut = text.slice(0, characters - 1);
  const last = cut.charCodeAt(cut.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut}…`.toWellFormed();
}
