import type { Incident, OutboxEntry } from './incident';
import { addSeconds, isAfter } from './instants';
import { type Channel, isTaken, OUTBOX_LIMITS } from './outbox';

export interface Due {
  readonly entry: OutboxEntry;
  readonly channels: readonly string[];
}

/**
 * What `by` can deliver now, and the incident with a lease on it, to be written before the first attempt. A channel gets
 * one message of an incident at a time: what waits behind an older one, or behind one that somebody else is at, is not
 * due.
 */
export function takeDue(
  incident: Incident,
  { by, now, channels }: { readonly by: string; readonly now: string; readonly channels: readonly Channel[] },
): { readonly incident: Incident; readonly due: readonly Due[] } {
  const due: Due[] = [];
  const held = new Set<string>();
  const outbox = incident.outbox.map((entry) => {
    const isOthers = isTaken(entry, now) && entry.lease?.by !== by;
    const ready = isOthers ? [] : toReady(entry, { now, held, channels });
    Object.keys(entry.channels).forEach((name) => held.add(name));
    if (ready.length === 0) return entry;
    const taken = { ...entry, lease: { by, until: addSeconds(now, OUTBOX_LIMITS.leaseSeconds) } };
    due.push({ entry: taken, channels: ready });
    return taken;
  });
  return { incident: due.length === 0 ? incident : { ...incident, outbox }, due };
}

function toReady(
  entry: OutboxEntry,
  { now, held, channels }: { now: string; held: ReadonlySet<string>; channels: readonly Channel[] },
): readonly string[] {
  return channels
    .map(({ name }) => name)
    .filter((name) => {
      const way = Object.hasOwn(entry.channels, name) ? entry.channels[name] : undefined;
      return way !== undefined && !held.has(name) && !isAfter(way.nextAt, now);
    });
}
