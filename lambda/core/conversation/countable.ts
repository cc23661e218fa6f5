import { findReason } from '../catalog/find-reason';
import type { InboundMessage, ReplicationEvent } from '../events/replication-event';
import { parseBody } from '../events/parse-body';
import { type Applied, applyFailures } from '../incidents/apply-failures';
import { applyLag } from '../incidents/apply-lag';
import { type FailureGroup, FailureGrouping } from '../incidents/group-failures';
import { isLagEvent, type LagGroup, LagGrouping } from '../incidents/group-lag';
import type { Incident } from '../incidents/incident';
import type { TellContext } from '../incidents/tell';

/** What one batch tells of one incident, whatever kind it is of. */
export interface Countable {
  readonly incidentId: string;
  /** Positions in the batch, ascending. */
  readonly messages: readonly number[];
  /** Counts it in the incident, but for the messages in `without`, which are counted there already. */
  apply(incident: Incident | undefined, without: readonly number[], context: TellContext): Applied;
}

/** A batch, and what was found in it. */
interface Source {
  readonly messages: readonly InboundMessage[];
  readonly groups: readonly FailureGroup[];
  readonly lags: readonly LagGroup[];
}

/** Both kinds of what a batch holds, failures first. */
export function toCountables({ messages, groups, lags }: Source): readonly Countable[] {
  return [
    ...groups.map((group) => ofFailures(group, messages)),
    ...lags.map((group) => ofLag(group, messages)),
  ];
}

function ofFailures(group: FailureGroup, messages: readonly InboundMessage[]): Countable {
  const { row } = findReason(group.key.failureReason ?? undefined);
  const regroup = (fresh: readonly number[]): FailureGroup | undefined => {
    const grouping = new FailureGrouping();
    readAgain(fresh, messages, (event, at) => {
      if (!isLagEvent(event)) grouping.add(event, at);
    });
    return grouping.groups().find(({ incidentId }) => incidentId === group.incidentId);
  };
  return toCountable(group, regroup, (incident, fresh, context) =>
    applyFailures(incident, fresh, { ...context, row }),
  );
}

function ofLag(group: LagGroup, messages: readonly InboundMessage[]): Countable {
  const regroup = (fresh: readonly number[]): LagGroup | undefined => {
    const grouping = new LagGrouping();
    readAgain(fresh, messages, (event, at) => {
      if (isLagEvent(event)) grouping.add(event, at);
    });
    return grouping.groups().find(({ incidentId }) => incidentId === group.incidentId);
  };
  return toCountable(group, regroup, applyLag);
}

type Group = Pick<Countable, 'incidentId' | 'messages'>;

function toCountable<G extends Group>(
  group: G,
  regroup: (fresh: readonly number[]) => G | undefined,
  apply: (incident: Incident | undefined, group: G, context: TellContext) => Applied,
): Countable {
  const { incidentId, messages } = group;
  return {
    incidentId,
    messages,
    apply(incident, without, context) {
      const counted = new Set(without);
      const fresh = counted.size === 0 ? group : regroup(messages.filter((one) => !counted.has(one)));
      return fresh === undefined
        ? { incident, decision: { notify: false, rule: 'already-counted', because: 'already-counted' } }
        : apply(incident, fresh, context);
    },
  };
}

/** A redelivery that was counted in part is rare enough to be read twice. */
function readAgain(
  positions: readonly number[],
  messages: readonly InboundMessage[],
  add: (event: ReplicationEvent, at: number) => void,
): void {
  for (const at of positions) {
    for (const event of parseBody(messages[at]?.body ?? '').events) add(event, at);
  }
}
