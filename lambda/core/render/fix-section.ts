import type { IncidentAlert } from '../alerts/alert.schema';
import type { OutlineBlock, OutlineSection, PolicyLine, StepBlock } from './outline';
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
    const block = toStep(step, { index, isOnly: fix.length === 1, room, note: toStepNote(step, alert) });
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
  { index, isOnly, room, note }: { index: number; isOnly: boolean; room: number; note: Line },
): StepBlock {
  const path = `fix[${index}]`;
  const command = step.command === undefined ? '' : toVisibleText(step.command);
  const policy = toPolicyLines(step);
  const isCommandShown = command.length <= Math.min(MAX_COMMAND_CHARACTERS, room);
  const isPolicyShown = countLines(policy) <= room - command.length;
  const left = [...(isCommandShown ? [] : [`${path}.command`]), ...(isPolicyShown ? [] : [`${path}.policy`])];
  return {
    kind: 'step',
    ...(!isOnly && { number: index + 1 }),
    line: [...prose(step.text), ...note, ...toElsewhere(left)],
    ...(isCommandShown && command !== '' && { command }),
    ...(isPolicyShown && policy.length > 0 && { policy }),
    path,
  };
}

/** What changes is what has to be read before the command is run; the whole document is in the alert document. */
function toPolicyLines({ policy, diff }: IncidentAlert['fix'][number]): readonly PolicyLine[] {
  if (diff !== undefined && diff.length > 0) return diff.flatMap(toVisibleLines).map(toMarked);
  return policy === undefined
    ? []
    : toVisibleLines(JSON.stringify(policy, null, 2)).map((line) => ({ text: line }));
}

function toMarked(line: string): PolicyLine {
  if (line.startsWith('+')) return { text: line, mark: 'added' };
  return line.startsWith('-') ? { text: line, mark: 'removed' } : { text: line };
}

function countCharacters({ command = '', policy = [] }: StepBlock): number {
  return command.length + countLines(policy);
}

function countLines(lines: readonly PolicyLine[]): number {
  let characters = 0;
  for (const line of lines) characters += line.text.length + 1;
  return characters;
}

/** Where to find what is too long to be shown here. */
function toElsewhere(paths: readonly string[]): Line {
  return paths.flatMap((path) => [text(' (too long to show: '), code(path), text(' in the alert document)')]);
}

/** Whether some steps are for one account and some for the other. */
function isShared({ fix, replication }: IncidentAlert): boolean {
  const owners = new Set(fix.map(({ owner }) => owner).filter((owner) => owner !== 'nobody'));
  return owners.size > 1 && !isOneAccount(replication);
}

function isOneAccount({ source, destination }: IncidentAlert['replication']): boolean {
  return source.account !== undefined && source.account === destination?.account;
}

function toOwnerNote(alert: IncidentAlert): Line {
  return isShared(alert) ? [text('in both accounts')] : toOwner(alert.diagnosis.owner, alert);
}

/** Which account a step is for, where that differs from step to step. */
function toStepNote({ owner }: IncidentAlert['fix'][number], alert: IncidentAlert): Line {
  if (!isShared(alert) || owner === undefined || owner === 'nobody') return [];
  return [text(' ('), ...toOwner(owner, alert), text(')')];
}

function toOwner(owner: IncidentAlert['diagnosis']['owner'], { replication }: IncidentAlert): Line {
  const { source, destination } = replication;
  if (owner !== 'nobody' && source.account !== undefined && isOneAccount(replication)) {
    return [text('in account '), code(source.account, 20)];
  }
  switch (owner) {
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
