import type { InboundMessage } from '../events/replication-event';
import { forEachBounded } from '../for-each-bounded';
import type { FailureGroup } from '../incidents/group-failures';
import type { LagGroup } from '../incidents/group-lag';
import type { Incident } from '../incidents/incident';
import type { BatchReceipt } from '../incidents/incident-store';
import type { Silence } from '../incidents/silence';
import type { ConversationPorts } from './conversation-ports';
import { type Countable, toCountables } from './countable';
import { OutOfTimeError } from './errors';
import { findCounted, findRedelivered, type IsCounted, type Redelivered } from './find-counted';
import { isClosing } from './time-left';
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
    return await recordAll(countables, await begin(batch, countables, ports), ports);
  } catch (error) {
    ports.observer.storeFailed('receipt', error);
    const all = new Set(countables.flatMap(({ messages }) => messages));
    return { incidents: [], failedMessages: all, silences: [] };
  }
}

/** What is known before anything is counted. */
interface Begun {
  readonly batch: Batch;
  readonly known: ReadonlyMap<string, Incident>;
  readonly unreadable: ReadonlySet<string>;
  readonly silences: readonly Silence[];
  readonly redelivered: Redelivered | undefined;
  readonly isCounted: IsCounted;
}

/** Leaves the receipt, so that whatever is counted from now on can be told to be counted. */
async function begin(
  batch: Batch,
  countables: readonly Countable[],
  ports: ConversationPorts,
): Promise<Begun> {
  const { store, observer } = ports;
  const at = ports.now().toISOString();
  const [stored, silences] = await Promise.all([
    store.read(countables.map(({ incidentId }) => incidentId)),
    store.listSilences(at),
    store.writeReceipt(toReceipt(batch, countables, at)),
  ]);
  [...stored.unreadable, ...silences.unreadable].forEach((item) => observer.unreadableItem(item));
  const redelivered = findRedelivered(batch.messages, at);
  return {
    batch,
    known: stored.found,
    unreadable: new Set(stored.unreadable.map(({ id }) => id)),
    silences: silences.found,
    redelivered,
    isCounted: await findCounted(redelivered, store),
  };
}

function toReceipt({ id, messages }: Batch, countables: readonly Countable[], at: string): BatchReceipt {
  const counting = new Set(countables.flatMap((one) => one.messages));
  const messageIds = [...counting].flatMap((message) => messages[message]?.messageId ?? []);
  return { batchId: id, at, messageIds };
}

async function recordAll(
  countables: readonly Countable[],
  begun: Begun,
  ports: ConversationPorts,
): Promise<RecordedBatch> {
  const incidents: Incident[] = [];
  const failedMessages = new Set<number>();
  await forEachBounded(countables, CONCURRENCY, async (countable) => {
    const recorded = await tryRecord(countable, begun, ports);
    if (recorded.ok) incidents.push(...recorded.incidents);
    else for (const message of countable.messages) failedMessages.add(message);
  });
  return { incidents, failedMessages, silences: begun.silences };
}

async function tryRecord(
  countable: Countable,
  begun: Begun,
  ports: ConversationPorts,
): Promise<{ readonly ok: true; readonly incidents: readonly Incident[] } | { readonly ok: false }> {
  const { incidentId: id } = countable;
  // A new incident in its place would hide what is stored there.
  if (begun.unreadable.has(id)) return { ok: false };
  try {
    if (isClosing(ports)) throw new OutOfTimeError(id);
    const incident = await record(countable, begun, ports);
    return { ok: true, incidents: incident === undefined ? [] : [incident] };
  } catch (error) {
    ports.observer.storeFailed('record', error);
    return { ok: false };
  }
}

async function record(
  countable: Countable,
  { batch, known, silences, redelivered, isCounted }: Begun,
  ports: ConversationPorts,
): Promise<Incident | undefined> {
  const { incidentId: id, messages } = countable;
  const { store, observer, timers, ways: channels } = ports;
  const { result, incident } = await updateIncident(id, known.get(id), {
    ports,
    change: async (stored, isFirst) => {
      // Whoever was faster may have counted what we have as well.
      const isIn = isFirst ? isCounted : await findCounted(redelivered, store);
      const isOld = (message: number): boolean =>
        stored !== undefined && isIn(stored, batch.messages[message]?.messageId);
      const context = { now: ports.now().toISOString(), timers, channels, silences, by: batch.id };
      return countable.apply(stored, messages.filter(isOld), context);
    },
  });
  if (incident !== undefined) {
    observer.decided(incident, result.decision);
    if (result.moved !== undefined) observer.moved(incident, result.moved);
  }
  return incident;
}
