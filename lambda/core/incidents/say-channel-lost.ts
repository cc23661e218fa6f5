import type { Incident, Told } from './incident';
import { secondsBetween } from './instants';
import type { LostDelivery } from './expire-entries';
import { addEntry, OUTBOX_LIMITS } from './outbox';
import { lastSaid, type TellContext } from './tell';

/**
 * Says on the other channels that one has not taken a message for a day; once a day, for a channel that is broken loses
 * every message. What nobody has at all is not told, and is decided again by itself.
 */
export function sayChannelLost(
  incident: Incident,
  lost: readonly LostDelivery[],
  { now, channels, by }: TellContext,
): Incident {
  const lostChannels = [...new Set(lost.map(({ channel }) => channel))].filter((name) =>
    channels.some((one) => one.name === name),
  );
  const others = channels.filter(({ name }) => !lostChannels.includes(name));
  if (lostChannels.length === 0 || others.length === 0) return incident;
  const { channelLostAt } = incident;
  if (channelLostAt !== undefined && secondsBetween(channelLostAt, now) < OUTBOX_LIMITS.retentionSeconds)
    return incident;
  const before = lastSaid(incident, 'everybody');
  const says: Told = { failures: incident.failures, ...before, at: now, why: 'channel-lost' };
  const type = incident.state === 'resolved' ? 'resolved' : 'reminder';
  return addEntry(
    { ...incident, channelLostAt: now },
    { type, audience: 'everybody', says, by, lostChannels },
    others,
  );
}
