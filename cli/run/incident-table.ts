import type { AlertSeverity, IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import type { ReasonRow } from '../../lambda/core/catalog/reason-row';
import type { FailureGroup } from '../../lambda/core/incidents/group-failures';
import { type IncidentRow, KEPT_INCIDENTS } from '../page/page-messages';

const SEVERITY_ORDER: readonly AlertSeverity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Incidents of this process, by incident id, the one touched last at the end. Memory is bounded. */
export class IncidentTable {
  private readonly rows = new Map<string, IncidentRow>();
  private readonly touched = new Set<string>();

  constructor(private readonly capacity = KEPT_INCIDENTS) {}

  /** Adds the failures of one group to its incident. */
  record(group: FailureGroup, row: Pick<ReasonRow, 'benign' | 'severity'>): void {
    const known = this.rows.get(group.incidentId);
    this.put({
      id: group.incidentId,
      status: row.benign ? 'benign' : 'open',
      severity: known?.severity ?? row.severity,
      failureReason: group.key.failureReason,
      sourceBucket: group.key.sourceBucket,
      destinationBucket: group.key.destinationBucket,
      ruleId: group.key.ruleId,
      region: group.key.region,
      failures: (known?.failures ?? 0) + group.failures,
      sizeBytes: (known?.sizeBytes ?? 0) + group.sizeBytes,
      firstSeen: earlier(known?.firstSeen, group.firstSeen),
      lastSeen: later(known?.lastSeen, group.lastSeen),
      lastAlertId: known?.lastAlertId ?? null,
    });
  }

  /** Notes that an incident was alerted, and how severe it was called; an incident never gets milder by itself. */
  alerted({ id, severity, incident }: IncidentAlert): void {
    const known = this.rows.get(incident.id);
    if (known !== undefined) {
      this.put({ ...known, severity: moreSevere(known.severity, severity), lastAlertId: id });
    }
  }

  /** Every incident, the one seen last first. */
  list(): readonly IncidentRow[] {
    return [...this.rows.values()].reverse();
  }

  /** The incidents that changed since this was last asked. */
  takeTouched(): readonly IncidentRow[] {
    const rows = [...this.touched].flatMap((id) => this.rows.get(id) ?? []);
    this.touched.clear();
    return rows;
  }

  private put(row: IncidentRow): void {
    this.rows.delete(row.id);
    this.rows.set(row.id, row);
    this.touched.add(row.id);
    const [oldest] = this.rows.keys();
    if (this.rows.size > this.capacity && oldest !== undefined) {
      this.rows.delete(oldest);
      this.touched.delete(oldest);
    }
  }
}

function moreSevere(a: AlertSeverity, b: AlertSeverity): AlertSeverity {
  return SEVERITY_ORDER.indexOf(a) < SEVERITY_ORDER.indexOf(b) ? a : b;
}

function earlier(known: string | undefined, seen: string): string {
  return known !== undefined && known < seen ? known : seen;
}

function later(known: string | undefined, seen: string): string {
  return known !== undefined && known > seen ? known : seen;
}
