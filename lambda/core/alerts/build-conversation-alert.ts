import { findReason } from '../catalog/find-reason';
import type { Incident, OutboxEntry } from '../incidents/incident';
import { toStatus } from '../incidents/mute';
import { toFailureGroup } from '../incidents/to-failure-group';
import type { Related } from '../incidents/to-related';
import type { IncidentAlert } from './alert.schema';
import { type AlertLinks, buildIncidentAlert } from './build-incident-alert';

export interface ConversationAlertContext {
  readonly now: Date;
  readonly links: AlertLinks;
  /** The incidents that it speaks for. */
  readonly related?: Related;
}

/** What an entry of the outbox says, of the incident as it now stands: what was overtaken tells the newer state. */
export function buildConversationAlert(
  incident: Incident,
  { alertId, type, says, lostChannels }: OutboxEntry,
  { now, links, related }: ConversationAlertContext,
): IncidentAlert {
  const reason = findReason(incident.key.failureReason ?? undefined);
  const investigation = incident.looked?.investigation;
  const alert = buildIncidentAlert(toFailureGroup(incident), reason, {
    now,
    links,
    why: says.why,
    messageIds: [],
    ...(investigation && { investigation }),
  });
  return {
    ...alert,
    id: alertId,
    type,
    incident: { ...alert.incident, ...toStanding(incident) },
    ...(related && { related: { ...related, incidents: [...related.incidents] } }),
    ...(lostChannels && { lostChannels: [...lostChannels] }),
  };
}

/** What only an incident that is remembered can tell. */
function toStanding(incident: Incident): Partial<IncidentAlert['incident']> {
  const { episode, resolution, acknowledgement, lag, told } = incident;
  return {
    status: toStatus(incident),
    episode,
    ...(told && { told: { time: told.at, failures: told.failures } }),
    ...(resolution && { resolution: toTimed(resolution) }),
    ...(acknowledgement && { acknowledgement: toTimed(acknowledgement) }),
    ...(lag && { lag }),
  };
}

/** Alerts call every time `time`. */
function toTimed<Note extends { readonly at: string }>({
  at,
  ...rest
}: Note): Omit<Note, 'at'> & { time: string } {
  return { ...rest, time: at };
}
