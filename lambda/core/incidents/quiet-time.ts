import type { Incident } from './incident';
import { laterOf, secondsBetween } from './instants';

/**
 * Since when nothing has failed: the last failure, or the last batch that was counted, whichever came later. While
 * events that were held up still come in, nobody can say that it is quiet.
 */
export function quietSince({ lastSeen, appliedBatches }: Incident): string {
  const last = appliedBatches.at(-1);
  return last === undefined ? lastSeen : laterOf(lastSeen, last.at);
}

export function quietSeconds(incident: Incident, now: string): number {
  return Math.max(0, secondsBetween(quietSince(incident), now));
}
