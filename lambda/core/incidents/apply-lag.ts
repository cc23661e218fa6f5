import { addBatch, hasCounted } from './applied-batches';
import { type Applied, toEarlierDecision } from './apply-failures';
import type { LagGroup } from './group-lag';
import type { Incident, LagCounts } from './incident';
import { earlierOf, laterOf } from './instants';
import { countOutstanding, endLag, NO_LAG } from './lag-state';
import { mergeOperations, mergePrefixes, mergeSamples } from './merge-counts';
import { openEpisode } from './open-episode';
import { tell, type TellContext } from './tell';
import type { Moved } from './transitions';

/**
 * Counts what Replication Time Control tells of one rule: objects that missed the threshold open a lag incident, and when
 * all of them have arrived it is over. Events come in any order: an arrival before its miss is kept until that comes.
 * An object that S3 no longer tracks is no news by itself.
 */
export function applyLag(incident: Incident | undefined, group: LagGroup, context: TellContext): Applied {
  if (incident === undefined && group.missed === 0 && group.arrived === 0)
    return { incident, decision: { notify: false, rule: 'not-tracked', because: 'not-tracked' } };
  if (incident !== undefined && hasCounted(incident, [context.by]))
    return { incident, decision: toEarlierDecision(incident, context.by) };
  const began = toOngoing(incident, group, context);
  const ended = endLag(count(began.incident, group, context), context.now);
  const id = ended.id ?? began.id;
  return { ...tell(ended.incident, context), ...(id !== undefined && { moved: id }) };
}

/** The incident that these events belong to. What had arrived too early in an episode that is over counts in the next. */
function toOngoing(incident: Incident | undefined, group: LagGroup, { now, timers }: TellContext): Moved {
  const { incidentId: id, key, partition } = group;
  const [firstSeen, lastSeen] = [earlierOf(group.firstSeen, now), earlierOf(group.lastSeen, now)];
  const opening = { id, key, kind: 'lag', partition, firstSeen, lastSeen } as const;
  if (incident === undefined) return { incident: openEpisode(undefined, opening, { now, timers }) };
  if (incident.state !== 'resolved' || group.missed === 0) return { incident };
  const before = incident.lag ?? NO_LAG;
  if (countOutstanding(addLag(before, group)) === 0) return { incident };
  const early = { ...NO_LAG, arrived: Math.max(0, before.arrived - before.missed) };
  const reopened = { ...openEpisode(incident, opening, { now, timers }), lag: early };
  return { incident: reopened, id: 'failing-again' };
}

function count(incident: Incident, group: LagGroup, { now, by }: TellContext): Incident {
  const lag = addLag(incident.lag ?? NO_LAG, group);
  return {
    ...incident,
    lag,
    firstSeen: earlierOf(incident.firstSeen, group.firstSeen),
    lastSeen: laterOf(incident.lastSeen, earlierOf(group.lastSeen, now)),
    failures: lag.missed,
    sizeBytes: incident.sizeBytes + group.sizeBytes,
    operations: mergeOperations(incident.operations, group.operations),
    prefixes: mergePrefixes(incident.prefixes, group.prefixes),
    samples: mergeSamples(incident.samples, group.samples),
    appliedBatches: addBatch(incident.appliedBatches, { id: by, at: now }),
  };
}

function addLag(known: LagCounts, group: LagGroup): LagCounts {
  const threshold = group.threshold ?? known.threshold;
  const replicationTime = group.replicationTime ?? known.replicationTime;
  return {
    missed: known.missed + group.missed,
    arrived: known.arrived + group.arrived,
    notTracked: known.notTracked + group.notTracked,
    ...(threshold !== undefined && { threshold }),
    ...(replicationTime !== undefined && { replicationTime }),
  };
}
