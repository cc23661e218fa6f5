import { FACTS, lookupOf } from './fact-catalog';
import type { FactId } from './fact-id';

/** Reads that facts take at most, with those that they depend on; what `isFound` already costs nothing more. */
export function countReads(ids: readonly FactId[], isFound: (id: FactId) => boolean): number {
  const needed = new Set<FactId>();
  const add = (id: FactId): void => {
    if (needed.has(id) || isFound(id)) return;
    needed.add(id);
    FACTS[id].dependsOn.forEach(add);
  };
  ids.forEach(add);
  return [...needed].reduce((reads, id) => reads + lookupOf(id).depth, 0);
}
