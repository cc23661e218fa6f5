import type { AppliedBatch, Incident } from './incident';
import { secondsBetween } from './instants';
import { KEPT_SECONDS } from './table-layout';

/**
 * Batches remembered for each incident, so that a redelivered message is not counted twice. They are a part of every
 * write: this many are about 14 kB. A storm of 1,000,000 failures comes in some 220 full batches; what comes back
 * after more than these have been counted within an hour is counted again. Too many is better than too few.
 */
export const MAX_APPLIED_BATCHES = 250;

/** The list with one more, and without those that can no longer come back. */
export function addBatch(batches: readonly AppliedBatch[], added: AppliedBatch): readonly AppliedBatch[] {
  const young = batches.findIndex(({ at }) => secondsBetween(at, added.at) <= KEPT_SECONDS.receipt);
  return young < 0 ? [added] : [...batches.slice(young), added].slice(-MAX_APPLIED_BATCHES);
}

/** Whether the failures of one of these batches are in the count of the incident. */
export function hasCounted(
  { appliedBatches }: Pick<Incident, 'appliedBatches'>,
  batchIds: readonly string[],
): boolean {
  const asked = new Set(batchIds);
  for (const { id } of appliedBatches) if (asked.has(id)) return true;
  return false;
}
