import { findReason } from '../../../lambda/core/catalog/find-reason';
import type { Investigation } from '../../../lambda/core/diagnosis/investigate';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { acknowledge } from '../../../lambda/core/incidents/act-on-incident';
import { applyFailures } from '../../../lambda/core/incidents/apply-failures';
import { hasCounted } from '../../../lambda/core/incidents/applied-batches';
import { assignLeads } from '../../../lambda/core/incidents/assign-leads';
import type { TellDecision } from '../../../lambda/core/incidents/decide-telling';
import { groupFailures } from '../../../lambda/core/incidents/group-failures';
import type { Incident, Lead, OutboxEntry } from '../../../lambda/core/incidents/incident';
import { isActive } from '../../../lambda/core/incidents/is-active';
import { toStatus } from '../../../lambda/core/incidents/mute';
import type { Channel } from '../../../lambda/core/incidents/outbox';
import { recordLook } from '../../../lambda/core/incidents/record-look';
import { type ChannelResult, settleDelivery } from '../../../lambda/core/incidents/settle-delivery';
import type { Silence } from '../../../lambda/core/incidents/silence';
import { sparePeople } from '../../../lambda/core/incidents/spare-people';
import { sweepIncident } from '../../../lambda/core/incidents/sweep-incident';
import { takeDue } from '../../../lambda/core/incidents/take-due';
import type { TellContext } from '../../../lambda/core/incidents/tell';
import { NOTIFY_TIMERS } from '../../../lambda/core/incidents/timers';
import { type Related, toRelated } from '../../../lambda/core/incidents/to-related';
import { makeInvestigation, SLACK, SNS } from '../../fixtures/make-incident';

/** Something that a check finds broken, as long as it is. */
export interface Defect {
  readonly check: string;
  readonly subject: string;
  readonly title: string;
  readonly evidence: string;
  breaks(incident: Incident): boolean;
}

/** A message that left, and what it was made of. */
export interface Sent {
  readonly at: string;
  readonly entry: OutboxEntry;
  readonly channels: readonly string[];
  readonly incident: Incident;
  readonly status: ReturnType<typeof toStatus>;
  readonly related: Related | undefined;
}

export interface Decision {
  readonly at: string;
  readonly incident: Incident;
  readonly decision: TellDecision;
}

/**
 * Everything around the state machine, in memory and on a clock that somebody sets: a store, a world that checks look
 * into, channels that may be down. Batches and sweeps go the way that the functions go.
 */
export class IncidentWorld {
  readonly incidents = new Map<string, Incident>();
  readonly sent: Sent[] = [];
  readonly decisions: Decision[] = [];
  silences: Silence[] = [];
  /** What is broken, by the check that finds it; what has been and is not is ruled out. */
  readonly defects = new Map<string, Defect>();
  private readonly known = new Map<string, Defect>();
  readonly down = new Set<string>();
  readonly channels: readonly Channel[] = [SNS, SLACK];
  canLook = true;
  private workers = 0;

  constructor(public now: string) {}

  advance(seconds: number): void {
    this.now = new Date(Date.parse(this.now) + seconds * 1_000).toISOString();
  }

  break(defect: Defect): void {
    this.defects.set(defect.check, defect);
    this.known.set(defect.check, defect);
  }

  mend(check: string): void {
    this.defects.delete(check);
  }

  /** Counts a batch of failures and delivers what it has to say. Returns its id, so that it can be redelivered. */
  batch(events: readonly ReplicationEvent[], batchId = `batch-${(this.workers += 1)}`): string {
    const groups = groupFailures(events).filter((group) => {
      const known = this.incidents.get(group.incidentId);
      return known === undefined || !hasCounted(known, [batchId]);
    });
    const applyAll = (leads?: ReadonlyMap<string, Lead>) =>
      groups.map((group) => {
        const { row } = findReason(group.key.failureReason ?? undefined);
        const context = { ...this.context(batchId), row, ...(leads && { leads }) };
        return applyFailures(this.incidents.get(group.incidentId), group, context);
      });
    const tried = applyAll().flatMap(({ incident }) => incident ?? []);
    const applied = applyAll(this.leadsWith(tried)).flatMap(({ incident, decision }) =>
      incident === undefined ? [] : [{ incident: this.write(incident), decision }],
    );
    // Everything is recorded before anything is looked at or told.
    const seen = applied.map(({ incident, decision }) => {
      this.decisions.push({ at: this.now, incident, decision });
      const isNew = decision.notify && incident.looked === undefined && this.canLook;
      return { incident: isNew ? recordLook(incident, this.look(incident), this.now) : incident, decision };
    });
    const leads = this.leadsWith(seen.map(({ incident }) => incident));
    for (const { incident, decision } of seen) this.tellOf(incident, decision, { by: batchId, leads });
    return batchId;
  }

