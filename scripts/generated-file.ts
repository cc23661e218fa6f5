/**
 * A file of which the program writes all, or - between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`
 * markers - a part. Generators return the whole new content; `generate.ts` writes it, or with `--check` compares.
 */
export interface GeneratedFile {
  /** Relative to the repository root. */
  readonly path: string;
  readonly content: string;
}

/** Replaces what stands between the two markers of `name`; throws when they are not there exactly once. */
export function replaceGeneratedPart(text: string, name: string, part: string): string {
  const [open, close] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start || text.indexOf(open, start + 1) >= 0) {
    throw new Error(`expected exactly one pair of markers ${open} … ${close}`);
  }
  return `${text.slice(0, start + open.length)}\n${part.trim()}\n${text.slice(end)}`;
}
