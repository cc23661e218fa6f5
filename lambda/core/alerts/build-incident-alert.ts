import type { ReasonMatch } from '../catalog/find-reason';
import type { ReasonRow } from '../catalog/reason-row';
import type { FailedObject, FailureGroup } from '../incidents/group-failures';
import { shortHash } from '../incidents/incident-key';
import { toTopPrefixes } from '../incidents/prefix-counts';
import { ALERT_LIMITS } from '../limits';
import type { AlertSeverity, IncidentAlert } from './alert.schema';
import { truncateBytes, truncateCharacters } from '../render/truncate';
import type { Investigation, KnownPlaces } from '../diagnosis/investigate';
import { toBucketConsoleUrl, toRoleConsoleUrl } from './console-links';
import { fillFixStep } from './fill-fix';
import { toFixValues } from './fix-values';
import { toHandover } from './to-handover';

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
  /** What came of looking for the cause. Without it, the diagnosis is what the catalog says. */
  readonly investigation?: Investigation;
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
 * The alert of one group of failures. Without an investigation its verdict is `likely`, `unknown` or `benign`, never
 * `confirmed`. Everything in it is bounded (`ALERT_LIMITS`), whatever the events contained.
 */
export function buildIncidentAlert(
  group: FailureGroup,
  reason: ReasonMatch,
  context: IncidentAlertContext,
): IncidentAlert {
  const { row } = reason;
  const { diagnosis, fix } = context.investigation ?? fromCatalog(group, reason);
  const places = context.investigation?.places ?? {};
  const alert: IncidentAlert = {
    schema: 's3-replication-alert/1',
    id: shortHash(['opened', group.incidentId, ...context.messageIds]),
    type: 'opened',
    severity: toSeverity(row, group.failures),
    time: context.now.toISOString(),
    summary: toSummary(group, diagnosis),
    why: context.why,
    incident: toIncident(group),
    replication: toReplication(group, places),
    diagnosis,
    fix,
    retry: { class: row.retry.class, note: row.retry.note },
    links: toLinks(group, row, { links: context.links, places }),
  };
  const handover = toHandover(alert);
  return handover === undefined ? alert : { ...alert, handover };
}

function fromCatalog(group: FailureGroup, reason: ReasonMatch): Pick<IncidentAlert, 'diagnosis' | 'fix'> {
  const { row } = reason;
  const values = toFixValues(group);
  const diagnosis: IncidentAlert['diagnosis'] = {
    title: row.title,
    meaning: row.meaning,
    verdict: toVerdict(reason),
    causes: [...row.causes],
    findings: [],
    notChecked: [],
    owner: row.owner,
    changes: [],
  };
  return { diagnosis, fix: row.fix.map((step) => fillFixStep(step, values)) };
}

function toVerdict({ row, match }: ReasonMatch): IncidentAlert['diagnosis']['verdict'] {
  if (match === 'unknown' || match === 'absent') return 'unknown';
  return row.benign ? 'benign' : 'likely';
}

/** The names of the events, and beside them what was read or is configured. */
function toReplication(
  { key }: FailureGroup,
  { source, destination, roleArn }: KnownPlaces,
): IncidentAlert['replication'] {
  const bucket = key.destinationBucket ?? destination?.bucket;
  const { region, account } = destination ?? {};
  return {
    source: {
      bucket: clipName(key.sourceBucket),
      region: clipName(key.region),
      ...(source?.account !== undefined && { account: clipName(source.account) }),
    },
    destination:
      bucket === undefined
        ? null
        : {
            bucket: clipName(bucket),
            ...(region !== undefined && { region: clipName(region) }),
            ...(account !== undefined && { account: clipName(account) }),
          },
    ruleId: key.ruleId === null ? null : clipName(key.ruleId),
    ...(roleArn !== undefined && { roleArn: clipName(roleArn) }),
  };
}

/** Of the catalog row, raised by the blast radius. */
export function toSeverity(row: ReasonRow, failures: number): AlertSeverity {
  return failures >= WIDE_BLAST_FAILURES ? RAISED[row.severity] : row.severity;
}

function toSummary(group: FailureGroup, { title, verdict }: IncidentAlert['diagnosis']): string {
  const destination = group.key.destinationBucket ?? 'unnamed destination';
  const where = `${truncateCharacters(group.key.sourceBucket, 63)} → ${truncateCharacters(destination, 63)}`;
  const what = verdict === 'benign' ? 'Nothing to do' : 'Replication failing';
  return truncateCharacters(`${what}: ${where}: ${title}`, ALERT_LIMITS.summaryCharacters);
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

function toLinks(
  group: FailureGroup,
  row: ReasonRow,
  { links, places }: { readonly links: AlertLinks; readonly places: KnownPlaces },
): IncidentAlert['links'] {
  const { sourceBucket, region } = group.key;
  const destinationBucket = group.key.destinationBucket ?? places.destination?.bucket ?? null;
  const { partition } = group;
  const made: IncidentAlert['links'] = {};
  if (links.runbookBaseUrl) made['runbook'] = `${withoutSlash(links.runbookBaseUrl)}/${row.reason}.md`;
  made['docs'] = row.source;
  const source = toBucketConsoleUrl(sourceBucket, { partition, region });
  if (source !== undefined) made['source'] = source;
  const destination =
    destinationBucket === null
      ? undefined
      : toBucketConsoleUrl(destinationBucket, { partition, ...toRegion(places) });
  if (destination !== undefined) made['destination'] = destination;
  const role = places.roleArn === undefined ? undefined : toRoleConsoleUrl(places.roleArn);
  if (role !== undefined) made['role'] = role;
  if (links.dashboardUrl) made['dashboard'] = links.dashboardUrl;
  return made;
}

function toRegion({ destination }: KnownPlaces): { readonly region?: string } {
  return destination?.region === undefined ? {} : { region: destination.region };
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.replace(/\/+$/, '') : url;
}

function clipName(text: string): string {
  return truncateCharacters(text, ALERT_LIMITS.nameCharacters);
}
