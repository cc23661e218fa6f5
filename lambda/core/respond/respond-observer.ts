import type { Alert } from '../alerts/alert.schema';
import type { DeliveryResult } from '../alerts/notifier';
import type { EventProblem, IgnoredCounts, ReplicationEventKind } from '../events/replication-event';
import type { NotifyDecision } from '../incidents/decide-notification';
import type { Investigation } from '../diagnosis/investigate';
import type { FailureGroup } from '../incidents/group-failures';

/** What one batch held, after reading it. */
export interface BatchSummary {
  readonly messages: number;
  readonly failures: number;
  readonly incidents: number;
  readonly problems: number;
  readonly ignored: IgnoredCounts;
  /** Replication Time Control events by kind; understood and counted, not alerted in this release. */
  readonly timeControl: ReadonlyMap<ReplicationEventKind, number>;
}

/**
 * Told what happens, for logs and metrics. Must not throw. What it is given may hold object keys: an
 * implementation keeps them out of logs.
 */
export interface RespondObserver {
  batchRead(summary: BatchSummary): void;
  /** `reason` is the catalog's name, `Unknown` or `Absent`: safe as a metric dimension. */
  groupDecided(group: FailureGroup, reason: string, decision: NotifyDecision): void;
  /** One incident was looked at. */
  investigated(incidentId: string, investigation: Investigation): void;
  /** Looking came to nothing at all; the alerts left without it. */
  investigationFailed(error: unknown): void;
  unreadable(problem: EventProblem, messageId: string | undefined): void;
  quarantineFailed(problem: EventProblem, error: unknown): void;
  delivered(alert: Alert, channel: string): void;
  deliveryFailed(alert: Alert, channel: string, result: DeliveryResult & { ok: false }): void;
}
