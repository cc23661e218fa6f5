import type { IncidentAlert } from '../alerts/alert.schema';
import type { ListItem, OutlineBlock, OutlineSection } from './outline';
import { formatCount, formatDuration, formatTime } from './quantity';
import { code, codes, join, type Line, prose, sentence, text } from './spans';

type Diagnosis = IncidentAlert['diagnosis'];
type Cause = NonNullable<Diagnosis['cause']>;

const MAX_CAUSES = 8;
const MAX_EVIDENCE = 6;
const MAX_CHECKS = 12;
const MAX_CHANGES = 6;

/** What proves the cause or, without proof, what it may be; and what was looked at besides. */
export function toWhySection({ diagnosis }: IncidentAlert): readonly OutlineSection[] {
  const blocks = [
    ...(diagnosis.verdict === 'confirmed' ? toProof(diagnosis) : toCandidates(diagnosis)),
    ...toLookedAt(diagnosis),
  ].filter((block) => block.kind !== 'paragraph' || block.line.length > 0);
  return blocks.length === 0 ? [] : [{ name: 'why', title: 'Why', blocks }];
}

function toProof({ cause, findings, meaning }: Diagnosis): readonly OutlineBlock[] {
  const evidence = findings
    .filter(({ verdict }) => verdict === 'confirmed')
    .flatMap((finding) => finding.evidence);
  const shown = evidence.slice(0, MAX_EVIDENCE).map((fact) => paragraph(sentence(fact)));
  // Evidence explains itself; without any, the reason's own meaning has to.
  const explained = shown.length > 0 ? shown : [paragraph(sentence(meaning))];
  const more = evidence.length - shown.length;
  return [
    ...explained,
    ...(more > 0 ? [paragraph([text(`+${formatCount(more)} more in the alert document`)])] : []),
    ...(cause === undefined || isNamedIn(evidence, cause) ? [] : [paragraph(toPlaceOfCause(cause))]),
  ];
}

/** Whether the evidence says already where the cause was found. */
function isNamedIn(evidence: readonly string[], { subject, statement }: Cause): boolean {
  const name = statement ?? subject.slice(subject.lastIndexOf(':') + 1);
  return evidence.some((fact) => fact.includes(name));
}

function toPlaceOfCause({ subject, statement }: Cause): Line {
  const where = [text('Found in '), code(subject)];
  return statement === undefined ? [...where, text('.')] : [...where, text(', '), code(statement), text('.')];
}

function toCandidates({ meaning, causes }: Diagnosis): readonly OutlineBlock[] {
  const explained = [paragraph(sentence(meaning))];
  const [first] = causes;
  if (first === undefined) return explained;
  if (causes.length === 1)
    return [...explained, paragraph([text('Likely cause, not verified: '), ...prose(first)])];
  const items: readonly ListItem[] = causes
    .slice(0, MAX_CAUSES)
    .map((candidate) => ({ line: prose(candidate) }));
  return [
    ...explained,
    paragraph([text('Likely causes, not verified, likeliest first:')]),
    { kind: 'list', ordered: true, items, more: causes.length - items.length },
  ];
}

/** One line for each outcome: a reader needs to know where not to look again, and where nobody could. */
function toLookedAt({ findings, notChecked }: Diagnosis): readonly OutlineBlock[] {
  const ruledOut = findings.filter(({ verdict }) => verdict === 'ruled-out');
  const undecided = findings.filter(({ verdict }) => verdict === 'inconclusive');
  return [
    ...toNamed('Ruled out', ruledOut.map(toCheckName)),
    ...toNamed('Inconclusive', undecided.map(toUndecided)),
    ...toNamed('Could not check', notChecked.map(toNotChecked)),
  ];
}

function toNamed(title: string, names: readonly Line[]): readonly OutlineBlock[] {
  if (names.length === 0) return [];
  const more = names.length - MAX_CHECKS;
  const end = more > 0 ? ` +${formatCount(more)} more.` : '.';
  return [paragraph([text(`${title}: `), ...join(names.slice(0, MAX_CHECKS), ', '), text(end)])];
}

/** `kms-key-policy` → `KMS key policy`. */
function toCheckName({ check }: { check: string }): Line {
  if (!/^[a-z0-9-]{1,60}$/.test(check)) return [code(check, 60)];
  const words = check.replaceAll('-', ' ');
  return [text(words.replace(/\b(acl|iam|kms|s3|sse)\b/g, (acronym) => acronym.toUpperCase()))];
}

function toUndecided(finding: Diagnosis['findings'][number]): Line {
  const [because] = finding.evidence;
  if (because === undefined) return toCheckName(finding);
  return [...toCheckName(finding), text(' ('), ...clause(because), text(')')];
}

function toNotChecked(missing: Diagnosis['notChecked'][number]): Line {
  if (missing.needs.length > 0) {
    const needs = missing.needs.slice(0, 5);
    const more = missing.needs.length - needs.length;
    const end = more > 0 ? ` +${formatCount(more)} more)` : ')';
    return [...toCheckName(missing), text(' (needs '), ...codes(needs), text(end)];
  }
  if (missing.because.trim() === '') return toCheckName(missing);
  return [...toCheckName(missing), text(' ('), ...clause(missing.because), text(')')];
}

/** Part of a sentence: without a full stop of its own. */
function clause(words: string): Line {
  return prose(words.trim().replace(/\.$/, ''));
}

/** What somebody changed around the time it began. */
export function toChangedSection({ diagnosis, incident, time }: IncidentAlert): readonly OutlineSection[] {
  const { changes } = diagnosis;
  if (changes.length === 0) return [];
  const lines = changes.slice(0, MAX_CHANGES).map((change) => toChange(change, { incident, time }));
  const [only] = lines;
  const block: OutlineBlock =
    changes.length === 1 && only !== undefined
      ? paragraph(only)
      : {
          kind: 'list',
          ordered: false,
          items: lines.map((line) => ({ line })),
          more: changes.length - lines.length,
        };
  return [{ name: 'changed', title: 'Changed', blocks: [block] }];
}

function toChange(
  change: Diagnosis['changes'][number],
  { incident, time }: Pick<IncidentAlert, 'incident' | 'time'>,
): Line {
  return [
    text(`${formatTime(change.time, time)} `),
    code(change.event),
    text(' by '),
    code(change.by),
    text(' (event '),
    code(change.eventId),
    text(`)${toDistance(change.time, incident.firstSeen)}.`),
  ];
}

function toDistance(at: string, firstSeen: string): string {
  const seconds = (Date.parse(firstSeen) - Date.parse(at)) / 1_000;
  if (!Number.isFinite(seconds)) return '';
  const distance = formatDuration(Math.abs(seconds));
  return `, ${distance} ${seconds >= 0 ? 'before' : 'after'} the first failure`;
}

function paragraph(line: Line): OutlineBlock {
  return { kind: 'paragraph', line };
}
