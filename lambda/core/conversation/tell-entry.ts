import type { Incident, Lead } from '../incidents/incident';
import { settleDelivery } from '../incidents/settle-delivery';
import type { Silence } from '../incidents/silence';
import { sparePeople } from '../incidents/spare-people';
import { toRelated } from '../incidents/to-related';
import type { ConversationPorts } from './conversation-ports';
import { deliverEntry } from './deliver-entry';
import { updateIncident } from './update-incident';

/** Who speaks for whom at this moment. */
export interface Telling {
  readonly silences: readonly Silence[];
  readonly leads: ReadonlyMap<string, Lead>;
  /** Every incident that lasts, with its lead. */
  readonly active: readonly Incident[];
}

interface Saying extends Telling {
  readonly alertId: string;
  /** That are due. */
  readonly channels: readonly string[];
  /** Until what came of it has to be noted. */
  readonly timeMs: number;
}

/**
 * Says one entry of the outbox on every channel that is due, unless people are to be spared after all, and notes what came
 * of it. Comes back as stored, as far as that is known. Throws only when the alert cannot be made.
 */
export async function tellEntry(
  incident: Incident,
  saying: Saying,
  ports: ConversationPorts,
): Promise<Incident> {
  const { alertId, leads, silences, channels, timeMs } = saying;
  const now = ports.now().toISOString();
  const spare = (one: Incident): Incident =>
    sparePeople(one, { now, leads, silences, channels: ports.ways, alertId });
  const built = spare(incident);
  const related = toRelated(built, saying.active);
  const entry = built.outbox.find((one) => one.alertId === alertId);
  const results =
    entry === undefined
      ? {}
      : await deliverEntry({ incident: built, entry, channels, related, timeMs }, ports);
  // Back-off counts from when the channel has answered.
  const outcome = {
    alertId,
    now: ports.now().toISOString(),
    results,
    built,
    ...(related && { related: related.total }),
  };
  const change = (stored: Incident | undefined) => ({
    incident: stored && settleDelivery(spare(stored), outcome),
  });
  try {
    return (await updateIncident(incident.id, incident, { change, ports })).incident ?? incident;
  } catch (error) {
    ports.observer.storeFailed('settle', error);
    return incident;
  }
}
