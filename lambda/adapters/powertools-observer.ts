import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Alert } from '../core/alerts/alert.schema';
import type { SweepSummary } from '../core/conversation/sweep-incidents';
import { ContentionError } from '../core/conversation/errors';
import { METRIC_DIMENSIONS, METRICS } from '../core/metric-names';
import { StoreError } from './incident-store/errors';
import type { ConversationObserver } from '../core/conversation/conversation-ports';
import type { BatchObserver } from '../core/conversation/respond-to-batch';

/** What the observer needs of Powertools' Logger and Metrics. */
export interface PowertoolsPorts {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly metrics: Pick<Metrics, 'singleMetric' | 'addMetric' | 'hasStoredMetrics' | 'publishStoredMetrics'>;
  /** The channel whose acceptance ends the measurement of `TimeToAlert`. */
  readonly primaryChannel: string;
  now(): Date;
}

export interface PowertoolsObserver extends BatchObserver {
  /** A round of the sweep is done. */
  swept(summary: SweepSummary): void;
  /** Writes the metrics of the invocation; once, when it is done. */
  flush(): void;
}

/**
 * Logs and metrics of the respond function. Object keys stay out of both: they are the user's data, and logs live
 * longer and are read wider than alerts.
 */
export function createPowertoolsObserver(ports: PowertoolsPorts): PowertoolsObserver {
  const { logger } = ports;
  const counts = new MetricCounts();
  return {
    batchRead({ timeControl, ignored, ...summary }) {
      logger.info('batch read', { ...summary, ...ignored, timeControl: Object.fromEntries(timeControl) });
      counts.add(METRICS.ignoredEvents, ignored.testEvents + ignored.otherEvents);
      for (const [kind, count] of timeControl) {
        counts.add(METRICS.replicationTimeEvents, count, [METRIC_DIMENSIONS.kind, kind]);
      }
    },
    groupDecided({ incidentId, key, failures }, reason, decision) {
      logger.info('incident decided', { incidentId, ...key, failures, ...decision });
      const bucket = [METRIC_DIMENSIONS.sourceBucket, key.sourceBucket] as const;
      counts.add(METRICS.failures, failures, bucket, [METRIC_DIMENSIONS.failureReason, reason]);
      if (!decision.notify) counts.add(METRICS.benignFailures, failures);
      if (reason === 'Unknown' || reason === 'Absent') counts.add(METRICS.unknownReasons, failures);
    },
    ...createConversationLog(logger, counts),
    investigated(incidentId, { diagnosis, reads, depth, tookMs }) {
      const { verdict, cause, findings, notChecked } = diagnosis;
      logger.info('incident looked at', {
        incidentId,
        verdict,
        ...cause,
        reads,
        depth,
        tookMs: Math.round(tookMs),
        findings: findings.length,
        notChecked: notChecked.length,
      });
      counts.add(METRICS.diagnoses, 1, [METRIC_DIMENSIONS.verdict, verdict]);
      ports.metrics.addMetric(METRICS.diagnosisTime, MetricUnit.Milliseconds, tookMs);
    },
    investigationFailed(error) {
      logger.error('looking for causes failed; the alerts leave without', { error: toErrorName(error) });
      counts.add(METRICS.diagnoses, 1, [METRIC_DIMENSIONS.verdict, 'failed']);
    },
    unreadable({ code, path, allowed }, messageId) {
      logger.warn('unreadable event', { code, path, allowed, messageId });
      counts.add(METRICS.unreadableEvents, 1);
    },
    quarantineFailed({ code }, error) {
      logger.error('unreadable event not moved to the dead-letter queue', {
        code,
        error: toErrorName(error),
      });
    },
    ...createDeliveryLog(ports, counts),
    swept({ incidents, failed }) {
      logger.info('sweep done', { incidents, failed });
      ports.metrics.addMetric(METRICS.activeIncidents, MetricUnit.Count, incidents);
    },
    flush() {
      counts.write(ports.metrics);
      if (ports.metrics.hasStoredMetrics()) ports.metrics.publishStoredMetrics();
    },
  };
}

