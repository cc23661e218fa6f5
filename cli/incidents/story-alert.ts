import type { IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import { buildConversationAlert } from '../../lambda/core/alerts/build-conversation-alert';
import type { Incident, OutboxEntry } from '../../lambda/core/incidents/incident';
import { toStatus, updateMute } from '../../lambda/core/incidents/mute';
import { toRelated } from '../../lambda/core/incidents/to-related';
import type { Board } from './read-board';

/** An incident and all that has to do with it, at one time. */
export interface Story {
  readonly time: string;
  readonly incident: Incident;
  /** What an alert would say of it now. Nobody gets it. */
  readonly alert: IncidentAlert;
  readonly board: Board;
}

/** Puts together what is known of one incident of a board. */
export function toStory(stored: Incident, board: Board): Story {
  const { time, silences, incidents } = board;
  const incident = updateMute(stored, { now: time, silences });
  const related = toRelated(incident, incidents);
  const alert = buildConversationAlert(incident, toEntry(incident, time), {
    now: new Date(time),
    links: {},
    ...(related && { related }),
  });
  const status = toStatus(incident);
  return {
    time,
    incident,
    board,
    alert: { ...alert, why: 'asked', incident: { ...alert.incident, status } },
  };
}

/** The least that an alert is built from: how it stands, not what has just happened. */
function toEntry({ id, state, failures }: Incident, at: string): OutboxEntry {
  const type = state === 'resolved' ? 'resolved' : 'opened';
  return { alertId: id, type, audience: 'stream', says: { at, why: 'reminder', failures }, channels: {} };
}
