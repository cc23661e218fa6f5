import { distance } from 'fastest-levenshtein';

/** The candidate that differs least, case aside, if it differs by no more than a third of its letters. */
export function findSimilar(word: string, candidates: readonly string[]): string | undefined {
  const [nearest] = candidates
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  if (nearest === undefined) return undefined;
  return nearest.edits <= Math.max(2, nearest.candidate.length / 3) ? nearest.candidate : undefined;
}
