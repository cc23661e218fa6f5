import type { IncidentAlert } from '../alerts/alert.schema';
import type { OutlineBlock, OutlineSection, StepBlock } from './outline';
import { formatCount } from './quantity';
import { code, type Line, prose, sentence, text } from './spans';
import { toVisibleLines, toVisibleText } from './visible-text';

/** Steps shown; a fix of more than this is a runbook. */
const MAX_STEPS = 15;

/** A longer command is shown in no channel; the alert document has it whole. */
const MAX_COMMAND_CHARACTERS = 4_000;

/** Commands and policies of all steps together. */
const MAX_CHARACTERS = 24_000;

/** What to change, whose hands it needs, and the commands to paste. */
export function toFixSection(alert: IncidentAlert): readonly OutlineSection[] {
  const { fix } = alert;
  if (fix.length === 0) return [];
  const blocks: OutlineBlock[] = [];
  let room = MAX_CHARACTERS;
  for (const [index, step] of fix.slice(0, MAX_STEPS).entries()) {
    const block = toStep(step, { index, isOnly: fix.length === 1, room });
    room -= countCharacters(block);
    blocks.push(block);
  }
  const more = fix.length - blocks.length;
  const note = toOwnerNote(alert);
  return [{ name: 'fix', title: 'Fix', ...(note.length > 0 && { note }), blocks, ...(more > 0 && { more }) }];
}

/** What stands below the steps that are shown. */
export function toMoreSteps(more: number): Line {
  return [text(`+${formatCount(more)} more in the alert document (`), code('fix'), text(')')];
}

function toStep(
  step: IncidentAlert['fix'][number],
  { index, isOnly, room }: { index: number; isOnly: boolean; room: number },
): StepBlock {
  const path = `fix[${index}]`;
  const command = step.command === undefined ? '' : toVisibleText(step.command);
  const policy = step.policy === undefined ? [] : toVisibleLines(JSON.stringify(step.policy, null, 2));
  const isCommandShown = command.length <= Math.min(MAX_COMMAND_CHARACTERS, room);
  const isPolicyShown = countLines(policy) <= room - command.length;
  const left = [...(isCommandShown ? [] : [`${path}.command`]), ...(isPolicyShown ? [] : [`${path}.policy`])];
  return {
    kind: 'step',
    ...(!isOnly && { number: index + 1 }),
    line: left.length === 0 ? prose(step.text) : [...prose(step.text), ...toElsewhere(left)],
    ...(isCommandShown && command !== '' && { command }),
    ...(isPolicyShown && policy.length > 0 && { policy }),
    path,
  };
}

function countCharacters({ command = '', policy = [] }: StepBlock): number {
  return command.length + countLines(policy);
}

function countLines(lines: readonly string[]): number {
  let characters = 0;
  for (const line of lines) characters += line.length + 1;
  return characters;
}

/** Where to find what is too long to be shown here. */
function toElsewhere(paths: readonly string[]): Line {
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
  return line.length === 0 ? [] : [{ name: 'then', title: 'Then', blocks: [{ kind: 'paragraph', line }] }];
}
