import { toCauseKey } from './cause-key';
import type { Incident, Lead } from './incident';
import { isAfter } from './instants';
import { explains } from './inhibitions';
import { assignOverview } from './overview';
import { findSilence, type Silence } from './silence';
import type { NotifyTimers } from './timers';

export interface LeadContext {
  readonly now: string;
  readonly timers: NotifyTimers;
  readonly silences: readonly Silence[];
  /** Whether nothing that lasts is missing in the list: then a lead that is not in it has ended. */
  readonly isComplete: boolean;
}

/**
 * Which incidents have no message of their own, and who speaks for them: those with the cause of an earlier one, those
 * that a confirmed cause explains, and those that are one of too many at once. A lead speaks for itself, so that nobody
 * is left without a word; what is silenced speaks for nobody, and what is over neither. To be asked about all incidents of
 * a batch at once, after each is counted and before any is told.
 */
export function assignLeads(incidents: readonly Incident[], context: LeadContext): ReadonlyMap<string, Lead> {
  const { timers, silences, now } = context;
  const ongoing = incidents.filter(({ state }) => state !== 'resolved').sort(byOpening);
  const isHeard = (incident: Incident): boolean => findSilence(silences, incident, now) === undefined;
  const leads = new Map<string, Lead>();
  keepUnknown(ongoing, { leads, incidents, isComplete: context.isComplete });
  linkByCause(ongoing, { leads, timers, isHeard });
  inhibit(ongoing, { leads, isHeard });
  assignOverview(
    ongoing.filter(({ id }) => !leads.has(id)),
    { leads, timers, now, isHeard, ongoing },
  );
  followLeads(leads);
  return leads;
}

/** What speaks for others may be one of too many itself: then the overview speaks for them all. */
function followLeads(leads: Map<string, Lead>): void {
  for (const [id, { id: leadId, because }] of leads) {
    const beyond = leads.get(leadId);
    if (beyond !== undefined) leads.set(id, { id: beyond.id, because });
  }
}

/** Where not all are at hand, one that is not may still speak for others. */
function keepUnknown(
  ongoing: readonly Incident[],
  known: { leads: Map<string, Lead>; incidents: readonly Incident[]; isComplete: boolean },
): void {
  if (known.isComplete) return;
  const ids = new Set(known.incidents.map(({ id }) => id));
  for (const { id, lead } of ongoing) {
    if (lead !== undefined && !ids.has(lead.id)) known.leads.set(id, lead);
  }
}

function linkByCause(
  ongoing: readonly Incident[],
  to: { leads: Map<string, Lead>; timers: NotifyTimers; isHeard: (one: Incident) => boolean },
): void {
  const first = new Map<string, Incident>();
  const free = ongoing.filter(({ id }) => !to.leads.has(id));
  for (const incident of [...free.filter(to.isHeard), ...free.filter((one) => !to.isHeard(one))]) {
    const causeKey = toCauseKey(incident, to.timers);
    if (causeKey === undefined) continue;
    const lead = first.get(causeKey);
    if (lead === undefined) first.set(causeKey, incident);
    else if (to.isHeard(lead)) to.leads.set(incident.id, { id: lead.id, because: 'linked' });
  }
}

function inhibit(
  ongoing: readonly Incident[],
  { leads, isHeard }: { leads: Map<string, Lead>; isHeard: (one: Incident) => boolean },
): void {
  const causes = ongoing.filter((one) => one.cause !== undefined && !leads.has(one.id) && isHeard(one));
  for (const symptom of ongoing) {
    if (leads.has(symptom.id)) continue;
    const cause = causes.find((one) => explains(one, symptom));
    if (cause !== undefined) leads.set(symptom.id, { id: cause.id, because: 'inhibited' });
  }
}

/** The same for whoever looks: the earliest first. */
function byOpening(a: Incident, b: Incident): number {
  if (a.openedAt !== b.openedAt) return isAfter(a.openedAt, b.openedAt) ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
