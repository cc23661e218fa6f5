import { distance } from 'fastest-levenshtein';

/** Shorter beginnings fit too much. */
const TELLING_CHARACTERS = 4;

/**
 * The candidate that the word is the beginning of (`groupWait`), else the one that differs least, case aside, if no
 * more than `tolerance` of its letters have to be edited. Two edits, a swap of neighbours, always pass. Half suits a
 * list that the word must come from.
 */
export function findSimilar(
  word: string,
  candidates: readonly string[],
  tolerance = 0.5,
): string | undefined {
  const isBeginning = (candidate: string): boolean =>
    word.length >= TELLING_CHARACTERS && candidate.toLowerCase().startsWith(word.toLowerCase());
  const [nearest] = candidates
    .map((candidate) => ({
      candidate,
      edits: isBeginning(candidate) ? 0 : distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits);
  if (nearest === undefined) return undefined;
  return nearest.edits <= Math.max(2, nearest.candidate.length * tolerance) ? nearest.candidate : undefined;
}
