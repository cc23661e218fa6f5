import { findReason } from '../catalog/find-reason';
import type { Severity } from '../catalog/reason-row';
import type { Incident, Lead } from './incident';
import { secondsBetween } from './instants';
import type { NotifyTimers } from './timers';

interface Overview {
  readonly leads: Map<string, Lead>;
  readonly timers: NotifyTimers;
  readonly now: string;
  readonly ongoing: readonly Incident[];
  isHeard(incident: Incident): boolean;
}

/**
 * Where too many incidents open at once, the most severe speaks for all. Those that stay when it ends get a new lead while
 * they are still too many.
 */
export function assignOverview(free: readonly Incident[], overview: Overview): void {
  const { ongoing } = overview;
  const heard = free.filter((one) => overview.isHeard(one));
  const members = heard.filter(({ lead }) => lead?.because === 'overview');
  const recent = heard.filter((one) => isRecent(one, overview));
  const lasting = new Set(ongoing.map(({ id }) => id));
  const known = heard.find(({ id }) => members.some(({ lead }) => lead?.id === id));
  const orphans = members.filter(({ lead }) => lead !== undefined && !lasting.has(lead.id));
  const isTooMany = (many: readonly Incident[]): boolean => many.length > overview.timers.overview.openings;
  const led = new Set([
    ...members.filter((one) => !orphans.includes(one)),
    ...(isTooMany(recent) ? recent : []),
    ...(isTooMany(orphans) ? orphans : []),
  ]);
  const lead = known ?? [...led].sort(byWeight)[0];
  for (const { id } of led) {
    if (lead !== undefined && id !== lead.id) overview.leads.set(id, { id: lead.id, because: 'overview' });
  }
}

function isRecent({ openedAt }: Incident, { now, timers }: Overview): boolean {
  return Math.abs(secondsBetween(openedAt, now)) <= timers.overview.windowSeconds;
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Of which nobody has heard yet, so that the overview leaves at once; of those the worst. */
function byWeight(a: Incident, b: Incident): number {
  const isTold = (one: Incident): number => (one.told === undefined ? 0 : 1);
  return isTold(a) - isTold(b) || bySeverity(a, b);
}

/** The most severe first, of those the one that fails most. */
export function bySeverity(a: Incident, b: Incident): number {
  return toRank(a) - toRank(b) || b.failures - a.failures || (a.id < b.id ? -1 : 1);
}

/** What is only late comes after everything that failed. */
function toRank({ kind, key }: Incident): number {
  if (kind === 'lag') return SEVERITIES.length;
  return SEVERITIES.indexOf(findReason(key.failureReason ?? undefined).row.severity);
}
