import type { IncidentAlert } from '../alerts/alert.schema';
import type { ListItem, OutlineBlock, OutlineSection } from './outline';
import { toLookedAt } from './looked-at';
import { formatCount } from './quantity';
import { code, join, type Line, prose, sentence, text } from './spans';

type Diagnosis = IncidentAlert['diagnosis'];
type Cause = NonNullable<Diagnosis['cause']>;
type Finding = Diagnosis['findings'][number];

const MAX_CAUSES = 8;
const MAX_EVIDENCE = 6;

/** What proves the cause or, without proof, what it may be; and what was looked at besides. */
export function toWhySection({ diagnosis }: IncidentAlert): readonly OutlineSection[] {
  const blocks = [
    ...(diagnosis.verdict === 'confirmed' ? toProof(diagnosis) : toCandidates(diagnosis)),
    ...toAsides(diagnosis),
    ...toLookedAt(diagnosis),
  ].filter((block) => block.kind !== 'paragraph' || block.line.length > 0);
  return blocks.length === 0 ? [] : [{ name: 'why', title: 'Why', blocks }];
}

function toProof({ cause, findings, meaning }: Diagnosis): readonly OutlineBlock[] {
  const confirmed = findings.filter(({ verdict }) => verdict === 'confirmed');
  const causes = confirmed.filter(({ title }) => title !== undefined);
  if (causes.length > 1) return [toSeveral(causes)];
  const evidence = toEvidence(causes.length > 0 ? causes : confirmed);
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

/** What several checks saw alike is told once. */
function toEvidence(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ evidence }) => evidence))];
}

/** Each cause with what proves it; what proves several is told with the one that has least to tell besides. */
function toSeveral(causes: readonly Finding[]): OutlineBlock {
  const places = new Map<string, Finding>();
  for (const cause of causes.toSorted((a, b) => b.evidence.length - a.evidence.length)) {
    for (const fact of cause.evidence) places.set(fact, cause);
  }
  const items = causes.slice(0, MAX_CAUSES).map((cause): ListItem => {
    const own = [...new Set(cause.evidence)].filter((fact) => places.get(fact) === cause);
    return { line: join([cause.title ?? '', ...own.slice(0, MAX_EVIDENCE)].map(sentence), ' ') };
  });
  return { kind: 'list', ordered: true, items, more: causes.length - items.length };
}

/** What is wrong, but no cause of the failures; or what proves that nothing has to be done. */
function toAsides({ verdict, findings }: Diagnosis): readonly OutlineBlock[] {
  const confirmed = findings.filter((finding) => finding.verdict === 'confirmed');
  const hasCause = verdict === 'confirmed' && confirmed.some(({ title }) => title !== undefined);
  if (verdict === 'confirmed' && !hasCause) return [];
  const asides = hasCause ? confirmed.filter(({ title }) => title === undefined) : confirmed;
  return toEvidence(asides)
    .slice(0, MAX_EVIDENCE)
    .map((fact) => paragraph(sentence(fact)));
}

/** Whether the evidence says already where the cause was found. */
function isNamedIn(evidence: readonly string[], { subject, statement }: Cause): boolean {
  const name = statement ?? subject.slice(subject.search(/[^:/]*$/));
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

function paragraph(line: Line): OutlineBlock {
  return { kind: 'paragraph', line };
}
