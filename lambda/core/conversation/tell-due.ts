import type { Alert } from '../alerts/alert.schema';
import { buildConversationAlert } from '../alerts/build-conversation-alert';
import type { DeliveryResult } from '../alerts/notifier';
import { findReason } from '../catalog/find-reason';
import { forEachBounded } from '../for-each-bounded';
import { assignLeads } from '../incidents/assign-leads';
import type { Incident, Lead, OutboxEntry } from '../incidents/incident';
import { recordLook } from '../incidents/record-look';
import { type ChannelResult, settleDelivery } from '../incidents/settle-delivery';
import type { Silence } from '../incidents/silence';
import { sparePeople } from '../incidents/spare-people';
import { takeDue } from '../incidents/take-due';
import { toFailureGroup } from '../incidents/to-failure-group';
import { toRelated } from '../incidents/to-related';
import type { ConversationPorts, Way } from './conversation-ports';
import { updateIncident } from './update-incident';

/** Incidents that are told at once; channels keep their own order. */
const CONCURRENCY = 4;

/** Below this much time left nothing more is begun: what was begun has to be noted. The sweep delivers the rest. */
const CLOSING_TIME_MS = 12_000;

export interface TellOptions {
  /** Whose leases these are: the batch, the sweep. */
  readonly by: string;
  readonly silences: readonly Silence[];
  /** Every active incident, where the caller has them and has looked at them; else that is done here. */
  readonly active?: readonly Incident[];
}

/**
 * Says what these incidents have to say, as far as `by` has a lease on it: looks for the cause, finds out who speaks for
 * whom, delivers, and notes what came of it. Never throws: what is not noted as delivered is delivered again, under the
 * same id, once the lease has run out.
 */
export async function tellDue(
  incidents: readonly Incident[],
  options: TellOptions,
  ports: ConversationPorts,
): Promise<void> {
  const due = incidents.filter(({ outbox }) => outbox.some((entry) => isLeasedTo(entry, options.by)));
  if (due.length === 0) return;
  const looked = options.active === undefined ? await look(due, ports) : due;
  const active = await findActive(looked, options, ports);
  const at = ports.now().toISOString();
  const { silences } = options;
  const isComplete = options.active !== undefined;
  const leads = assignLeads(active, { now: at, timers: ports.timers, silences, isComplete });
  const led = active.map((one) => withLead(one, leads));
  await forEachBounded(looked, CONCURRENCY, (incident) =>
    tellIncident(incident, { ...options, leads, active: led }, ports),
  );
}

function isLeasedTo({ lease }: OutboxEntry, by: string): boolean {
  return lease?.by === by;
}

/** What is seen goes into the alert, and with it into the table once it is delivered. */
async function look(due: readonly Incident[], ports: ConversationPorts): Promise<readonly Incident[]> {
  const at = ports.now().toISOString();
  const open = due.filter(({ kind, state }) => kind === 'failure' && state !== 'resolved');
  if (ports.investigate === undefined || open.length === 0) return due;
  const suspects = open.map((incident) => ({
    incident,
    group: toFailureGroup(incident),
    reason: findReason(incident.key.failureReason ?? undefined),
  }));
  try {
    const found = await ports.investigate(suspects);
    const seen = new Map(suspects.map(({ incident, group }) => [incident.id, found.get(group)]));
    return due.map((incident) => {
      const investigation = seen.get(incident.id);
      if (investigation === undefined) return incident;
      // Where nobody looked, what was seen before still stands.
      if (investigation.skipped !== undefined && incident.looked !== undefined) return incident;
      ports.observer.investigated(incident.id, investigation);
      return recordLook(incident, investigation, at);
    });
  } catch (error) {
    ports.observer.investigationFailed(error);
    return due;
  }
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

interface Telling extends TellOptions {
  readonly leads: ReadonlyMap<string, Lead>;
  readonly active: readonly Incident[];
}

async function tellIncident(incident: Incident, telling: Telling, ports: ConversationPorts): Promise<void> {
  const { by } = telling;
  // What was left by somebody else is not ours before that is written: the sweep takes it.
  const own = new Set(incident.outbox.filter((entry) => isLeasedTo(entry, by)).map(({ alertId }) => alertId));
  const { due } = takeDue(incident, { by, now: ports.now().toISOString(), channels: ports.ways });
  let current = incident;
  for (const { entry, channels } of due.filter((one) => own.has(one.entry.alertId))) {
    if ((ports.remainingMs?.() ?? Infinity) < CLOSING_TIME_MS) return;
    const saying = { ...telling, alertId: entry.alertId, channels };
    current = (await tellEntry(current, saying, ports)) ?? current;
  }
}

interface Saying extends Telling {
  readonly alertId: string;
  /** That are due: the others have it, or wait. */
  readonly channels: readonly string[];
}

/** One entry, to every channel that is due. Comes back as stored; `undefined` when that could not be noted. */
async function tellEntry(
  incident: Incident,
  saying: Saying,
  ports: ConversationPorts,
): Promise<Incident | undefined> {
  const { alertId, leads, silences, channels } = saying;
  const now = ports.now().toISOString();
  const spare = (one: Incident): Incident =>
    sparePeople(one, { now, leads, silences, channels: ports.ways, alertId });
  const built = spare(incident);
  const related = toRelated(built, saying.active);
  const entry = built.outbox.find((one) => one.alertId === alertId);
  const results =
    entry === undefined
      ? {}
      : await deliver(
          { entry, incident: built, channels },
          buildConversationAlert(built, entry, toContext(ports, related)),
          ports,
        );
  const outcome = { alertId, now, results, built, ...(related && { related: related.total }) };
  const change = (stored: Incident | undefined) => ({
    incident: stored && settleDelivery(spare(stored), outcome),
  });
  try {
    return (await updateIncident(incident.id, incident, { change, ports })).incident;
  } catch (error) {
    ports.observer.storeFailed('settle', error);
    return undefined;
  }
}

function toContext(ports: ConversationPorts, related: ReturnType<typeof toRelated>) {
  return { now: ports.now(), links: ports.links, ...(related && { related }) };
}

async function deliver(
  what: { readonly entry: OutboxEntry; readonly incident: Incident; readonly channels: readonly string[] },
  alert: Alert,
  ports: ConversationPorts,
): Promise<Readonly<Record<string, ChannelResult>>> {
  const { entry, incident, channels } = what;
  const due = ports.ways.filter(({ name }) => channels.includes(name) && Object.hasOwn(entry.channels, name));
  const results = await Promise.all(
    due.map(async (way) => [way.name, await deliverOn(way, { alert, incident }, ports)] as const),
  );
  return Object.fromEntries(results);
}

async function deliverOn(
  { name, notifier }: Way,
  { alert, incident }: { readonly alert: Alert; readonly incident: Incident },
  { observer }: ConversationPorts,
): Promise<ChannelResult> {
  const thread = incident.threads[name];
  const result = await notifier.deliver(alert, thread).catch(
    // A notifier promises not to throw; its message may hold anything, so only the kind of error is kept.
    (error: unknown): DeliveryResult => ({
      ok: false,
      retryable: true,
      reason: `unexpected ${error instanceof Error ? error.name : typeof error}`,
    }),
  );
  if (result.ok) {
    observer.delivered(alert, name);
    return { ok: true, ...(result.thread && { thread: result.thread }) };
  }
  observer.deliveryFailed(alert, name, result);
  const { retryAfterSeconds } = result;
  return { ok: false, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
