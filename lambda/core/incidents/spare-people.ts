import type { Incident } from './incident';
import { activeMute, type MuteContext, updateMute } from './mute';
import { type Channel, hasChannels, withoutChannels } from './outbox';

export interface SpareContext extends MuteContext {
  readonly channels: readonly Channel[];
  /** Of what is about to leave. */
  readonly alertId: string;
}

/**
 * After looking, and before a message leaves: if it turns out that another incident speaks for this one, people do not get
 * it. The stream keeps its record.
 */
export function sparePeople(before: Incident, context: SpareContext): Incident {
  const incident = updateMute(before, context);
  if (activeMute(incident) === undefined || incident.state === 'resolved') return incident;
  const people = context.channels.filter(({ audience }) => audience === 'people').map(({ name }) => name);
  const outbox = incident.outbox.map((entry) =>
    entry.alertId === context.alertId
      ? { ...withoutChannels(entry, people), audience: 'stream' as const }
      : entry,
  );
  return { ...incident, outbox: outbox.filter(hasChannels) };
}
