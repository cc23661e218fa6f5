import { findReason } from '../catalog/find-reason';
import type { Investigation } from '../diagnosis/investigate';
import type { Incident } from '../incidents/incident';
import { toFailureGroup } from '../incidents/to-failure-group';
import type { ConversationPorts } from './conversation-ports';
import { hasTimeToLook } from './time-left';

/**
 * Looks for the causes of these incidents, the most important first, and tells by incident what was seen. Those are left
 * out of which nothing new is known: over, late and not failed, or not looked at this time, so that what was seen before
 * still stands. Never throws.
 */
export async function lookAt(
  incidents: readonly Incident[],
  ports: ConversationPorts,
): Promise<ReadonlyMap<string, Investigation>> {
  const suspects = incidents
    .filter(({ kind, state }) => kind === 'failure' && state !== 'resolved')
    .map((incident) => ({
      incident,
      group: toFailureGroup(incident),
      reason: findReason(incident.key.failureReason ?? undefined),
    }));
  const seen = new Map<string, Investigation>();
  if (ports.investigate === undefined || suspects.length === 0 || !hasTimeToLook(ports)) return seen;
  try {
    const found = await ports.investigate(suspects);
    for (const { incident, group } of suspects) {
      const investigation = found.get(group);
      if (investigation === undefined || isSeenBefore(incident, investigation)) continue;
      ports.observer.investigated(incident.id, investigation);
      seen.set(incident.id, investigation);
    }
  } catch (error) {
    ports.observer.investigationFailed(error);
  }
  return seen;
}

function isSeenBefore({ looked }: Incident, { skipped }: Investigation): boolean {
  return skipped !== undefined && looked !== undefined;
}
