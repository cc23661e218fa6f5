import { SLACK_LIMITS } from '../limits';
import { toMoreSteps } from './fix-section';
import { toLetterPlace } from './handover-section';
import type { ListBlock, OutlineBlock, OutlineSection, StepBlock } from './outline';
import { formatCount } from './quantity';
import { fitsSlackFence, toSlackFence, toSlackMrkdwn } from './slack-mrkdwn';
import type { SlackRoom } from './slack-room';
import { code, type Line, strong, text } from './spans';

/** Escaped, a fence can grow; longer ones count as too long. */
const FENCE_CHARACTERS = SLACK_LIMITS.sectionTextCharacters - 200;

/** The texts of one section: one, unless it is longer than a block may be. */
export function toSectionTexts(section: OutlineSection, room: SlackRoom): readonly string[] {
  const title = toTitle(section);
  const { lines, more } = section.name === 'fix' ? toFixLines(section, room) : toOtherLines(section, room);
  const [first, ...rest] = more === '' ? lines : [...lines, more];
  if (first === undefined) return [];
  // A step with a number reads better below its title, a sentence beside it.
  const opening = first.startsWith('1. ') ? [title, first] : [`${title} ${first}`];
  return toChunks([...opening, ...rest]);
}

interface SectionLines {
  readonly lines: readonly string[];
  /** Tells what is left out; empty when nothing is. */
  readonly more: string;
}

function toFixLines({ blocks, more = 0 }: OutlineSection, room: SlackRoom): SectionLines {
  const steps = blocks.filter((block) => block.kind === 'step');
  const shown = steps.slice(0, room.steps);
  const left = more + steps.length - shown.length;
  return {
    lines: shown.flatMap((step) => toStep(step, room)),
    more: left > 0 ? toSlackMrkdwn(toMoreSteps(left), 200) : '',
  };
}

function toOtherLines(section: OutlineSection, room: SlackRoom): SectionLines {
  const lines = section.blocks.flatMap((block) => toLines(block, { section, room }));
  const left = lines.length - room.lines;
  return {
    lines: lines.slice(0, room.lines),
    more: left > 0 ? `+${formatCount(left)} more in the alert document` : '',
  };
}

function toTitle({ title, note }: OutlineSection): string {
  const line = note === undefined ? [strong(title)] : [strong(title), text(' ('), ...note, text(')')];
  return toSlackMrkdwn(line, 500);
}

/** Lines joined to as few texts as the limit of a section allows. */
function toChunks(lines: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  for (const line of lines) {
    const last = chunks.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= SLACK_LIMITS.sectionTextCharacters)
      chunks[chunks.length - 1] = `${last}\n${line}`;
    else chunks.push(line);
  }
  return chunks;
}

interface Place {
  readonly section: OutlineSection;
  readonly room: SlackRoom;
}

function toLines(block: OutlineBlock, { section, room }: Place): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [toSlackMrkdwn(block.line, room.lineCharacters)];
    case 'list':
      return section.name === 'objects' ? toInlineList(block, room) : toList(block, { section, room });
    case 'step':
      return toStep(block, room);
    case 'letter':
      return [toSlackMrkdwn(toLetterPlace(block.path), room.lineCharacters)];
  }
}

/** Objects side by side: they are examples, not things to do. */
function toInlineList({ items, more }: ListBlock, room: SlackRoom): readonly string[] {
  const shown = items.slice(0, room.samples).map(({ line }) => toSlackMrkdwn(line, 320));
  if (shown.length === 0) return [];
  const left = more + items.length - shown.length;
  return [shown.join(', ') + (left > 0 ? ` +${formatCount(left)} more` : '')];
}

function toList({ items, more, ordered }: ListBlock, { section, room }: Place): readonly string[] {
  const most = section.name === 'unreadable' ? Math.max(1, room.samples) : room.causes;
  const shown = items.slice(0, most);
  const left = more + items.length - shown.length;
  return [
    ...shown.map(({ line, detail }, index) => {
      const mark = ordered ? `${index + 1}. ` : '• ';
      return mark + toSlackMrkdwn([...line, ...(detail ?? [])], room.lineCharacters);
    }),
    ...(left > 0 ? [`+${formatCount(left)} more`] : []),
  ];
}

function toStep(step: StepBlock, room: SlackRoom): readonly string[] {
  const { number, line, command, policy, path } = step;
  return [
    (number === undefined ? '' : `${number}. `) + toSlackMrkdwn(line, room.lineCharacters),
    ...toFenced(policy?.map((row) => row.text).join('\n'), {
      characters: room.policyCharacters,
      path: `${path}.policy`,
    }),
    ...toFenced(command, { characters: room.commandCharacters, path: `${path}.command` }),
  ];
}

/** The whole of it or, where that does not fit, where it is: half a command is worse than none. */
function toFenced(
  content: string | undefined,
  { characters, path }: { characters: number; path: string },
): readonly string[] {
  if (content === undefined) return [];
  if (content.length <= characters && fitsSlackFence(content)) {
    const fence = toSlackFence(content);
    if (fence.length <= FENCE_CHARACTERS) return [fence];
  }
  return [toSlackMrkdwn(toElsewhereLine(path), 300)];
}

function toElsewhereLine(path: string): Line {
  const what = path.endsWith('.policy') ? 'policy' : 'command';
  return [text(`(The ${what} does not fit here: it is `), code(path), text(' of the alert document.)')];
}
