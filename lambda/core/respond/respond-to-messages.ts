import type { Alert, IncidentAlert } from '../alerts/alert.schema';
import { type AlertLinks, buildIncidentAlert, toSeverity } from '../alerts/build-incident-alert';
import { buildUnreadableAlert } from '../alerts/build-unreadable-alert';
import { findReason } from '../catalog/find-reason';
import type { InvestigateWave, Suspect } from '../diagnosis/investigate-wave';
import type { Investigation } from '../diagnosis/investigate';
import type { InboundMessage } from '../events/replication-event';
import { decideNotification } from '../incidents/decide-notification';
import type { FailureGroup } from '../incidents/group-failures';
import { shortHash } from '../incidents/incident-key';
import { type DeliverPorts, deliverAlerts } from './deliver-alerts';
import { type QuarantinePorts, quarantineUnreadable } from './quarantine';
import { readBatch } from './read-batch';
import type { RespondObserver } from './respond-observer';

export interface RespondPorts extends DeliverPorts, QuarantinePorts {
  readonly observer: RespondObserver;
  readonly links: AlertLinks;
  /** Looks for the causes in AWS. Absent where checks are off: then the catalog speaks alone. */
  readonly investigate?: InvestigateWave;
  now(): Date;
}

export interface RespondOutcome {
  /** Ids of exactly the messages whose effect is not durable; each once, in batch order. */
  readonly failedMessageIds: readonly string[];
  /** Every alert that was made, most severe first. */
  readonly alerts: readonly Alert[];
  /** Groups that need nobody: counted, not alerted. */
  readonly benign: readonly FailureGroup[];
}

interface PlannedAlert {
  readonly alert: IncidentAlert;
  readonly group: FailureGroup;
}

const SEVERITY_ORDER: readonly IncidentAlert['severity'][] = ['critical', 'high', 'medium', 'low', 'info'];

/**
 * The responder's main job: messages in, at most one alert per incident out. A message counts as done only when
 * all that it caused is durable - its alerts accepted by every channel that is not best-effort, its unreadable
 * part kept in quarantine *and* told to a person. Redelivery repeats alerts with the same id, and loses none.
 */
export async function respondToMessages(
  messages: readonly InboundMessage[],
  ports: RespondPorts,
): Promise<RespondOutcome> {
  const { groups, unreadable, summary } = readBatch(messages);
  ports.observer.batchRead(summary);
  const { suspects, benign } = decide(groups, ports);
  const investigations = await investigateAll(suspects, ports);
  const planned = planAlerts(suspects, messages, { ports, investigations });
  const notice = unreadable.length > 0 ? [buildUnreadableAlert(unreadable, toContext(ports))] : [];
  const alerts = [...planned.map(({ alert }) => alert), ...notice];

  const undelivered = await deliverAlerts(alerts, ports);

  const failed = new Set<number>();
  for (const { alert, group } of planned) {
    if (undelivered.has(alert)) group.messages.forEach((message) => failed.add(message));
  }
  const isNoticeDelivered = notice.every((alert) => !undelivered.has(alert));
  const left = await quarantineUnreadable(unreadable, { ports, isNoticeDelivered });
  left.forEach((message) => failed.add(message));
  return { failedMessageIds: toMessageIds(messages, failed), alerts, benign };
}

/** A group of which somebody is to hear. */
interface DecidedGroup extends Suspect {
  readonly why: string;
}

/** Most severe first, so that what is cut short is what matters least. */
function decide(
  groups: readonly FailureGroup[],
  { observer }: RespondPorts,
): { suspects: readonly DecidedGroup[]; benign: readonly FailureGroup[] } {
  const suspects: DecidedGroup[] = [];
  const benign: FailureGroup[] = [];
  for (const group of groups) {
    const reason = findReason(group.key.failureReason ?? undefined);
    const decision = decideNotification(reason.row);
    observer.groupDecided(group, reason.row.reason, decision);
    if (decision.notify) suspects.push({ group, reason, why: decision.why });
    else benign.push(group);
  }
  return { suspects: suspects.sort(bySeverityThenFailures), benign };
}

/** Looking is a help, never a condition: whatever becomes of it, the alerts leave. */
async function investigateAll(
  suspects: readonly Suspect[],
  { investigate, observer }: RespondPorts,
): Promise<ReadonlyMap<FailureGroup, Investigation>> {
  if (investigate === undefined || suspects.length === 0) return new Map();
  try {
    const found = await investigate(suspects);
    for (const [group, investigation] of found) observer.investigated(group.incidentId, investigation);
    return found;
  } catch (error) {
    observer.investigationFailed(error);
    return new Map();
  }
}

function planAlerts(
  suspects: readonly DecidedGroup[],
  messages: readonly InboundMessage[],
  found: { ports: RespondPorts; investigations: ReadonlyMap<FailureGroup, Investigation> },
): readonly PlannedAlert[] {
  const context = toContext(found.ports);
  return suspects.map(({ group, reason, why }) => {
    const messageIds = group.messages.map((message) => toMessageId(messages[message]));
    const investigation = found.investigations.get(group);
    const alert = buildIncidentAlert(group, reason, {
      ...context,
      why,
      messageIds,
      ...(investigation && { investigation }),
    });
    return { group, alert };
  });
}

function bySeverityThenFailures(a: Suspect, b: Suspect): number {
  const severityOf = ({ group, reason }: Suspect): number =>
    SEVERITY_ORDER.indexOf(toSeverity(reason.row, group.failures));
  return severityOf(a) - severityOf(b) || b.group.failures - a.group.failures;
}

function toContext(ports: RespondPorts): { now: Date; links: AlertLinks } {
  return { now: ports.now(), links: ports.links };
}

/** Input without an id of its own is known by what it says. */
function toMessageId(message: InboundMessage | undefined): string {
  return message?.messageId ?? shortHash([message?.body ?? null]);
}

function toMessageIds(messages: readonly InboundMessage[], failed: ReadonlySet<number>): readonly string[] {
  return [...failed]
    .sort((a, b) => a - b)
    .map((message) => messages[message]?.messageId)
    .filter((id): id is string => id !== undefined);
}
