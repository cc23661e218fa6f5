import { forEachBounded } from '../for-each-bounded';
import { assignLeads } from '../incidents/assign-leads';
import type { Incident, Lead, OutboxEntry } from '../incidents/incident';
import { bySeverity } from '../incidents/overview';
import { recordLook } from '../incidents/record-look';
import type { Silence } from '../incidents/silence';
import { takeDue } from '../incidents/take-due';
import type { ConversationPorts } from './conversation-ports';
import { lookAt } from './look-at';
import { type Telling, tellEntry } from './tell-entry';
import { isClosing, toDeliveryTimeMs } from './time-left';

/** Incidents that are told at once; channels keep their own order. */
const CONCURRENCY = 4;

export interface TellOptions {
  /** Whose leases these are: the batch, the sweep. */
  readonly by: string;
  readonly silences: readonly Silence[];
  /** Every active incident, where the caller has them and has looked at them; else that is done here. */
  readonly active?: readonly Incident[];
}

/**
 * Says what these incidents have to say, as far as `by` has a lease on it: looks for the cause, finds out who speaks for
 * whom, delivers, and notes what came of it; the most severe first. Never throws: what is not noted as delivered is
 * delivered again, under the same id, once the lease has run out.
 */
export async function tellDue(
  incidents: readonly Incident[],
  options: TellOptions,
  ports: ConversationPorts,
): Promise<void> {
  const due = incidents
    .filter(({ outbox }) => outbox.some((entry) => isLeasedTo(entry, options.by)))
    .sort(bySeverity);
  if (due.length === 0 || isClosing(ports)) return;
  try {
    await tellAll(due, options, ports);
  } catch (error) {
    for (const incident of due) ports.observer.tellingFailed(incident, error);
  }
}

async function tellAll(
  due: readonly Incident[],
  options: TellOptions,
  ports: ConversationPorts,
): Promise<void> {
  const looked = options.active === undefined ? await look(due, ports) : due;
  const active = await findActive(looked, options, ports);
  const { silences } = options;
  const leads = assignLeads(active, {
    now: ports.now().toISOString(),
    timers: ports.timers,
    silences,
    isComplete: options.active !== undefined,
  });
  const telling = { ...options, leads, active: active.map((one) => withLead(one, leads)) };
  await forEachBounded(looked, CONCURRENCY, async (incident) => {
    try {
      await tellIncident(incident, telling, ports);
    } catch (error) {
      ports.observer.tellingFailed(incident, error);
    }
  });
}

function isLeasedTo({ lease }: OutboxEntry, by: string): boolean {
  return lease?.by === by;
}

/** What is seen goes into the alert, and with it into the table once it is delivered. */
async function look(due: readonly Incident[], ports: ConversationPorts): Promise<readonly Incident[]> {
  const at = ports.now().toISOString();
  const seen = await lookAt(due, ports);
  return due.map((incident) => {
    const investigation = seen.get(incident.id);
    return investigation === undefined ? incident : recordLook(incident, investigation, at);
  });
}

/** The list of the store may lag behind what this batch has just written. */
async function findActive(
  fresh: readonly Incident[],
  { active }: TellOptions,
  { store, observer }: ConversationPorts,
): Promise<readonly Incident[]> {
  const byId = new Map((active ?? (await list())).map((incident) => [incident.id, incident]));
  for (const incident of fresh) byId.set(incident.id, incident);
  return [...byId.values()];

  async function list(): Promise<readonly Incident[]> {
    try {
      return (await store.listActive()).found;
    } catch (error) {
      // Then each speaks for itself, which is more than is needed, and never too little.
      observer.storeFailed('leads', error);
      return [];
    }
  }
}

function withLead(incident: Incident, leads: ReadonlyMap<string, Lead>): Incident {
  const { lead: _before, ...rest } = incident;
  const lead = leads.get(incident.id);
  return lead === undefined ? rest : { ...rest, lead };
}

async function tellIncident(
  incident: Incident,
  { by, ...telling }: Telling & Pick<TellOptions, 'by'>,
  ports: ConversationPorts,
): Promise<void> {
  // What was left by somebody else is not ours before that is written: the sweep takes it.
  const leases = new Map(
    incident.outbox.flatMap(({ alertId, lease }) =>
      lease?.by === by ? [[alertId, lease.until] as const] : [],
    ),
  );
  const { due } = takeDue(incident, { by, now: ports.now().toISOString(), channels: ports.ways });
  let current = incident;
  for (const { entry, channels } of due) {
    const until = leases.get(entry.alertId);
    if (until === undefined) continue;
    const timeMs = toDeliveryTimeMs(Date.parse(until) - ports.now().getTime(), ports);
    if (timeMs === undefined) return;
    current = await tellEntry(current, { ...telling, alertId: entry.alertId, channels, timeMs }, ports);
  }
}
