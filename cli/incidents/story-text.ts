import { toChangedSection } from '../../lambda/core/render/changed-section';
import { toFixSection, toThenSection } from '../../lambda/core/render/fix-section';
import { toImpact } from '../../lambda/core/render/impact-line';
import { toIncidentOutline } from '../../lambda/core/render/incident-outline';
import type { AlertOutline } from '../../lambda/core/render/outline';
import { formatTime } from '../../lambda/core/render/quantity';
import { code, type Line, prose, sentence, strong, text } from '../../lambda/core/render/spans';
import { toExtent } from '../../lambda/core/render/slack-extent';
import { renderTerminalOutline } from '../../lambda/core/render/terminal';
import { countColumns } from '../../lambda/core/render/terminal-text';
import { toWhySection } from '../../lambda/core/render/why-section';
import { wrapWords } from '../../lambda/core/render/wrap-text';
import type { TerminalStyle } from '../cli-io';
import { inPaint } from '../explain/reason-text';
import { type BoardRow, toRow } from './board-row';
import { toAttention, toCauseWords, toPlaces } from './board-words';
import { toConversation } from './conversation-words';
import type { Story } from './story-alert';

/** The whole story of an incident: what fails and why, what to do; what was told, and what waits. */
export function toStoryText(story: Story, style: TerminalStyle): string {
  const row = toRow(story.incident, story.board.silences, story.time);
  const parts = toConversation(story, row).flatMap(({ title, lines }) => [
    '',
    inPaint(title, 'bold', style),
    ...lines.flatMap((line) => wrapWords(line.split(' '), { ...style, ...INDENTED })),
  ]);
  return [renderTerminalOutline(toOutline(story, row), style).trimEnd(), ...parts].join('\n');
}

const INDENTED = { first: '  ', indent: '    ', width: countColumns };

function toOutline(story: Story, row: BoardRow): AlertOutline {
  const { alert, time, incident } = story;
  const { tone, links, footer, sections } = toIncidentOutline(alert);
  const isOver = row.status === 'resolved';
  return {
    headline: `${toLabel(row)}: ${toPlaces(row)}`,
    tone,
    verdict: toVerdict(row, incident.looked?.at, time),
    impact: [...toExtentLines(story, row), prose(toAttention(row, time))],
    sections: isOver
      ? [...toWhySection(alert), ...toChangedSection(alert), ...toFixSection(alert), ...toThenSection(alert)]
      : // Who has to write to another account has the letter in the alert, and in the JSON.
        sections.filter(({ name }) => name !== 'handover'),
    links,
    footer,
  };
}

/** `Open, critical` */
function toLabel({ status, severity }: BoardRow): string {
  const word = `${status.charAt(0).toUpperCase()}${status.slice(1)}`;
  return status === 'resolved' ? word : `${word}, ${severity}`;
}

/** What is late is not failing: it is counted, and that is all. */
function toExtentLines({ alert, time }: Story, row: BoardRow): readonly Line[] {
  if (row.kind !== 'lag') return toImpact(alert).filter((line) => !isStatus(line, row));
  return [
    prose(toExtent(alert.incident, time)),
    ...(row.ruleId === null ? [] : [[text('rule '), code(row.ruleId)]]),
  ];
}

/** It is in the headline. */
function isStatus(line: Line, { status }: BoardRow): boolean {
  return line.length === 1 && line[0]?.text === status;
}

/** What was seen is true of the time at which somebody looked. */
function toVerdict(row: BoardRow, lookedAt: string | undefined, time: string): Line {
  const words = sentence(toCauseWords(row, time));
  if (row.kind === 'lag') return words;
  if (lookedAt === undefined) return [...words, text(' Nobody has looked yet.')];
  return [...words, text(' '), strong(`Looked at ${formatTime(lookedAt, time)}.`)];
}
