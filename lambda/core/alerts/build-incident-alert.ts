import type { ReasonMatch } from '../catalog/find-reason';
import type { ReasonRow } from '../catalog/reason-row';
import type { FailedObject, FailureGroup } from '../incidents/group-failures';
import { shortHash } from '../incidents/incident-key';
import { toTopPrefixes } from '../incidents/prefix-counts';
import { ALERT_LIMITS } from '../limits';
import type { AlertSeverity, IncidentAlert } from './alert.schema';
import { truncateBytes, truncateCharacters } from '../render/truncate';
import { toBucketConsoleUrl } from './console-links';
import { fillFixStep } from './fill-fix';
import { toFixValues } from './fix-values';

/** Links that the deployment knows and the events do not. */
export interface AlertLinks {
  /** Where the runbooks are published; `/<Reason>.md` is appended. */
  readonly runbookBaseUrl?: string;
  readonly dashboardUrl?: string;
}

export interface IncidentAlertContext {
  readonly now: Date;
  readonly links: AlertLinks;
  /** Why we are notifying, from the notify decision. */
  readonly why: string;
  /**
   * What the failures came in: SQS message ids. They make the alert's id, so that a redelivery of the same messages is
   * the same alert, and two failures of one instant are not.
   */
  readonly messageIds: readonly string[];
}

/** From this many failures in one group on, the blast radius raises the severity by one step. */
const WIDE_BLAST_FAILURES = 1_000;

const RAISED: Readonly<Record<AlertSeverity, AlertSeverity>> = {
  critical: 'critical',
  high: 'critical',
  medium: 'high',
  low: 'medium',
  info: 'info',
};

/**
 * The alert of one group of failures, diagnosed from the catalog alone: its verdict is `likely`, `unknown` or
 * `benign`, never `confirmed`. Everything in it is bounded (`ALERT_LIMITS`), whatever the events contained.
 */
export function buildIncidentAlert(
  group: FailureGroup,
  reason: ReasonMatch,
  context: IncidentAlertContext,
): IncidentAlert {
  const { row } = reason;
  const values = toFixValues(group);
  return {
    schema: 's3-replication-alert/1',
    id: shortHash(['opened', group.incidentId, ...context.messageIds]),
    type: 'opened',
    severity: toSeverity(row, group.failures),
    time: context.now.toISOString(),
    summary: toSummary(group, row),
    why: context.why,
    incident: toIncident(group),
    replication: {
      source: { bucket: clipName(group.key.sourceBucket), region: clipName(group.key.region) },
      destination:
        group.key.destinationBucket === null ? null : { bucket: clipName(group.key.destinationBucket) },
      ruleId: group.key.ruleId === null ? null : clipName(group.key.ruleId),
    },
    diagnosis: {
      title: row.title,
      meaning: row.meaning,
      verdict: toVerdict(reason),
      causes: [...row.causes],
      findings: [],
      notChecked: [],
      owner: row.owner,
      changes: [],
    },
    fix: row.fix.map((step) => fillFixStep(step, values)),
    retry: { class: row.retry.class, note: row.retry.note },
    links: toLinks(group, row, context.links),
  };
}

function toVerdict({ row, match }: ReasonMatch): IncidentAlert['diagnosis']['verdict'] {
  if (match === 'unknown' || match === 'absent') return 'unknown';
  return row.benign ? 'benign' : 'likely';
}

function toSeverity(row: ReasonRow, failures: number): AlertSeverity {
  return failures >= WIDE_BLAST_FAILURES ? RAISED[row.severity] : row.severity;
}

function toSummary(group: FailureGroup, row: ReasonRow): string {
  const destination = group.key.destinationBucket ?? 'unnamed destination';
  const where = `${truncateCharacters(group.key.sourceBucket, 63)} → ${truncateCharacters(destination, 63)}`;
  const what = row.benign ? 'Nothing to do' : 'Replication failing';
  return truncateCharacters(`${what}: ${where}: ${row.title}`, ALERT_LIMITS.summaryCharacters);
}

function toIncident(group: FailureGroup): IncidentAlert['incident'] {
  const operations = group.operations.entries().map(([name, count]) => [clipName(name), count] as const);
  return {
    id: group.incidentId,
    status: 'open',
    failureReason: group.key.failureReason === null ? null : clipName(group.key.failureReason),
    firstSeen: group.firstSeen,
    lastSeen: group.lastSeen,
    failures: group.failures,
    sizeBytes: group.sizeBytes,
    operations: Object.fromEntries(operations),
    prefixes: toTopPrefixes(group.prefixes, ALERT_LIMITS.topPrefixes).map(({ prefix, failures }) => ({
      prefix: truncateBytes(prefix, ALERT_LIMITS.keyBytes),
      failures,
    })),
    objects: group.samples.map(toSampleObject),
  };
}

function toSampleObject(object: FailedObject): IncidentAlert['incident']['objects'][number] {
  return {
    key: truncateBytes(object.key, ALERT_LIMITS.keyBytes),
    ...(object.versionId !== undefined && { versionId: clipName(object.versionId) }),
    ...(object.sizeBytes !== undefined && { sizeBytes: object.sizeBytes }),
    ...(object.operation !== undefined && { operation: clipName(object.operation) }),
  };
}

function toLinks(group: FailureGroup, row: ReasonRow, links: AlertLinks): IncidentAlert['links'] {
  const { sourceBucket, destinationBucket, region } = group.key;
  const { partition } = group;
  const made: IncidentAlert['links'] = {};
  if (links.runbookBaseUrl) made['runbook'] = `${withoutSlash(links.runbookBaseUrl)}/${row.reason}.md`;
  made['docs'] = row.source;
  const source = toBucketConsoleUrl(sourceBucket, { partition, region });
  if (source !== undefined) made['source'] = source;
  const destination =
    destinationBucket === null ? undefined : toBucketConsoleUrl(destinationBucket, { partition });
  if (destination !== undefined) made['destination'] = destination;
  if (links.dashboardUrl) made['dashboard'] = links.dashboardUrl;
  return made;
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.replace(/\/+$/, '') : url;
}

function clipName(text: string): string {
  return truncateCharacters(text, ALERT_LIMITS.nameCharacters);
}
