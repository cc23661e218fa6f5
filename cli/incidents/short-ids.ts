const MIN_CHARACTERS = 8;

/** Cuts ids to the same length, as short as they stay different: what is typed has to be read first. */
export function toShortener(ids: readonly string[]): (id: string) => string {
  const distinct = [...new Set(ids)];
  const longest = Math.max(MIN_CHARACTERS, ...distinct.map(({ length }) => length));
  let length = MIN_CHARACTERS;
  while (length < longest && new Set(distinct.map((id) => id.slice(0, length))).size < distinct.length)
    length += 1;
  return (id) => id.slice(0, length);
}
