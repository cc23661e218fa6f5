import type { Incident, MuteReason, Told } from './incident';
import { isAfter, secondsBetween } from './instants';
import { quietSeconds } from './quiet-time';
import { isConfirming, isFailingDespite, presentCause } from './record-look';
import type { NotifyTimers } from './timers';

/** All that the decision depends on. */
export interface Question {
  readonly incident: Incident;
  /** What this audience was told last in this episode, or will be by what is under way. */
  readonly said: Told | undefined;
  /** Why this audience is spared. */
  readonly mute: MuteReason | undefined;
  /** Why it was spared until `incident.muted.until`, if nothing has been said since. */
  readonly ended: MuteReason | undefined;
  /** Incidents that this one speaks for. */
  readonly related: number;
  readonly now: string;
  readonly timers: NotifyTimers;
}

/** The smallest power of ten above `count`. */
export function nextPowerOfTen(count: number): number {
  let power = 1;
  while (power <= count) power *= 10;
  return power;
}

/** Nobody has heard of it, nor of another one for which it would have to speak. */
export function isUntold({ said, related }: Question): boolean {
  return said === undefined && related === 0;
}

export function isLeadEnded({ ended }: Question): boolean {
  return ended !== undefined && ended !== 'silenced';
}

/** Failed, or was seen broken, since nobody speaks for it any more. */
export function hasProvenItself({ incident, now, timers }: Question): boolean {
  const { muted, lastSeen, looked } = incident;
  if (muted?.until === undefined) return true;
  return (
    isAfter(lastSeen, muted.until) ||
    (looked !== undefined && !isAfter(muted.until, looked.at) && isConfirming(incident, now, timers))
  );
}

export function isAnotherCause({ incident, said }: Question): boolean {
  const cause = presentCause(incident);
  if (cause === undefined || said?.subject === undefined) return false;
  return cause.subject !== said.subject || cause.check !== said.check;
}

export function isNewlyConfirmed({ incident, said }: Question): boolean {
  return presentCause(incident) !== undefined && said?.verdict !== undefined && said.subject === undefined;
}

/** Whoever was told the cause, or that it is gone, has to hear that this was not all. */
export function isDespite({ incident, said, timers }: Question): boolean {
  const isConcerned = said?.subject !== undefined || said?.why === 'cause-gone';
  return isConcerned && incident.state !== 'recovering' && isFailingDespite(incident, timers);
}

/** No failures come any more, and the check still finds the cause. */
export function isWithoutTraffic({
  incident,
  now,
  timers,
}: Pick<Question, 'incident' | 'now' | 'timers'>): boolean {
  return quietSeconds(incident, now) >= timers.resolveAfterSeconds && isConfirming(incident, now, timers);
}

/** Somebody is at it, and has been for less than a day: after that, it comes up again. */
export function isAcknowledged({ incident, now, timers }: Question): boolean {
  const { state, acknowledgement } = incident;
  if (state !== 'acknowledged' || acknowledgement === undefined) return false;
  return secondsBetween(acknowledgement.at, now) < timers.acknowledgedForSeconds;
}
