import type { Investigation } from '../diagnosis/investigate';
import { forEachBounded } from '../for-each-bounded';
import { assignLeads } from '../incidents/assign-leads';
import type { Incident, Lead } from '../incidents/incident';
import { recordLook } from '../incidents/record-look';
import type { Silence } from '../incidents/silence';
import { type Swept, sweepIncident } from '../incidents/sweep-incident';
import { takeDue } from '../incidents/take-due';
import type { ConversationPorts } from './conversation-ports';
import { lookAt } from './look-at';
import { tellDue } from './tell-due';
import { updateIncident } from './update-incident';

/** Incidents that are written at once. */
const CONCURRENCY = 10;

export interface SweepSummary {
  /** Active incidents that were looked after. */
  readonly incidents: number;
  /** Of them, those that could not be written: the next round has them again. */
  readonly failed: number;
}

/**
 * One round of looking after every active incident: re-checks causes, takes incidents to the state that follows, says
 * what is due, and delivers what could not be delivered before. Costs one query when nothing is open. Throws only when
 * the table cannot be asked at all.
 */
export async function sweepIncidents(ports: ConversationPorts): Promise<SweepSummary> {
  const { store, observer } = ports;
  const by = ports.newId();
  const active = await store.listActive();
  active.unreadable.forEach((item) => observer.unreadableItem(item));
  if (active.found.length === 0) return { incidents: 0, failed: 0 };
  const silences = await store.listSilences(ports.now().toISOString());
  silences.unreadable.forEach((item) => observer.unreadableItem(item));
  const found = await lookAt(active.found.toSorted(byLook), ports);
  const { swept, failed } = await sweepAll(active.found, { by, silences: silences.found, found }, ports);
  // One that could not be written lasts all the same, and may speak for others.
  const byId = new Map([...active.found, ...swept].map((incident) => [incident.id, incident]));
  await tellDue(swept, { by, silences: silences.found, active: [...byId.values()] }, ports);
  return { incidents: active.found.length, failed };
}

/** Those that nobody has looked at for longest come first: one round may not get to all of them. */
function byLook(a: Incident, b: Incident): number {
  const [one, other] = [toLookedAt(a), toLookedAt(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function toLookedAt({ looked }: Incident): string {
  return looked === undefined || looked.investigation.skipped !== undefined ? '' : looked.at;
}

interface Round {
  readonly by: string;
  readonly silences: readonly Silence[];
  readonly found: ReadonlyMap<string, Investigation>;
}

async function sweepAll(
  incidents: readonly Incident[],
  round: Round,
  ports: ConversationPorts,
): Promise<{ readonly swept: readonly Incident[]; readonly failed: number }> {
  const now = ports.now().toISOString();
  const { timers, observer } = ports;
  // Who speaks for whom hangs on what was just seen.
  const seen = incidents.map((incident) => {
    const investigation = round.found.get(incident.id);
    return investigation === undefined ? incident : recordLook(incident, investigation, now);
  });
  const leads = assignLeads(seen, { now, timers, silences: round.silences, isComplete: true });
  const swept: Incident[] = [];
  let failed = 0;
  await forEachBounded(incidents, CONCURRENCY, async (incident) => {
    try {
      const stored = await sweepOne(incident, { ...round, now, leads }, ports);
      if (stored !== undefined) swept.push(stored);
    } catch (error) {
      failed += 1;
      observer.storeFailed('sweep', error);
    }
  });
  return { swept, failed };
}

async function sweepOne(
  incident: Incident,
  round: Round & { readonly now: string; readonly leads: ReadonlyMap<string, Lead> },
  ports: ConversationPorts,
): Promise<Incident | undefined> {
  const { by, silences, now, leads, found } = round;
  const { timers, ways: channels, observer } = ports;
  const investigation = found.get(incident.id);
  const change = (stored: Incident | undefined): { incident: Incident | undefined; swept?: Swept } => {
    if (stored === undefined) return { incident: stored };
    const swept = sweepIncident(stored, {
      now,
      timers,
      silences,
      leads,
      channels,
      by,
      ...(investigation && { investigation }),
    });
    return { incident: takeDue(swept.incident, { by, now, channels }).incident, swept };
  };
  const { result, incident: written } = await updateIncident(incident.id, incident, { change, ports });
  const { swept } = result;
  if (written !== undefined && swept !== undefined) {
    if (investigation !== undefined) observer.investigated(written.id, investigation);
    observer.decided(written, swept.decision);
    if (swept.moved !== undefined) observer.moved(written, swept.moved);
    for (const one of swept.lost) observer.lost(written, one);
  }
  return written;
}
