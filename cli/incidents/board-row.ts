import type { AlertSeverity } from '../../lambda/core/alerts/alert.schema';
import { toSeverity } from '../../lambda/core/alerts/build-incident-alert';
import { LAG_ROW } from '../../lambda/core/alerts/lag-row';
import { findReason } from '../../lambda/core/catalog/find-reason';
import type {
  Acknowledgement,
  ConfirmedCause,
  Incident,
  IncidentKind,
  LagCounts,
  Lead,
  Resolution,
} from '../../lambda/core/incidents/incident';
import { toStatus, updateMute } from '../../lambda/core/incidents/mute';
import { findSilence, type Silence } from '../../lambda/core/incidents/silence';
import type { Board } from './read-board';

export type BoardStatus = ReturnType<typeof toStatus>;

/** One incident as `list` tells it; `list --json` prints it as it is. */
export interface BoardRow {
  readonly id: string;
  readonly status: BoardStatus;
  readonly severity: AlertSeverity;
  readonly kind: IncidentKind;
  /** The first and the last failure. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly failures: number;
  readonly sizeBytes: number;
  readonly sourceBucket: string;
  readonly region: string;
  readonly destinationBucket: string | null;
  readonly ruleId: string | null;
  /** As S3 sent it; null when the events carried none. */
  readonly failureReason: string | null;
  /** What the catalog says of the reason; what a check confirmed is in `cause`. */
  readonly title: string;
  readonly isReasonKnown: boolean;
  readonly cause?: ConfirmedCause;
  readonly acknowledgement?: Acknowledgement;
  readonly resolution?: Resolution;
  /** The silence that lasts longest of those that are about it. */
  readonly silence?: Silence;
  /** The incident that speaks for this one. */
  readonly lead?: Lead;
  /** Of objects that are late; only of the kind `lag`. */
  readonly lag?: LagCounts;
  /** Messages that have not left yet. */
  readonly waiting: number;
  /** Outages of this kind so far, this one included. */
  readonly episode: number;
}

/** The incidents of a board, most urgent first; those that another one speaks for follow it. */
export function toRows({ incidents, silences, time }: Board): readonly BoardRow[] {
  const rows = incidents.map((incident) => toRow(incident, silences, time)).sort(byUrgency);
  const ids = new Set(rows.map(({ id }) => id));
  const isLed = ({ id, lead }: BoardRow): boolean => lead !== undefined && lead.id !== id && ids.has(lead.id);
  const leads = rows.filter((row) => !isLed(row));
  const placed = leads.flatMap((lead) => [
    lead,
    ...rows.filter((row) => isLed(row) && row.lead?.id === lead.id),
  ]);
  // Whoever is led by somebody who is led is a slip of a moment: shown, wherever it is.
  return [...placed, ...rows.filter((row) => !placed.includes(row))];
}

/** How one incident stands at `time`: what is silenced is, and is not any more, from the very minute. */
export function toRow(stored: Incident, silences: readonly Silence[], time: string): BoardRow {
  const incident = updateMute(stored, { now: time, silences });
  const { id, kind, key, failures, cause, acknowledgement, resolution, lead, state } = incident;
  const { row: found, match } = findReason(key.failureReason ?? undefined);
  const row = kind === 'lag' ? LAG_ROW : found;
  const silence = state === 'resolved' ? undefined : findSilence(silences, incident, time);
  return {
    id,
    status: toStatus(incident),
    severity: toSeverity(row, failures),
    kind,
    firstSeen: incident.firstSeen,
    lastSeen: incident.lastSeen,
    failures,
    sizeBytes: incident.sizeBytes,
    sourceBucket: key.sourceBucket,
    region: key.region,
    destinationBucket: key.destinationBucket,
    ruleId: key.ruleId,
    failureReason: key.failureReason,
    title: row.title,
    isReasonKnown: match !== 'unknown' && match !== 'absent',
    ...(cause && { cause }),
    ...(acknowledgement && { acknowledgement }),
    ...(resolution && state === 'resolved' && { resolution }),
    ...(silence && { silence }),
    ...(lead && state !== 'resolved' && { lead }),
    ...(incident.lag && { lag: incident.lag }),
    waiting: incident.outbox.length,
    episode: incident.episode,
  };
}

/** Somebody has to look at the first, and need not at the last. */
export const STATUSES: readonly BoardStatus[] = [
  'open',
  'acknowledged',
  'recovering',
  'silenced',
  'resolved',
];
const SEVERITIES: readonly AlertSeverity[] = ['critical', 'high', 'medium', 'low', 'info'];

function byUrgency(a: BoardRow, b: BoardRow): number {
  const status = STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
  if (status !== 0) return status;
  if (a.status === 'resolved') return Date.parse(b.lastSeen) - Date.parse(a.lastSeen) || byId(a, b);
  const severity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return severity || b.failures - a.failures || byId(a, b);
}

function byId(a: BoardRow, b: BoardRow): number {
  return a.id < b.id ? -1 : 1;
}
