import type { InboundMessage } from '../events/replication-event';
import { forEachBounded } from '../for-each-bounded';
import type { Applied } from '../incidents/apply-failures';
import type { FailureGroup } from '../incidents/group-failures';
import type { LagGroup } from '../incidents/group-lag';
import type { Incident } from '../incidents/incident';
import type { Silence } from '../incidents/silence';
import type { TellContext } from '../incidents/tell';
import type { ConversationPorts } from './conversation-ports';
import { type Countable, toCountables } from './countable';
import { findCounted, type IsCounted } from './find-counted';
import { updateIncident } from './update-incident';

/** Incidents that are written at once. */
const CONCURRENCY = 10;

export interface Batch {
  readonly id: string;
  readonly messages: readonly InboundMessage[];
  /** Without failures that need nobody. */
  readonly groups: readonly FailureGroup[];
  readonly lags: readonly LagGroup[];
}

export interface RecordedBatch {
  /** As stored now, with what is to be said of them in their outbox. */
  readonly incidents: readonly Incident[];
  /** Positions of the messages that are not counted everywhere: they have to come back. */
  readonly failedMessages: ReadonlySet<number>;
  readonly silences: readonly Silence[];
}

/**
 * Counts a batch in the incident table, each message once for each incident, and decides what is to be said. Never
 * throws: what could not be counted is told, and nothing of it is lost, because its messages come back.
 */
export async function recordBatch(batch: Batch, ports: ConversationPorts): Promise<RecordedBatch> {
  const countables = toCountables(batch);
  if (countables.length === 0) return { incidents: [], failedMessages: new Set(), silences: [] };
  try {
    const isCounted = await findCounted(batch.messages, ports);
    await ports.store.writeReceipt(toReceipt(batch, countables, ports.now()));
    return await recordAll(countables, { batch, isCounted }, ports);
  } catch (error) {
    ports.observer.storeFailed('receipt', error);
    const all = new Set(countables.flatMap(({ messages }) => messages));
    return { incidents: [], failedMessages: all, silences: [] };
  }
}

function toReceipt({ id, messages }: Batch, countables: readonly Countable[], now: Date) {
  const counting = new Set(countables.flatMap((one) => one.messages));
  const messageIds = [...counting].flatMap((message) => messages[message]?.messageId ?? []);
  return { batchId: id, at: now.toISOString(), messageIds };
}

interface Recording {
  readonly batch: Batch;
  readonly isCounted: IsCounted;
}

async function recordAll(
  countables: readonly Countable[],
  recording: Recording,
  ports: ConversationPorts,
): Promise<RecordedBatch> {
  const { store, observer } = ports;
  const [stored, silences] = await Promise.all([
    store.read(countables.map(({ incidentId }) => incidentId)),
    store.listSilences(ports.now().toISOString()),
  ]);
  [...stored.unreadable, ...silences.unreadable].forEach((item) => observer.unreadableItem(item));
  const unreadable = new Set(stored.unreadable.map(({ id }) => id));
  const incidents: Incident[] = [];
  const failedMessages = new Set<number>();
  const fail = ({ messages }: Countable): void => messages.forEach((message) => failedMessages.add(message));
  await forEachBounded(countables, CONCURRENCY, async (countable) => {
    // A new incident in its place would hide what is stored there.
    if (unreadable.has(countable.incidentId)) return fail(countable);
    try {
      const known = stored.found.get(countable.incidentId);
      const context = { ...recording, silences: silences.found, known };
      const incident = await recordOne(countable, context, ports);
      if (incident !== undefined) incidents.push(incident);
    } catch (error) {
      observer.storeFailed('record', error);
      fail(countable);
    }
  });
  return { incidents, failedMessages, silences: silences.found };
}

async function recordOne(
  countable: Countable,
  recording: Recording & { readonly silences: readonly Silence[]; readonly known: Incident | undefined },
  ports: ConversationPorts,
): Promise<Incident | undefined> {
  const { batch, isCounted, silences, known } = recording;
  const change = (incident: Incident | undefined): Applied => {
    const context: TellContext = {
      now: ports.now().toISOString(),
      timers: ports.timers,
      channels: ports.ways,
      silences,
      by: batch.id,
    };
    const isOld = (message: number): boolean =>
      incident !== undefined && isCounted(incident, batch.messages[message]?.messageId);
    return countable.apply(incident, countable.messages.filter(isOld), context);
  };
  const { result, incident } = await updateIncident(countable.incidentId, known, { change, ports });
  if (incident !== undefined) {
    ports.observer.decided(incident, result.decision);
    if (result.moved !== undefined) ports.observer.moved(incident, result.moved);
  }
  return incident;
}
