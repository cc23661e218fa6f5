import type { Alert } from '../../../lambda/core/alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../../../lambda/core/alerts/notifier';
import type { EventProblem } from '../../../lambda/core/events/replication-event';
import type { RespondPorts } from '../../../lambda/core/respond/respond-to-messages';

/** A channel that answers as told and keeps what it was given. */
export function makeNotifier(
  channel: string,
  answer: (alert: Alert) => DeliveryResult | Promise<DeliveryResult> = () => ({ ok: true }),
): Notifier & { readonly received: Alert[] } {
  const received: Alert[] = [];
  return {
    channel,
    received,
    async deliver(alert) {
      received.push(alert);
      return answer(alert);
    },
  };
}

/** Ports that record; every call the observer gets is one line. */
export function makePorts(changes: Partial<RespondPorts> = {}): RespondPorts & {
  readonly kept: { problem: EventProblem; messageId: string | undefined }[];
  readonly observed: string[];
} {
  const kept: { problem: EventProblem; messageId: string | undefined }[] = [];
  const observed: string[] = [];
  return {
    kept,
    observed,
    notifiers: [],
    quarantine: {
      keep(problem, messageId) {
        kept.push({ problem, messageId });
        return Promise.resolve();
      },
    },
    observer: {
      batchRead: ({ messages, failures, incidents, problems }) =>
        observed.push(
          `read ${messages} messages: ${failures} failures, ${incidents} incidents, ${problems} problems`,
        ),
      groupDecided: (group, reason, decision) =>
        observed.push(`${reason} × ${group.failures}: ${decision.notify ? decision.why : decision.because}`),
      investigated: (_incidentId, { diagnosis }) => observed.push(`looked: ${diagnosis.verdict}`),
      investigationFailed: (error) => observed.push(`looking failed: ${String(error)}`),
      unreadable: (problem) => observed.push(`unreadable ${problem.code}`),
      quarantineFailed: (problem) => observed.push(`not quarantined ${problem.code}`),
      delivered: (alert, channel) => observed.push(`delivered ${alert.type} to ${channel}`),
      deliveryFailed: (alert, channel, { reason }) =>
        observed.push(`${channel} refused ${alert.type}: ${reason}`),
    },
    links: { runbookBaseUrl: 'https://runbooks.example.com/' },
    now: () => new Date('2026-01-01T10:01:00.000Z'),
    ...changes,
  };
}
