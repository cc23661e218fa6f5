import { findReason } from '../catalog/find-reason';
import type { Incident, OutboxEntry, Told } from '../incidents/incident';
import { isAfter } from '../incidents/instants';
import { toStatus } from '../incidents/mute';
import { toFailureGroup } from '../incidents/to-failure-group';
import type { Related } from '../incidents/to-related';
import { ALERT_LIMITS } from '../limits';
import { toShortHeadline } from '../render/headline';
import { truncateCharacters } from '../render/truncate';
import type { IncidentAlert } from './alert.schema';
import { type AlertLinks, buildIncidentAlert } from './build-incident-alert';
import { LAG_ROW } from './lag-row';

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
  const alert = buildStandingAlert(incident, { now, links, why: says.why });
  const told = {
    ...alert,
    id: alertId,
    type,
    incident: { ...alert.incident, ...toStanding(incident, says) },
    ...(related && { related: { ...related, incidents: [...related.incidents] } }),
    ...(lostChannels && { lostChannels: [...lostChannels] }),
  };
  return { ...told, summary: toSummary(told, incident) };
}

function buildStandingAlert(
  incident: Incident,
  context: { readonly now: Date; readonly links: AlertLinks; readonly why: string },
): IncidentAlert {
  const group = toFailureGroup(incident);
  if (incident.kind === 'lag') {
    const reason = { row: LAG_ROW, match: 'exact' } as const;
    const alert = buildIncidentAlert(group, reason, { ...context, messageIds: [] });
    const { runbook: _none, ...links } = alert.links;
    return { ...alert, links };
  }
  const investigation = incident.looked?.investigation;
  return buildIncidentAlert(group, findReason(incident.key.failureReason ?? undefined), {
    ...context,
    messageIds: [],
    ...(investigation && { investigation }),
  });
}

/** What is over must not be called failing in the one line that dashboards show. */
function toSummary(alert: IncidentAlert, { kind }: Incident): string {
  const headline = toShortHeadline(alert);
  const opening =
    kind === 'lag' && alert.type !== 'resolved'
      ? headline.replace(/^[^:]*/, () => 'Replication late')
      : headline;
  return truncateCharacters(`${opening}: ${alert.diagnosis.title}`, ALERT_LIMITS.summaryCharacters);
}

/** What only an incident that is remembered can tell. */
function toStanding(incident: Incident, says: Told): Partial<IncidentAlert['incident']> {
  const { episode, resolution, acknowledgement, lag, told } = incident;
  return {
    status: toStatus(incident),
    episode,
    // Where another channel has this very alert, it is what was told last, and not what was told before.
    ...(told && isAfter(says.at, told.at) && { told: { time: told.at, failures: told.failures } }),
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
