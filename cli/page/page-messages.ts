import type { Alert, AlertSeverity } from '../../lambda/core/alerts/alert.schema';
import type { SlackMessage } from '../../lambda/core/render/slack';

/** One line of the incident table, as `GET /incidents` and the page's stream give it. */
export interface IncidentRow {
  readonly id: string;
  /** `benign`: counted, but it needs nobody and made no alert. */
  readonly status: 'open' | 'benign';
  readonly severity: AlertSeverity;
  /** As S3 sent it; null when the events carried none. */
  readonly failureReason: string | null;
  readonly sourceBucket: string;
  readonly destinationBucket: string | null;
  readonly ruleId: string | null;
  readonly region: string;
  readonly failures: number;
  readonly sizeBytes: number;
  /** ISO 8601 in UTC, from the events. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The newest alert about this incident; null when it made none. */
  readonly lastAlertId: string | null;
}

/** Everything counted since the process started. */
export interface Counters {
  readonly messages: number;
  readonly failures: number;
  readonly alerts: number;
  /** Failures that need nobody. */
  readonly benign: number;
  /** Messages or records that could not be read. */
  readonly unreadable: number;
  /** Understood and no business of ours: test events, other S3 events, Replication Time Control events. */
  readonly ignored: number;
}

/** An alert and what Slack would be sent for it. */
export interface AlertView {
  readonly alert: Alert;
  readonly slack: SlackMessage;
}

/** Messages in the buffer and how long until they are responded to. */
export interface WaitingView {
  readonly messages: number;
  readonly dueInMs: number;
}

/** Payloads of `GET /stream` by event name. */
export interface StreamPayloads {
  /** Everything at once: on a first connection, and after a gap longer than the history. */
  readonly snapshot: {
    readonly counters: Counters;
    readonly incidents: readonly IncidentRow[];
    /** Newest first. */
    readonly alerts: readonly AlertView[];
    readonly waiting: WaitingView;
  };
  readonly alert: AlertView;
  /** After each batch: the counters, and the incidents it touched. */
  readonly batch: { readonly counters: Counters; readonly incidents: readonly IncidentRow[] };
  /** Not kept in the history: it says what is true now. */
  readonly waiting: WaitingView;
}

/** How many alerts the process and the page keep. */
export const KEPT_ALERTS = 200;

/** How many incidents the in-memory table keeps; beyond it, the one quiet for longest goes. */
export const KEPT_INCIDENTS = 1_000;
