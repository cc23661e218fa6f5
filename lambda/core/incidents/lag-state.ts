import { formatCount, formatCounted, formatDuration } from '../render/quantity';
import type { Incident, LagCounts } from './incident';
import { quietSeconds } from './quiet-time';
import type { NotifyTimers } from './timers';
import { move, type Moved, type TransitionId } from './transitions';

export const NO_LAG: LagCounts = { missed: 0, arrived: 0, notTracked: 0 };

/** Objects that are late and have not arrived as far as S3 has told. */
export function countOutstanding({ missed, arrived }: LagCounts): number {
  return Math.max(0, missed - arrived);
}

/** Ends a lag incident when everything that was late has arrived. */
export function endLag(incident: Incident, now: string): Moved {
  const lag = incident.lag ?? NO_LAG;
  if (countOutstanding(lag) > 0) return { incident };
  return resolve(incident, 'caught-up', { at: now, proof: describeEnd(lag) });
}

/**
 * Gives up on objects whose arrival S3 has not told: when it says that it no longer tracks as many, and nothing more
 * comes; or when it has told nothing for a day - their events may be lost, or they have failed, which is an incident of
 * its own. Which object an event is about is not remembered, so that neither is taken for an arrival.
 */
export function giveUpLag(incident: Incident, now: string, timers: NotifyTimers): Moved {
  const quiet = quietSeconds(incident, now);
  const lag = incident.lag ?? NO_LAG;
  const isUntracked = lag.notTracked >= countOutstanding(lag) && quiet >= timers.resolveAfterSeconds;
  if (isUntracked) return resolve(incident, 'quiet', { at: now, proof: describeEnd(lag) });
  if (quiet < timers.lagGiveUpSeconds) return { incident };
  const left = formatCounted(countOutstanding(lag), 'object');
  const proof = `S3 has told nothing about ${left} for ${formatDuration(quiet)}. That is no proof of arrival: look at the replication status of the objects.`;
  return resolve(incident, 'quiet', { at: now, proof });
}

function resolve(incident: Incident, id: TransitionId, resolution: { at: string; proof: string }): Moved {
  const moved = move(incident, id, resolution.at);
  return moved.id === undefined ? moved : { ...moved, incident: { ...moved.incident, resolution } };
}

/** In S3's own words where it gives any: AWS documents neither unit nor format of the two. */
function describeEnd({ missed, arrived, notTracked, threshold, replicationTime }: LagCounts): string {
  const words = [
    ...(replicationTime === undefined ? [] : [`replication time \`${replicationTime}\``]),
    ...(threshold === undefined ? [] : [`threshold \`${threshold}\``]),
  ];
  const late = Math.min(arrived, missed);
  const arrivals = `${formatCount(late)} of ${formatCounted(missed, 'object')} arrived after the threshold.`;
  const told = words.length === 0 ? '' : ` S3 says: ${words.join(', ')}.`;
  if (late === missed || notTracked === 0) return `${arrivals}${told}`;
  const untracked = formatCounted(missed - late, 'object');
  return `${arrivals}${told} S3 no longer tracks ${untracked}: whether they arrived is not known.`;
}
