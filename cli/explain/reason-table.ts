import type { ReasonRow, ReasonSide } from '../../lambda/core/catalog/reason-row';
import { countColumns } from '../../lambda/core/render/terminal-text';
import { wrapWords } from '../../lambda/core/render/wrap-text';
import type { TerminalStyle } from '../cli-io';
import { inPaint, RETRIES, SEVERITY_PAINTS } from './reason-text';

const SIDES: Readonly<Record<ReasonSide, string>> = {
  role: 'Role and batch job',
  source: 'Source',
  destination: 'Destination',
};

const SEVERITY_COLUMNS = 'critical'.length;
const RETRY_COLUMNS = 'never retry'.length;
const GAP = '  ';

/** Narrower than this, a title beside three columns would be a column of single words. */
const FULL_TABLE_COLUMNS = 96;

/** The catalog as a table by side: reason, severity, retry class, title. */
export function toReasonTable(rows: readonly ReasonRow[], style: TerminalStyle): string {
  const reasonColumns = Math.max(...rows.map(({ reason }) => reason.length));
  const sections = (Object.keys(SIDES) as ReasonSide[]).map((side) => {
    const lines = rows
      .filter((row) => row.side === side)
      .flatMap((row) => toLines(row, reasonColumns, style));
    return [inPaint(SIDES[side], 'bold', style), ...lines, ''];
  });
  const hint = `${rows.length} reasons. One in full: explain REASON. All as data: explain --json.`;
  const hintLines = wrapWords(hint.split(' '), { ...style, first: '', indent: '', width: countColumns });
  return [...sections.flat(), ...hintLines.map((line) => inPaint(line, 'dim', style))].join('\n');
}

function toLines(row: ReasonRow, reasonColumns: number, style: TerminalStyle): readonly string[] {
  const isFull = style.columns >= FULL_TABLE_COLUMNS;
  const cells = [
    row.reason.padEnd(reasonColumns),
    row.severity.padEnd(SEVERITY_COLUMNS),
    ...(isFull ? [RETRIES[row.retry.class].padEnd(RETRY_COLUMNS)] : []),
  ];
  const first = isFull ? `${GAP}${cells.join(GAP)}${GAP}` : `${GAP}${cells.join(GAP).trimEnd()}`;
  const [, severity = ''] = cells;
  const title = row.title.split(' ');
  const plain = isFull
    ? wrapWords(title, {
        columns: style.columns,
        first,
        indent: ' '.repeat(first.length),
        width: countColumns,
      })
    : [
        first,
        ...wrapWords(title, { columns: style.columns, first: '    ', indent: '    ', width: countColumns }),
      ];
  const [head = '', ...rest] = plain;
  const at = GAP.length + reasonColumns + GAP.length;
  const painted = inPaint(severity, SEVERITY_PAINTS[row.severity], style);
  return [`${head.slice(0, at)}${painted}${head.slice(at + severity.length)}`, ...rest];
}
