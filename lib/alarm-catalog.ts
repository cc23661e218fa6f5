/** What each alarm on the responder itself says. `docs/operations.md` has one section for each id, and no other. */
export const ALARMS = {
  'dead-letter-queue-not-empty': {
    title: 'Dead-letter queue not empty',
    description:
      'Replication events are in the dead-letter queue: they could not be read, or five attempts to alert failed.',
  },
  'events-waiting-too-long': {
    title: 'Events waiting too long',
    description:
      'Replication events wait in the queue longer than a first retry takes. Alerts are late or missing.',
  },
  'respond-function-errors': {
    title: 'Respond function errors',
    description: 'Invocations of the respond function failed as a whole. SQS delivers their batches again.',
  },
  'respond-function-throttled': {
    title: 'Respond function throttled',
    description:
      'Lambda has had no free concurrency for the respond function for ten minutes. Alerts are late.',
  },
  'alerts-not-published': {
    title: 'Alerts not published',
    description: 'The alert topic did not take an alert. SQS delivers its events again, up to five times.',
  },
  'slack-alerts-lost': {
    title: 'Slack alerts lost',
    description:
      'Slack did not take an alert after several attempts. The alert topic has it; Slack readers do not.',
  },
} as const satisfies Record<string, { title: string; description: string }>;

export type AlarmId = keyof typeof ALARMS;

/** The description of an alarm, ending with where its section is. */
export function renderAlarmDescription(id: AlarmId, docsBaseUrl?: string): string {
  const base = docsBaseUrl === undefined ? 'docs' : docsBaseUrl.replace(/\/+$/, '');
  return `${ALARMS[id].description} What to do: ${base}/operations.md#${id}`;
}
