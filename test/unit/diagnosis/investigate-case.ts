import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { buildIncidentAlert } from '../../../lambda/core/alerts/build-incident-alert';
import { toFixValues } from '../../../lambda/core/alerts/fix-values';
import { findReason, type ReasonMatch } from '../../../lambda/core/catalog/find-reason';
import type { CheckContext } from '../../../lambda/core/checks/check';
import { findChecks } from '../../../lambda/core/checks/checks-of-reason';
import { diagnose } from '../../../lambda/core/diagnosis/diagnose';
import {
  investigate,
  type Investigation,
  type InvestigatePorts,
} from '../../../lambda/core/diagnosis/investigate';
import { toFactSubject } from '../../../lambda/core/diagnosis/to-fact-subject';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { collectFacts } from '../../../lambda/core/facts/collect-facts';
import { type FailureGroup, groupFailures } from '../../../lambda/core/incidents/group-failures';
import { makeEvent } from '../../fixtures/make-event';
import type { ReasonCase } from './reason-case';
import { createWorld, type Worlds } from './world';

/** A failure and the world it happened in. */
export interface InvestigatedCase {
  readonly reason: string;
  readonly reasonCase: Pick<ReasonCase, 'event' | 'level' | 'accounts' | 'report' | 'world'>;
}

export interface CaseOutcome {
  readonly match: ReasonMatch;
  readonly alert: IncidentAlert;
  readonly reads: number;
  readonly depth: number;
  /** Questions that the world of the case has no answer for. */
  readonly unanswered: readonly string[];
}

const CONTEXT = {
  now: new Date('2026-01-01T10:01:00.000Z'),
  links: {},
  why: 'first-failure',
  messageIds: ['m-1'],
};

/** Answers come at once, and so no time passes. */
const TIMERS = { now: () => 0, after: () => () => undefined };

/** From the failure of a case to its alert, through everything but AWS. */
export async function investigateCase(
  { reason, reasonCase }: InvestigatedCase,
  worlds: Worlds,
): Promise<CaseOutcome> {
  const { level, accounts, report } = reasonCase;
  const [group] = groupFailures([toEvent(reason, reasonCase.event)]);
  if (group === undefined) throw new Error('a failure makes a group');
  const match = findReason(group.key.failureReason ?? undefined);
  const { source, unanswered } = createWorld(reasonCase.world, worlds);
  const ports: InvestigatePorts = { source, timers: TIMERS, level, accounts };
  const investigation =
    report === undefined
      ? await investigate(group, match, ports)
      : await investigateReported(group, match, { ...ports, report });
  const alert = buildIncidentAlert(group, match, { ...CONTEXT, investigation });
  const { reads, depth } = investigation;
  return { match, alert, reads, depth, unanswered };
}

/** No completion report is read yet: what it tells beside the event is put in by hand. */
async function investigateReported(
  group: FailureGroup,
  match: ReasonMatch,
  { report, ...ports }: InvestigatePorts & { readonly report: NonNullable<ReasonCase['report']> },
): Promise<Investigation> {
  const told = toFactSubject(group, ports);
  if (told === undefined) throw new Error('the event names nothing that can be looked at');
  const subject = { ...told, ...report };
  const checks = findChecks(match.row.reason, ports.level);
  const wanted = checks.flatMap((check) => check.facts);
  const facts = await collectFacts(wanted, subject, ports);
  const context: CheckContext = { subject, reason: match.row.reason, fact: (id) => facts.get(id) };
  const found = diagnose({ ...match, context, checks, values: toFixValues(group) });
  const { reads, depth, tookMs } = facts;
  return { ...found, places: {}, reads, depth, tookMs };
}

/** As S3 sends it about the worlds of `test/cases/worlds`. */
function toEvent(reason: string, changes: ReasonCase['event']): ReplicationEvent {
  const all = Object.entries({
    ...makeEvent({
      region: 'us-east-1',
      key: 'video/2026/intro.mp4',
      versionId: 'version-1',
      failureReason: reason,
    }),
    ...changes,
  });
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as unknown as ReplicationEvent;
}
