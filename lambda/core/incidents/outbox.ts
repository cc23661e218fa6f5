import type { AlertType, Audience, ChannelWait, Incident, OutboxEntry, Told } from './incident';
import { shortHash } from './incident-key';
import { addSeconds, earlierOf, isAfter, laterOf } from './instants';

/** A way out, as far as the outbox has to know it. */
export interface Channel {
  readonly name: string;
  /** `stream`: programs read it, so that it also gets what people are spared. */
  readonly audience: 'people' | 'stream';
  /** A message that has not left is pointless once there is a newer one: Slack. Elsewhere each is sent, in order. */
  readonly isReplaced: boolean;
}

export const OUTBOX_LIMITS = {
  /** How long others keep away from what somebody is delivering. */
  leaseSeconds: 60,
  /** After that, what a channel did not take is dropped. */
  retentionSeconds: 24 * 3_600,
  /** Waits after the first, second, … failed attempt; the last one repeats. */
  backOffSeconds: [60, 120, 300, 600, 1_800],
} as const;

export interface Saying {
  readonly type: AlertType;
  readonly audience: Audience;
  readonly says: Told;
  /** Whoever delivers it at once. Absent: the next sweep does. */
  readonly by?: string;
  readonly lostChannels?: readonly string[];
}

/**
 * Puts something that has to be said into the outbox of the incident. On channels where only the newest counts, what
 * nobody is at yet gives way to it.
 */
export function addEntry(incident: Incident, saying: Saying, channels: readonly Channel[]): Incident {
  const { audience, by, says, type, lostChannels } = saying;
  const ways = channels.filter((one) => audience === 'everybody' || one.audience === 'stream');
  if (ways.length === 0) return incident;
  const entry: OutboxEntry = {
    alertId: toAlertId(incident, saying),
    type,
    audience,
    says,
    ...(by !== undefined && {
      lease: { by, until: addSeconds(says.at, OUTBOX_LIMITS.leaseSeconds) },
    }),
    ...(lostChannels !== undefined && { lostChannels }),
    channels: Object.fromEntries(ways.map((way) => [way.name, toWait(incident, way, says.at)])),
  };
  const replaced = ways.filter(({ isReplaced }) => isReplaced).map(({ name }) => name);
  const older = incident.outbox.map((one) => (isTaken(one, says.at) ? one : withoutChannels(one, replaced)));
  return { ...incident, outbox: [...older.filter(hasChannels), entry] };
}

/**
 * A channel on which only the newest counts owes as long as it has not taken the oldest, and is asked no sooner: else one
 * that takes nothing would never be found out.
 */
function toWait({ outbox }: Incident, { name, isReplaced }: Channel, at: string): ChannelWait {
  const owed = isReplaced
    ? outbox.filter((one) => !isTaken(one, at) && Object.hasOwn(one.channels, name))
    : [];
  return owed.reduce<ChannelWait>(
    (wait, { channels, says }) => {
      const { attempts = 0, nextAt = at, since = says.at } = channels[name] ?? {};
      return {
        attempts: Math.max(wait.attempts, attempts),
        nextAt: laterOf(wait.nextAt, nextAt),
        since: earlierOf(wait.since ?? since, since),
      };
    },
    { attempts: 0, nextAt: at },
  );
}

/** No two things that are said of one incident are made from the same version and kind. */
function toAlertId({ id, episode, version }: Incident, { type, says, audience }: Saying): string {
  return shortHash(['alert', id, episode, version, type, says.why, audience]);
}

/** Somebody is delivering it; others keep away. */
export function isTaken({ lease }: OutboxEntry, now: string): boolean {
  return lease !== undefined && isAfter(lease.until, now);
}

export function withoutChannels(entry: OutboxEntry, names: readonly string[]): OutboxEntry {
  const left = Object.entries(entry.channels).filter(([name]) => !names.includes(name));
  return { ...entry, channels: Object.fromEntries(left) };
}

export function hasChannels({ channels }: OutboxEntry): boolean {
  return Object.keys(channels).length > 0;
}
