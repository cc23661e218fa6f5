import type { Incident } from './incident';

/** Whether somebody still has to look after it: it lasts, or something about it has not been said yet. */
export function isActive({ state, outbox }: Pick<Incident, 'state' | 'outbox'>): boolean {
  return state !== 'resolved' || outbox.length > 0;
}
