import type { IncidentAlert } from '../alerts/alert.schema';
import type { OutlineBlock, OutlineSection, StepBlock } from './outline';
import { formatCount } from './quantity';
import { code, type Line, prose, sentence, text } from './spans';
import { toVisibleLines, toVisibleText } from './visible-text';

/** Steps shown; a fix of more than this is a runbook. */
const MAX_STEPS = 10;

/** Longer commands and policies are shown in no channel; the alert document has them whole. */
const MAX_COMMAND_CHARACTERS = 4_000;
const MAX_POLICY_CHARACTERS = 8_000;

/** What to change, whose hands it needs, and the commands to paste. */
export function toFixSection(alert: IncidentAlert): readonly OutlineSection[] {
  const { fix } = alert;
  if (fix.length === 0) return [];
  const shown = fix.slice(0, MAX_STEPS);
  const more = fix.length - shown.length;
  const blocks: OutlineBlock[] = shown.map((step, index) =>
    toStep(step, { index, isOnly: fix.length === 1 }),
  );
  if (more > 0)
    blocks.push({
      kind: 'paragraph',
      line: [text(`+${formatCount(more)} more steps in the alert document (`), code('fix'), text(').')],
    });
  const note = toOwnerNote(alert);
  return [{ name: 'fix', title: 'Fix', ...(note.length > 0 && { note }), blocks }];
}

function toStep(
  step: IncidentAlert['fix'][number],
  { index, isOnly }: { index: number; isOnly: boolean },
): StepBlock {
  const path = `fix[${index}]`;
  const command = step.command === undefined ? undefined : toVisibleText(step.command);
  const policy = step.policy === undefined ? undefined : JSON.stringify(step.policy, null, 2);
  const isCommandShown = command !== undefined && command.length <= MAX_COMMAND_CHARACTERS;
  const isPolicyShown = policy !== undefined && policy.length <= MAX_POLICY_CHARACTERS;
  const left = [
    command !== undefined && !isCommandShown ? `${path}.command` : undefined,
    policy !== undefined && !isPolicyShown ? `${path}.policy` : undefined,
  ].filter((part) => part !== undefined);
  return {
    kind: 'step',
    ...(!isOnly && { number: index + 1 }),
    line: left.length === 0 ? prose(step.text) : [...prose(step.text), ...toElsewhere(left)],
    ...(isCommandShown && { command }),
    ...(isPolicyShown && { policy: toVisibleLines(policy) }),
    path,
  };
}

/** Where to find what is too long to be shown here. */
export function toElsewhere(paths: readonly string[]): Line {
  return paths.flatMap((path) => [text(' (too long to show: '), code(path), text(' in the alert document)')]);
}

function toOwnerNote({ diagnosis, replication }: IncidentAlert): Line {
  const { source, destination } = replication;
  switch (diagnosis.owner) {
    case 'source-account':
      return toAccount('source', source);
    case 'destination-account':
      return toAccount('destination', destination);
    case 'either-account':
      return [text('in either account')];
    case 'nobody':
      return [];
  }
}

function toAccount(side: string, place: { bucket: string; account?: string | undefined } | null): Line {
  if (place === null) return [text(`in the ${side} account`)];
  if (place.account !== undefined) return [text(`in ${side} account `), code(place.account, 20)];
  return [text('in the account that owns '), code(place.bucket, 63)];
}

/** What happens to the objects that have failed: S3 does not retry them by itself. */
export function toThenSection({ retry }: IncidentAlert): readonly OutlineSection[] {
  const line = sentence(retry.note);
  return line.length === 0
    ? []
    : [{ name: 'then', title: 'Then', blocks: [{ kind: 'paragraph', line }] }];
}
