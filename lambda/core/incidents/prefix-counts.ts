import type { Tally } from './tally';

/** Distinct prefixes remembered per group; what comes after is counted under its first folder, or not at all. */
const MAX_PREFIXES = 1_000;

/** A prefix must hold this share of the failures to be named at two folders deep. */
const DEEP_SHARE = 0.5;

export interface PrefixCount {
  readonly prefix: string;
  readonly failures: number;
}

/**
 * The key up to its second slash (`video/2026/clip.mp4` → `video/2026/`), up to its only one, or `''` for a key
 * at the top level of the bucket.
 */
export function toPrefix(key: string): string {
  const first = key.indexOf('/');
  if (first < 0) return '';
  const second = key.indexOf('/', first + 1);
  return key.slice(0, (second < 0 ? first : second) + 1);
}

function toFirstFolder(prefix: string): string {
  return prefix.slice(0, prefix.indexOf('/') + 1);
}

/** Counts one key; bounded in memory whatever the keys are. */
export function countPrefix(counts: Tally, key: string): void {
  const prefix = toPrefix(key);
  if (counts.size < MAX_PREFIXES) counts.add(prefix);
  else if (!counts.addKnown(prefix)) {
    const folder = toFirstFolder(prefix);
    if (counts.size < 2 * MAX_PREFIXES) counts.add(folder);
    else counts.addKnown(folder);
  }
}

/**
 * The `most` prefixes with most failures, most first. Two folders deep where one such prefix holds half of all
 * failures; else one folder deep, because a list of many small prefixes tells nobody where to look.
 */
export function toTopPrefixes(counts: Tally, most: number): readonly PrefixCount[] {
  const deep = toSorted(counts.entries());
  const total = deep.reduce((sum, { failures }) => sum + failures, 0);
  const isComplete = counts.size < MAX_PREFIXES;
  if (isComplete && (deep[0]?.failures ?? 0) >= total * DEEP_SHARE) return deep.slice(0, most);
  const folders = new Map<string, number>();
  for (const { prefix, failures } of deep) {
    const folder = toFirstFolder(prefix);
    folders.set(folder, (folders.get(folder) ?? 0) + failures);
  }
  return toSorted([...folders]).slice(0, most);
}

function toSorted(counts: readonly (readonly [string, number])[]): PrefixCount[] {
  return counts
    .map(([prefix, failures]) => ({ prefix, failures }))
    .sort((a, b) => b.failures - a.failures || (a.prefix < b.prefix ? -1 : 1));
}
