import type { ReasonRow } from '../catalog/reason-row';
import { addBatch, hasCounted } from './applied-batches';
import type { FailureGroup } from './group-failures';
import type { TellDecision } from './decide-telling';
import type { Incident } from './incident';
import { earlierOf, isAfter, laterOf } from './instants';
import { mergeOperations, mergePrefixes, mergeSamples } from './merge-counts';
import { openEpisode } from './open-episode';
import { tell, type TellContext } from './tell';
import { move, type Moved, type TransitionId } from './transitions';

/** `by` is the id of the batch: its failures are counted once, however often they are applied. */
export interface FailuresContext extends TellContext {
  readonly row: Pick<ReasonRow, 'benign'>;
}

export interface Applied {
  /** To be written, if it is another than before. `undefined`: nothing is remembered of failures that need nobody. */
  readonly incident: Incident | undefined;
  readonly decision: TellDecision;
  /** What took it to another state. */
  readonly moved?: TransitionId;
}

/**
 * Counts the failures of one batch and decides whether somebody is told. Opens an incident, or the next episode of one
 * that was over. What is decided is in the outbox, leased to the batch, so that one write makes both true.
 */
export function applyFailures(
  incident: Incident | undefined,
  group: FailureGroup,
  context: FailuresContext,
): Applied {
  if (context.row.benign) return { incident, decision: { notify: false, rule: 'benign', because: 'benign' } };
  if (incident !== undefined && hasCounted(incident, [context.by]))
    return { incident, decision: toEarlierDecision(incident, context.by) };
  const { incident: ongoing, id } = toOngoing(incident, group, context);
  return { ...tell(count(ongoing, group, context), context), ...(id !== undefined && { moved: id }) };
}

/** What this batch decided when it was counted, as far as it has not been delivered. */
export function toEarlierDecision(incident: Incident, by: string): TellDecision {
  const rule = 'already-counted';
  const entry = incident.outbox.findLast(({ lease }) => lease?.by === by);
  if (entry === undefined) return { notify: false, rule, because: 'already-counted' };
  const { type, alertId, says } = entry;
  const saying = { type, why: says.why, alertId };
  return entry.audience === 'everybody'
    ? { notify: true, rule, ...saying }
    : { notify: false, rule, because: 'already-counted', streamed: saying };
}

/** The incident that these failures belong to, in the state that they bring about. */
function toOngoing(incident: Incident | undefined, group: FailureGroup, context: FailuresContext): Moved {
  const { now, timers } = context;
  const { incidentId: id, key, partition } = group;
  const [firstSeen, lastSeen] = [earlierOf(group.firstSeen, now), earlierOf(group.lastSeen, now)];
  const opening = { id, key, kind: 'failure', partition, firstSeen, lastSeen } as const;
  if (incident === undefined) return { incident: openEpisode(undefined, opening, { now, timers }) };
  if (isBeginningAgain(incident, lastSeen))
    return { incident: openEpisode(incident, opening, { now, timers }), id: 'failing-again' };
  const isDespite = incident.state === 'recovering' && isAfter(lastSeen, incident.stateSince);
  return isDespite ? move(incident, 'failing-despite', now) : { incident };
}

/**
 * A failure of before the end is one that came late; it is counted and proves nothing. But one that falls into the quiet
 * that was the proof disproves it.
 */
function isBeginningAgain({ state, resolution, lastSeen: known }: Incident, lastSeen: string): boolean {
  if (state !== 'resolved') return false;
  return isAfter(lastSeen, resolution?.by === undefined ? known : resolution.at);
}

function count(incident: Incident, group: FailureGroup, { now, by }: FailuresContext): Incident {
  return {
    ...incident,
    // By S3's clock, which may run ahead of ours; a failure that is yet to come would keep the incident open for ever.
    firstSeen: earlierOf(incident.firstSeen, group.firstSeen),
    lastSeen: laterOf(incident.lastSeen, earlierOf(group.lastSeen, now)),
    failures: incident.failures + group.failures,
    sizeBytes: incident.sizeBytes + group.sizeBytes,
    operations: mergeOperations(incident.operations, group.operations),
    prefixes: mergePrefixes(incident.prefixes, group.prefixes),
    samples: mergeSamples(incident.samples, group.samples),
    appliedBatches: addBatch(incident.appliedBatches, { id: by, at: now }),
  };
}
