import type { IncidentAlert } from '../alerts/alert.schema';
import { fillFixStep, type FixValues } from '../alerts/fill-fix';
import type { ReasonMatchKind } from '../catalog/find-reason';
import type { FixOwner, ReasonRow } from '../catalog/reason-row';
import type { Check, CheckContext, Judgement } from '../checks/check';
import { quoteForPosixShell } from '../render/posix-shell';
import { truncateCharacters } from '../render/truncate';
import { type Judged, judgeChecks } from './judge-checks';
import { toKnownValues } from './known-values';
import { planFix, type PlannedStep } from './plan-fix';

export interface DiagnosisInput {
  readonly row: ReasonRow;
  readonly match: ReasonMatchKind;
  readonly context: CheckContext;
  /** Likeliest cause first: `findChecks`. */
  readonly checks: readonly Check[];
  /** What the events tell about the placeholders of the catalog's steps: `toFixValues`. */
  readonly values: FixValues;
}

/** The parts of an alert that looking can tell. */
export type Diagnosis = Pick<IncidentAlert, 'diagnosis' | 'fix'>;

type Alerted = IncidentAlert['diagnosis'];
type Confirmed = Extract<Judgement, { verdict: 'confirmed' }>;
type Inconclusive = Extract<Judgement, { verdict: 'inconclusive' }>;

/** Longer than any honest sentence; names that others chose are in most of them. */
const SENTENCE_CHARACTERS = 2_000;

/**
 * Says why it failed, from what was found when looking: the first confirmed check in likely order is the cause, the
 * others are told beside it. Without one it is what the catalog says, with what is ruled out. Pure; never throws.
 */
export function diagnose({ row, match, context, checks, values }: DiagnosisInput): Diagnosis {
  const found = judgeChecks(checks, context);
  const causes = found.filter(isCause);
  const verdict = toVerdict({ row, match }, found, causes);
  const planned = planFix(
    causes.map(({ judgement }) => ({ owner: judgement.cause.owner, remedies: judgement.fix })),
  );
  const [first] = causes;
  return {
    diagnosis: {
      title: verdict === 'confirmed' && first !== undefined ? first.judgement.cause.title : row.title,
      meaning: row.meaning,
      verdict,
      causes: first === undefined ? [...row.causes] : [],
      ...(first !== undefined && { cause: toCause(first) }),
      findings: toFindings(found),
      notChecked: toNotChecked(found),
      owner: toOwner(
        [...causes.map(({ judgement }) => judgement.cause), ...planned],
        row.benign && verdict !== 'benign' ? 'either-account' : row.owner,
      ),
      changes: [],
    },
    fix: planned.length > 0 ? planned.map(toStep) : toCatalogSteps({ row, context, values }),
  };
}

function isCause(one: Judged): one is Judged<Confirmed> {
  return one.judgement.verdict === 'confirmed' && one.check.isAside !== true;
}

/**
 * A benign reason says that there is nothing to do. Looking may agree, with a cause that is nobody's to mend. When it
 * does not agree - S3 found nothing, and it is there - somebody has to know.
 */
function toVerdict(
  { row, match }: Pick<DiagnosisInput, 'row' | 'match'>,
  found: readonly Judged[],
  causes: readonly Judged<Confirmed>[],
): Alerted['verdict'] {
  if (causes.some(({ judgement }) => judgement.cause.owner !== 'nobody')) return 'confirmed';
  if (row.benign) return causes.length === 0 && isContradicted(found) ? 'likely' : 'benign';
  if (causes.length > 0) return 'confirmed';
  return match === 'unknown' || match === 'absent' ? 'unknown' : 'likely';
}

function isContradicted(found: readonly Judged[]): boolean {
  return found.some(({ judgement }) => judgement.verdict === 'ruled-out');
}

function toCause({ check, judgement: { cause } }: Judged<Confirmed>): NonNullable<Alerted['cause']> {
  return {
    check: check.id,
    subject: clip(cause.subject),
    ...(cause.statement !== undefined && { statement: clip(cause.statement) }),
  };
}

/** Whose hands all of the causes together need; without any, those that the catalog says. */
function toOwner(needed: readonly { readonly owner: FixOwner }[], unknown: FixOwner): FixOwner {
  const owners = new Set(needed.map(({ owner }) => owner));
  if (owners.size > 1) owners.delete('nobody');
  const [only] = owners;
  if (only === undefined) return unknown;
  return owners.size === 1 ? only : 'either-account';
}

const ORDER: readonly Judgement['verdict'][] = ['confirmed', 'inconclusive', 'ruled-out', 'not-applicable'];

/** Everything that was found, most telling first; what could not be looked at is told elsewhere. */
function toFindings(found: readonly Judged[]): Alerted['findings'] {
  return ORDER.flatMap((verdict) =>
    found
      .filter(({ judgement }) => judgement.verdict === verdict)
      .map((one) => ({
        check: one.check.id,
        verdict,
        evidence: toEvidence(one.judgement),
        ...(isCause(one) && { title: one.judgement.cause.title, owner: one.judgement.cause.owner }),
      }))
      .filter(({ evidence }) => verdict !== 'inconclusive' || evidence.length > 0),
  );
}

function toEvidence(judgement: Judgement): string[] {
  if (judgement.verdict === 'not-applicable') {
    const { because } = judgement;
    return [clip(`${because.charAt(0).toUpperCase()}${because.slice(1)}.`)];
  }
  const { evidence } = judgement;
  // What could be read and proves nothing must not be taken for a proof.
  const isOpen = judgement.verdict === 'inconclusive' && isSeenAndOpen(judgement);
  const open = isOpen ? [`Open: ${judgement.because}.`] : [];
  return [...evidence, ...open].map(clip);
}

/** A permission would not help. */
function isSeenAndOpen({ evidence, needs }: Inconclusive): boolean {
  return needs.length === 0 && evidence.length > 0;
}

/** Where we could not look, or saw nothing that tells. */
function toNotChecked(found: readonly Judged[]): Alerted['notChecked'] {
  return found.flatMap(({ check, judgement }) =>
    judgement.verdict === 'inconclusive' && !isSeenAndOpen(judgement)
      ? [{ check: check.id, because: clip(judgement.because), needs: [...judgement.needs] }]
      : [],
  );
}

/** What the catalog has for the reason, with the names that were read. */
function toCatalogSteps({
  row,
  context,
  values,
}: Pick<DiagnosisInput, 'row' | 'context' | 'values'>): IncidentAlert['fix'] {
  const known = { ...values, ...toKnownValues(context) };
  return row.fix.map((step) => fillFixStep(step, known));
}

function toStep({ text, command, policy, diff, owner }: PlannedStep): IncidentAlert['fix'][number] {
  return {
    text: clip(text),
    ...(command !== undefined && { command: quoteForPosixShell(command) }),
    ...(policy !== undefined && { policy }),
    ...(diff !== undefined && { diff: [...diff] }),
    owner,
  };
}

function clip(text: string): string {
  return truncateCharacters(text, SENTENCE_CHARACTERS);
}
