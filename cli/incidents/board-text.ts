import { formatCount, formatCounted } from '../../lambda/core/render/quantity';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import type { TerminalStyle } from '../cli-io';
import { inPaint, SEVERITY_PAINTS } from '../explain/reason-text';
import type { BoardRow } from './board-row';
import { toBoardTitle } from './board-title';
import {
  toAttention,
  toCauseWords,
  toClock,
  toLeadWords,
  toPlaces,
  toWaitingWords,
  toWords,
} from './board-words';
import { toParagraph } from './paragraph';
import type { Board } from './read-board';
import { toShortener } from './short-ids';
import { toSilenceWords } from './silence-words';

const GAP = '  ';
const INDENT = '  ';
const LED = '↳ ';

/** Narrower than this, what is where would have no room beside the other columns. */
const TABLE_COLUMNS = 80;

interface Look {
  readonly time: string;
  readonly style: TerminalStyle;
  readonly toShortId: (id: string) => string;
}

/** Every row, most urgent first, the silences, and what cannot be read. All times in it are UTC. */
export function toBoardText(rows: readonly BoardRow[], board: Board, style: TerminalStyle): string {
  const { silences, unreadable, time } = board;
  const toShortId = toShortener([...rows, ...silences, ...unreadable].map(({ id }) => id));
  const look: Look = { time, style, toShortId };
  const body =
    style.columns >= TABLE_COLUMNS
      ? toTable(rows, look)
      : rows.flatMap((row, at) => [...(at > 0 ? [''] : []), ...toCard(row, look)]);
  const quiet = silences.flatMap((one) =>
    toParagraph(`${toShortId(toVisibleText(one.id))} ${toSilenceWords(one, time)}`, {
      style,
      indent: INDENT,
    }),
  );
  return [
    ...toParagraph(toBoardTitle(rows, time), { style, indent: '' }),
    ...(body.length === 0 ? [] : ['', ...body]),
    ...toSection('Silences', quiet, style),
    ...toSection(
      'Cannot be read, and may be open',
      unreadable.flatMap(({ because }) => toParagraph(toVisibleText(because), { style, indent: INDENT })),
      style,
    ),
  ].join('\n');
}

function toSection(title: string, lines: readonly string[], style: TerminalStyle): readonly string[] {
  return lines.length === 0 ? [] : ['', inPaint(title, 'bold', style), ...lines];
}

const HEADS = ['ID', 'STATE', 'SEVERITY', 'SINCE', 'FAILURES'] as const;

/** A line of columns for each incident, and below it why, and who is at it. */
function toTable(rows: readonly BoardRow[], look: Look): readonly string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => [
    look.toShortId(row.id),
    row.status,
    row.severity,
    toClock(row.firstSeen, look.time),
    formatCount(row.failures),
  ]);
  const widths = HEADS.map((head, at) => Math.max(head.length, ...cells.map((one) => one[at]?.length ?? 0)));
  const toLine = (one: readonly string[]): readonly string[] =>
    one.map((cell, at) =>
      at === HEADS.length - 1 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    );
  const used = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const head = [...toLine(HEADS), 'SOURCE → DESTINATION'].join(GAP);
  const indent = ' '.repeat((widths[0] ?? 0) + GAP.length);
  return [
    inPaint(head, 'dim', look.style),
    ...rows.flatMap((row, at) => {
      const room = look.style.columns - used - (isLed(row) ? LED.length : 0);
      const where = `${isLed(row) ? LED : ''}${toPlaces(row, room)}`;
      const line = toPainted(toLine(cells[at] ?? []), row, look.style).join(GAP);
      return [`${line}${GAP}${where}`, ...toDetails(row, indent, look)];
    }),
  ];
}

/** Where there is no room for columns. */
function toCard(row: BoardRow, look: Look): readonly string[] {
  const { style, time, toShortId } = look;
  const places = toPlaces(row, style.columns - INDENT.length);
  const amount = `${formatCounted(row.failures, row.kind === 'lag' ? 'late object' : 'failure')} since ${toClock(row.firstSeen, time)}`;
  const [id = '', status = '', severity = ''] = toPainted(
    [toShortId(row.id), row.status, row.severity],
    row,
    style,
  );
  return [
    [id, status, severity].join(GAP),
    `${INDENT}${places}`,
    ...toParagraph(amount, { style, indent: INDENT }),
    ...toDetails(row, INDENT, look),
  ];
}

function toPainted(
  cells: readonly string[],
  { status, severity }: BoardRow,
  style: TerminalStyle,
): readonly string[] {
  const isUrgent = status === 'open' || status === 'acknowledged';
  return cells.map((cell, at) => {
    if (at === 0) return inPaint(cell, 'bold', style);
    if (!isUrgent) return inPaint(cell, status === 'resolved' ? 'green' : 'dim', style);
    return at === 2 ? inPaint(cell, SEVERITY_PAINTS[severity], style) : cell;
  });
}

/** Why it fails, and who is at it. What another incident speaks for has the same to tell, but for the rule. */
function toDetails(row: BoardRow, indent: string, { time, style, toShortId }: Look): readonly string[] {
  const why = row.lead === undefined ? [toCauseWords(row, time)] : [];
  const facts = [
    row.lead === undefined ? '' : toLeadWords(row.lead, toShortId),
    row.ruleId === null ? '' : `rule ${toWords(row.ruleId)}`,
    row.failures > 1 ? `last ${row.kind === 'lag' ? 'event' : 'failure'} ${toClock(row.lastSeen, time)}` : '',
    row.lead !== undefined && row.status === 'open' ? '' : toAttention(row, time),
    toWaitingWords(row.waiting),
  ].filter((fact) => fact !== '');
  return [...why, facts.join(' · ')].flatMap((line) => toParagraph(line, { style, indent }));
}

function isLed({ lead }: BoardRow): boolean {
  return lead !== undefined;
}
