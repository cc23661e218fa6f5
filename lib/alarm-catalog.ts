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
} as const satisfies AlarmTexts;

/** Those of a responder that keeps incidents. No stack creates them yet, so `docs/operations.md` has no sections for them. */
export const INCIDENT_ALARMS = {
  'sweep-failing-or-missing': {
    title: 'Sweep failing or missing',
    description:
      'For 20 minutes no round of the sweep has succeeded. Nobody is reminded, and nothing is resolved or sent again.',
  },
  'incident-table-failing': {
    title: 'Incident table failing',
    description:
      'Reading or writing incidents fails again and again. Failures are told late: their events come back, up to five ' +
      'times.',
  },
  'stored-incidents-unreadable': {
    title: 'Stored incidents unreadable',
    description:
      'The incident table holds an incident or a silence that is not as we write it. Failures of such an incident are ' +
      'not told.',
  },
  'alerts-given-up': {
    title: 'Alerts given up',
    description: 'The alert topic did not take an alert for 24 hours. It is not sent any more.',
  },
  'slack-alerts-given-up': {
    title: 'Slack alerts given up',
    description:
      'Slack did not take a message for 24 hours. It is not sent any more; the alert topic has it.',
  },
} as const satisfies AlarmTexts;

type AlarmTexts = Readonly<Record<string, { readonly title: string; readonly description: string }>>;

const TEXTS = { ...ALARMS, ...INCIDENT_ALARMS };

export type AlarmId = keyof typeof TEXTS;

/** The description of an alarm, ending with where its section is. */
export function renderAlarmDescription(id: AlarmId, docsBaseUrl?: string): string {
  const base = docsBaseUrl === undefined ? 'docs' : docsBaseUrl.replace(/\/+$/, '');
  return `${TEXTS[id].description} What to do: ${base}/operations.md#${id}`;
}
