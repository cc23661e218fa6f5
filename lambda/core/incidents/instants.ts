/**
 * Arithmetic of times that are ISO 8601 texts in UTC. Compared by what they mean: with and without milliseconds, one
 * instant has two spellings.
 */

/** `2026-01-01T10:00:00.000Z` */
const USUAL_LENGTH = 24;

/** `seconds` later; earlier when negative. */
export function addSeconds(time: string, seconds: number): string {
  return new Date(Date.parse(time) + seconds * 1_000).toISOString();
}

/** How long after `from` it is `to`; negative when before. */
export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}

export function isAfter(time: string, other: string): boolean {
  // Two texts of the one usual form are in the order of what they mean; to parse them would cost ten times as much.
  if (time.length === USUAL_LENGTH && other.length === USUAL_LENGTH) return time > other;
  return secondsBetween(other, time) > 0;
}

export function earlierOf(a: string, b: string): string {
  return isAfter(a, b) ? b : a;
}

export function laterOf(a: string, b: string): string {
  return isAfter(b, a) ? b : a;
}
