import type { IncidentAlert } from '../alerts/alert.schema';
import type { OutlineBlock } from './outline';
import { formatCount } from './quantity';
import { code, codes, join, type Line, prose, text } from './spans';

type Diagnosis = IncidentAlert['diagnosis'];

const MAX_CHECKS = 12;
const MAX_NEEDS = 5;

/**
 * One line for each outcome: a reader needs to know where not to look again, and where nobody could. What stayed open
 * although everything could be read tells nothing to somebody who knows the cause.
 */
export function toLookedAt({ findings, notChecked, verdict }: Diagnosis): readonly OutlineBlock[] {
  const unread = new Set(notChecked.map(({ check }) => check));
  const ruledOut = findings.filter((finding) => finding.verdict === 'ruled-out');
  const undecided = findings.filter(
    (finding) => finding.verdict === 'inconclusive' && !unread.has(finding.check),
  );
  return [
    ...toRuledOut(ruledOut.map(({ check }) => check)),
    ...toLine('Inconclusive', verdict === 'confirmed' ? [] : undecided.map(toUndecided)),
    ...toLine('Could not check', toUnread(notChecked)),
  ];
}

const SIDES = ['source', 'destination'] as const;

/** By side, which is said once: most of what is ruled out has to do with the same bucket. */
function toRuledOut(checks: readonly string[]): readonly OutlineBlock[] {
  const shown = checks.slice(0, MAX_CHECKS);
  const more = toMore(checks.length - shown.length);
  const isOn = (side: string, check: string): boolean => IS_PLAIN.test(check) && check.startsWith(`${side}-`);
  const rest = shown.filter((check) => !SIDES.some((side) => isOn(side, check)));
  const sides = SIDES.flatMap((side) => {
    const own = shown.filter((check) => isOn(side, check));
    return own.length === 0
      ? []
      : [{ side, names: own.map((check) => toName(check.slice(side.length + 1))) }];
  });
  const [only] = sides;
  if (rest.length === 0 && sides.length === 1 && only !== undefined) {
    return [paragraph([text(`Ruled out at the ${only.side}: `), ...join(only.names, ', '), text(more)])];
  }
  const groups = [
    ...(rest.length === 0 ? [] : [join(rest.map(toName), ', ')]),
    ...sides.map(({ side, names }) => [text(`at the ${side}: `), ...join(names, ', ')]),
  ];
  if (groups.length === 0) return [];
  return [paragraph([text('Ruled out: '), ...join(groups, '; '), text(more)])];
}

function toLine(title: string, items: readonly Line[]): readonly OutlineBlock[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, MAX_CHECKS);
  return [paragraph([text(`${title}: `), ...join(shown, '; '), text(toMore(items.length - shown.length))])];
}

function toMore(more: number): string {
  return more > 0 ? ` +${formatCount(more)} more.` : '.';
}

const IS_PLAIN = /^[a-z0-9-]{1,60}$/;

/** `kms-key-policy` → `KMS key policy`. */
function toName(check: string): Line {
  if (!IS_PLAIN.test(check)) return [code(check, 60)];
  const words = check
    .replaceAll('-', ' ')
    .replace(/^(?:(?:source|destination) )?organization policy$/, 'SCPs');
  return [text(words.replace(/\b(acl|iam|kms|s3|sse)\b/g, (acronym) => acronym.toUpperCase()))];
}

/** What was seen, and the last sentence, which says why it proves nothing. */
function toUndecided({ check, evidence }: Diagnosis['findings'][number]): Line {
  const [seen, why] = [evidence[0], evidence.slice(1).at(-1)];
  if (seen === undefined) return toName(check);
  const rest = why === undefined ? [] : [text('. '), ...clause(why)];
  return [...toName(check), text(' ('), ...clause(seen), ...rest, text(')')];
}

/** What one thing is missing for stands together. */
function toUnread(notChecked: Diagnosis['notChecked']): readonly Line[] {
  const groups = new Map<string, Diagnosis['notChecked']>();
  for (const missing of notChecked) {
    const key = JSON.stringify(missing.needs.length > 0 ? missing.needs : missing.because);
    groups.set(key, [...(groups.get(key) ?? []), missing]);
  }
  return [...groups.values()].map((group) => {
    const names = join(
      group.map(({ check }) => toName(check)),
      ', ',
    );
    const [{ because, needs } = { because: '', needs: [] }] = group;
    const [why = clause(because)] = toNeeds(needs);
    return why.length === 0 ? names : [...names, text(' ('), ...why, text(')')];
  });
}

function toNeeds(needs: readonly string[]): readonly Line[] {
  if (needs.length === 0) return [];
  const more = needs.length - MAX_NEEDS;
  const end = more > 0 ? [text(` +${formatCount(more)} more`)] : [];
  return [[text('needs '), ...codes(needs.slice(0, MAX_NEEDS)), ...end]];
}

/** Part of a sentence: without a full stop of its own. */
function clause(words: string): Line {
  return prose(words.trim().replace(/\.$/, ''));
}

function paragraph(line: Line): OutlineBlock {
  return { kind: 'paragraph', line };
}
