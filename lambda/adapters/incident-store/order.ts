import type { Incident } from '../../core/incidents/incident';
import type { OpenedIncident } from '../../core/incidents/incident-store';
import type { Silence } from '../../core/incidents/silence';

type Order<T> = (a: T, b: T) => number;

/**
 * Orders of the lists, the same in every store. Times are compared by what they mean, since one instant has several
 * spellings; ids decide between equal ones, so that lists do not flicker.
 */
export const longestQuietFirst: Order<Incident> = (a, b) =>
  Date.parse(a.lastSeen) - Date.parse(b.lastSeen) || compare(a.id, b.id);

export const latestFirst: Order<Incident> = (a, b) => longestQuietFirst(b, a);

export const firstOpenedFirst: Order<OpenedIncident> = (a, b) =>
  Date.parse(a.openedAt) - Date.parse(b.openedAt) || compare(a.incidentId, b.incidentId);

export const firstMadeFirst: Order<Silence> = (a, b) =>
  Date.parse(a.createdAt) - Date.parse(b.createdAt) || compare(a.id, b.id);

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
