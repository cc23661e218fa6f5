import type { Incident, IncidentState, Lead } from './incident';
import { isAfter } from './instants';
import { bySeverity } from './overview';

/** Named in one message; the rest is a number. */
export const MAX_RELATED = 50;

/** The incidents that one speaks for. */
export interface Related {
  /** `same-cause`: one fix ends them all; `many-at-once`: they have nothing in common but the time. */
  readonly because: 'same-cause' | 'many-at-once';
  readonly total: number;
  /** Most severe first, at most `MAX_RELATED`. */
  readonly incidents: readonly RelatedIncident[];
}

export interface RelatedIncident {
  readonly id: string;
  /** `linked`: the same cause is confirmed; `inhibited`: the cause explains it. */
  readonly because: Lead['because'];
  readonly state: IncidentState;
  readonly failureReason: string | null;
  readonly sourceBucket: string;
  readonly destinationBucket: string | null;
  readonly ruleId: string | null;
  readonly failures: number;
}

/**
 * Those of `incidents` that `lead` speaks for; `undefined` when it speaks for itself alone. While it lasts, those that
 * last as well; when it is over, all that it has spoken for.
 */
export function toRelated(lead: Incident, incidents: readonly Incident[]): Related | undefined {
  const led = incidents.filter((one) => one.lead?.id === lead.id && isPart(one, lead));
  if (led.length === 0) return undefined;
  const isOverview = led.some((one) => one.lead?.because === 'overview');
  return {
    because: isOverview ? 'many-at-once' : 'same-cause',
    total: led.length,
    incidents: [...led].sort(bySeverity).slice(0, MAX_RELATED).map(toRelatedIncident),
  };
}

function isPart({ state, resolution }: Incident, lead: Incident): boolean {
  if (state !== 'resolved') return true;
  return lead.state === 'resolved' && resolution !== undefined && !isAfter(lead.openedAt, resolution.at);
}

function toRelatedIncident({ id, lead, state, key, failures }: Incident): RelatedIncident {
  const { failureReason, sourceBucket, destinationBucket, ruleId } = key;
  const because = lead?.because ?? 'linked';
  return { id, because, state, failureReason, sourceBucket, destinationBucket, ruleId, failures };
}
