import type { Incident } from './incident';
import { secondsBetween } from './instants';
import { type Channel, hasChannels, OUTBOX_LIMITS, withoutChannels } from './outbox';

/** What a channel never took. */
export interface LostDelivery {
  readonly alertId: string;
  readonly channel: string;
  readonly attempts: number;
}

/** Drops what is too old, and what waits for a channel that does not exist any more. */
export function expireEntries(
  incident: Incident,
  { now, channels }: { readonly now: string; readonly channels: readonly Channel[] },
): { readonly incident: Incident; readonly lost: readonly LostDelivery[] } {
  const known = new Set(channels.map(({ name }) => name));
  const lost: LostDelivery[] = [];
  const outbox = incident.outbox.map((entry) => {
    const isOld = (since = entry.says.at): boolean =>
      secondsBetween(since, now) >= OUTBOX_LIMITS.retentionSeconds;
    const dropped = Object.entries(entry.channels).filter(
      ([name, { since }]) => isOld(since) || !known.has(name),
    );
    for (const [channel, { attempts }] of dropped) lost.push({ alertId: entry.alertId, channel, attempts });
    return withoutChannels(
      entry,
      dropped.map(([name]) => name),
    );
  });
  return {
    incident: lost.length === 0 ? incident : { ...incident, outbox: outbox.filter(hasChannels) },
    lost,
  };
}