function createDeliveryLog(
  ports: PowertoolsPorts,
  counts: MetricCounts,
): Pick<BatchObserver, 'delivered' | 'deliveryFailed'> {
  const { logger } = ports;
  return {
    delivered(alert, channel) {
      logger.info('alert delivered', { alertId: alert.id, type: alert.type, channel });
      counts.add(METRICS.alertsDelivered, 1, [METRIC_DIMENSIONS.channel, channel]);
      if (channel === ports.primaryChannel) addTimeToAlert(alert, ports);
    },
    deliveryFailed(alert, channel, { retryable, reason }) {
      logger.error('alert not delivered', {
        alertId: alert.id,
        type: alert.type,
        channel,
        retryable,
        reason,
      });
      counts.add(METRICS.deliveryFailures, 1, [METRIC_DIMENSIONS.channel, channel]);
    },
  };
}

type Log = PowertoolsPorts['logger'];

/** What becomes of incidents that are remembered. */
function createConversationLog(
  logger: Log,
  counts: MetricCounts,
): Omit<ConversationObserver, 'investigated' | 'investigationFailed' | 'delivered' | 'deliveryFailed'> {
  return {
    decided({ id: incidentId, failures, state, episode }, decision) {
      logger.info('telling decided', { incidentId, failures, state, episode, ...decision });
    },
    moved({ id: incidentId, state }, by) {
      logger.info('incident moved', { incidentId, state, by });
      counts.add(METRICS.transitions, 1, [METRIC_DIMENSIONS.transition, by]);
    },
    lost({ id: incidentId }, { alertId, channel, attempts }) {
      logger.error('alert given up', { incidentId, alertId, channel, attempts });
      counts.add(METRICS.deliveriesGivenUp, 1, [METRIC_DIMENSIONS.channel, channel]);
    },
    tellingFailed({ id: incidentId }, error) {
      logger.error('alert not made', { incidentId, error: toErrorName(error) });
    },
    storeFailed(what, error) {
      logger.error('incident table failed', { what, error: toErrorName(error), reason: toReason(error) });
      counts.add(METRICS.storeFailures, 1);
    },
    unreadableItem({ id, because }) {
      logger.error('unreadable item in the incident table', { id, because });
      counts.add(METRICS.unreadableItems, 1);
    },
  };
}

function addTimeToAlert(alert: Alert, ports: PowertoolsPorts): void {
  if (alert.type === 'unreadable') return;
  const elapsed = ports.now().getTime() - Date.parse(alert.incident.firstSeen);
  ports.metrics.addMetric(METRICS.timeToAlert, MetricUnit.Milliseconds, Math.max(0, elapsed));
}

/** Errors of the store carry a line that is fit to be logged; those of others may quote anything. */
function toReason(error: unknown): string | undefined {
  return error instanceof StoreError || error instanceof ContentionError ? error.message : undefined;
}

function toErrorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

type Dimension = readonly [name: string, value: string];

/** Sums per metric and dimensions, so that a batch writes one line for each and not one per event. */
class MetricCounts {
  private readonly sums = new Map<
    string,
    { metric: string; dimensions: readonly Dimension[]; count: number }
  >();

  add(metric: string, count: number, ...dimensions: readonly Dimension[]): void {
    if (count === 0) return;
    const id = JSON.stringify([metric, dimensions]);
    const sum = this.sums.get(id);
    if (sum === undefined) this.sums.set(id, { metric, dimensions, count });
    else sum.count += count;
  }

  write(metrics: PowertoolsPorts['metrics']): void {
    for (const { metric, dimensions, count } of this.sums.values()) {
      const single = metrics.singleMetric();
      for (const [name, value] of dimensions) single.addDimension(name, value);
      single.addMetric(metric, MetricUnit.Count, count);
    }
    this.sums.clear();
  }
}