  /** Looks after everything that is not over. */
  sweep(): void {
    const by = `sweep-${(this.workers += 1)}`;
    const active = [...this.incidents.values()].filter(isActive);
    const looked = active.map((incident) =>
      this.canLook && incident.state !== 'resolved'
        ? { incident, investigation: this.look(incident) }
        : { incident },
    );
    const seen = looked.map(({ incident, investigation }) =>
      investigation === undefined ? incident : recordLook(incident, investigation, this.now),
    );
    const leads = this.leadsWith(seen);
    for (const { incident, investigation } of looked) {
      const swept = sweepIncident(incident, {
        ...this.context(by),
        leads,
        ...(investigation && { investigation }),
      });
      this.decisions.push({ at: this.now, incident: swept.incident, decision: swept.decision });
      const { incident: taken, due } = takeDue(swept.incident, {
        by,
        now: this.now,
        channels: this.channels,
      });
      let written = taken === incident ? incident : this.write(taken);
      for (const { entry, channels } of due) written = this.deliver(written, { entry, channels });
    }
  }

  acknowledge(id: string, by: string): void {
    const acted = acknowledge(this.get(id), { by, at: this.now });
    if (acted.ok) this.write(acted.incident);
  }

  get(id: string): Incident {
    const incident = this.incidents.get(id);
    if (incident === undefined) throw new Error(`no incident ${id}`);
    return incident;
  }

  /** What checks find: the defects that break it, and in order what broke something before. */
  private look(incident: Incident): Investigation {
    const found = [...this.defects.values()].find((one) => one.breaks(incident));
    const inOrder = [...this.known.values()].filter(
      (one) => !this.defects.has(one.check) && one.breaks(incident),
    );
    const made = makeInvestigation({
      ...(found && { cause: { check: found.check, subject: found.subject } }),
      findings: inOrder.map(({ check, subject }) => ({
        check,
        verdict: 'ruled-out' as const,
        evidence: [`\`${subject}\` is in order.`],
      })),
    });
    return found === undefined ? made : { ...made, diagnosis: { ...made.diagnosis, title: found.title } };
  }

  private tellOf(
    seen: Incident,
    decision: TellDecision,
    { by, leads }: { by: string; leads: ReadonlyMap<string, Lead> },
  ): void {
    const alertId = decision.notify ? decision.alertId : decision.streamed?.alertId;
    if (alertId === undefined) return;
    const { channels, now, silences } = this;
    const spared = sparePeople(seen, { alertId, channels, now, silences, leads });
    const { due } = takeDue(spared, { by, now, channels });
    const own = due.find(({ entry }) => entry.alertId === alertId);
    if (own !== undefined) this.deliver(spared, own);
  }

  private deliver(
    incident: Incident,
    { entry, channels }: { entry: OutboxEntry; channels: readonly string[] },
  ) {
    const taken = channels.filter((name) => !this.down.has(name));
    const related = toRelated(incident, [...this.incidents.values()]);
    const results = Object.fromEntries(
      channels.map((name): [string, ChannelResult] => [name, { ok: taken.includes(name) }]),
    );
    if (taken.length > 0) {
      const status = toStatus(incident);
      this.sent.push({ at: this.now, entry, channels: taken, incident, status, related });
    }
    return this.write(
      settleDelivery(incident, {
        alertId: entry.alertId,
        now: this.now,
        results,
        built: incident,
        related: related?.total ?? 0,
      }),
    );
  }

  private leadsWith(changed: readonly Incident[]): ReadonlyMap<string, Lead> {
    const all = new Map([...this.incidents, ...changed.map((one) => [one.id, one] as const)]);
    const { now, silences } = this;
    return assignLeads([...all.values()], { now, silences, timers: NOTIFY_TIMERS, isComplete: true });
  }

  private context(by: string): TellContext {
    const { now, silences, channels } = this;
    return { now, silences, channels, by, timers: NOTIFY_TIMERS };
  }

  private write(incident: Incident): Incident {
    const version = this.incidents.get(incident.id)?.version ?? 0;
    if (version !== incident.version) throw new Error(`${incident.id} was written meanwhile`);
    const written = { ...incident, version: version + 1 };
    this.incidents.set(incident.id, written);
    return written;
  }
}
