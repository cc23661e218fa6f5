import { decideTelling, type TellDecision, type Telling } from './decide-telling';
import { toSaid } from './to-said';
import type { Audience, Incident, Told } from './incident';
import { isAfter } from './instants';
import { activeMute, type MuteContext, updateMute, withoutMute } from './mute';
import { addEntry, type Channel } from './outbox';
import { isWithoutTraffic } from './telling-question';
import type { NotifyTimers } from './timers';

export interface TellContext extends MuteContext {
  readonly timers: NotifyTimers;
  readonly channels: readonly Channel[];
  /** Whoever decides, and delivers what is decided at once: the batch, the sweep. */
  readonly by: string;
}

export interface Decided {
  readonly incident: Incident;
  readonly decision: TellDecision;
}

/**
 * Decides what is to be said of an incident as it now stands, and puts it into its outbox. Asked twice: for people, and
 * for the stream of alerts, which also has what people are spared.
 */
export function tell(before: Incident, context: TellContext): Decided {
  const { now, timers } = context;
  const incident = updateMute(before, context);
  const mute = activeMute(incident);
  const related = countRelated(incident, context);
  const common = { incident, related, now, timers };
  const toPeople = decideTelling({
    ...common,
    said: lastSaid(incident, 'everybody'),
    mute,
    ended: mute === undefined ? incident.muted?.because : undefined,
  });
  if ('why' in toPeople) {
    const heard = mute === undefined ? withoutMute(incident) : incident;
    const told = say(heard, { telling: toPeople, audience: 'everybody', context, related });
    return toDecided(heard, told, toPeople);
  }
  const said = lastSaid(incident, 'stream');
  const toStream = decideTelling({ ...common, said, mute: undefined, ended: undefined });
  if (!('why' in toStream)) return { incident, decision: toQuiet(toPeople) };
  const streamed = say(incident, { telling: toStream, audience: 'stream', context, related });
  const entry = streamed === incident ? undefined : streamed.outbox.at(-1);
  const { type, why } = toStream;
  return {
    incident: streamed,
    decision: {
      ...toQuiet(toPeople),
      ...(entry !== undefined && { streamed: { type, why, alertId: entry.alertId } }),
    },
  };
}

/** The last thing that an audience was told in this episode, or will be by what is under way. */
export function lastSaid({ told, streamed, outbox }: Incident, audience: Audience): Told | undefined {
  const under = outbox.filter((entry) => audience === 'stream' || entry.audience === 'everybody');
  return under
    .map(({ says }) => says)
    .reduce(
      (last, says) => (last === undefined || isAfter(says.at, last.at) ? says : last),
      audience === 'stream' ? streamed : told,
    );
}

function toQuiet({ rule, quiet }: Extract<Telling, { quiet: unknown }>): TellDecision & { notify: false } {
  return { notify: false, rule, because: quiet };
}

type Said = Extract<Telling, { why: unknown }>;

function toDecided(before: Incident, incident: Incident, { rule, type, why }: Said): Decided {
  const entry = incident === before ? undefined : incident.outbox.at(-1);
  if (entry === undefined) return { incident, decision: { notify: false, rule, because: 'no-channel' } };
  return { incident, decision: { notify: true, rule, type, why, alertId: entry.alertId } };
}

function say(
  incident: Incident,
  saying: { telling: Said; audience: Audience; context: TellContext; related: number },
): Incident {
  const { telling, audience, context, related } = saying;
  const { now, timers, by, channels } = context;
  const says: Told = {
    ...toSaid(incident, related),
    at: now,
    why: telling.why,
    ...(incident.state === 'resolved' && { isOver: true }),
    ...(isWithoutTraffic({ incident, now, timers }) && { isWithoutTraffic: true }),
  };
  return addEntry(incident, { type: telling.type, audience, says, by }, channels);
}

/** Where nobody has asked who speaks for whom, as many as were told last. */
function countRelated(incident: Incident, { leads }: TellContext): number {
  if (leads === undefined) return incident.told?.related ?? 0;
  return [...leads.values()].filter(({ id }) => id === incident.id).length;
}
