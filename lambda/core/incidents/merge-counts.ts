import { ALERT_LIMITS } from '../limits';
import { truncateBytes, truncateCharacters } from '../render/truncate';
import type { FailedObject } from './group-failures';
import type { Tally } from './tally';

type Counts = Readonly<Record<string, number>>;

/** Operations named per incident; S3 has a handful, a hostile sender has many. */
const MAX_OPERATIONS = 20;

/** Prefixes remembered per incident; every one is written with every batch. */
const MAX_PREFIXES = 50;
const PREFIX_BYTES = 256;

/** Adds a batch to the counts by operation; bounded, and the sum stays the number of failures. */
export function mergeOperations(known: Counts, added: Tally): Counts {
  const merged = new Map(Object.entries(known));
  for (const [name, count] of added.entries()) {
    const label = truncateCharacters(name, ALERT_LIMITS.nameCharacters);
    add(merged, merged.has(label) || merged.size < MAX_OPERATIONS ? label : 'other', count);
  }
  return Object.fromEntries(merged);
}

/**
 * Adds a batch to the counts by prefix. Where there are too many they are counted under their first folders, and of
 * those the ones with fewest failures are forgotten: it is about where to look, not about a sum.
 */
export function mergePrefixes(known: Counts, added: Tally): Counts {
  const merged = new Map(Object.entries(known));
  for (const [prefix, count] of added.entries()) add(merged, truncateBytes(prefix, PREFIX_BYTES), count);
  if (merged.size <= MAX_PREFIXES) return Object.fromEntries(merged);
  const folders = new Map<string, number>();
  for (const [prefix, count] of merged) add(folders, prefix.slice(0, prefix.indexOf('/') + 1), count);
  return Object.fromEntries(
    [...folders].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MAX_PREFIXES),
  );
}

/** The first ones stay: they are in the message that somebody has read. */
export function mergeSamples(
  known: readonly FailedObject[],
  added: readonly FailedObject[],
): readonly FailedObject[] {
  const room = ALERT_LIMITS.sampleObjects - known.length;
  return room <= 0 ? known : [...known, ...added.slice(0, room).map(clipObject)];
}

function clipObject({ key, versionId, operation, sizeBytes }: FailedObject): FailedObject {
  return {
    key: truncateBytes(key, ALERT_LIMITS.keyBytes),
    ...(versionId !== undefined && { versionId: truncateCharacters(versionId, ALERT_LIMITS.nameCharacters) }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(operation !== undefined && { operation: truncateCharacters(operation, ALERT_LIMITS.nameCharacters) }),
  };
}

function add(counts: Map<string, number>, label: string, count: number): void {
  counts.set(label, (counts.get(label) ?? 0) + count);
}
