import type { Alert } from '../alerts/alert.schema';
import { toAlertOutline } from './alert-outline';
import type { AlertOutline } from './outline';
import { countColumns, paint, type TerminalStyle } from './terminal-text';
import { layOutText, type TextRole, type TextStyle } from './text-layout';

export interface TerminalOptions {
  /** Whether ANSI colours may be written. */
  readonly color: boolean;
  /** Width of the terminal; lines are wrapped to it, between 40 and 120. */
  readonly columns: number;
}

const MIN_COLUMNS = 40;
/** Longer lines are hard to read, however wide the terminal is. */
const MAX_COLUMNS = 120;
const DEFAULT_COLUMNS = 80;

const TONE_STYLES: Readonly<Record<AlertOutline['tone'], TerminalStyle>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'blue',
  resolved: 'green',
};

/** An alert for a terminal, ending in a line feed. No escape sequence comes out of it but our own colours. */
export function renderTerminal(alert: Alert, options: TerminalOptions): string {
  return renderTerminalOutline(toAlertOutline(alert), options);
}

/** The same for an outline that is at hand. */
export function renderTerminalOutline(outline: AlertOutline, { color, columns }: TerminalOptions): string {
  const style = toStyle(color ? TONE_STYLES[outline.tone] : undefined, toColumns(columns));
  return `${layOutText(outline, style).join('\n')}\n`;
}

function toColumns(columns: number): number {
  if (!Number.isFinite(columns) || columns <= 0) return DEFAULT_COLUMNS;
  return Math.min(Math.max(Math.floor(columns), MIN_COLUMNS), MAX_COLUMNS);
}

function toStyle(tone: TerminalStyle | undefined, columns: number): TextStyle {
  const style = {
    columns,
    width: countColumns,
    quote: (name: string) => (PLAIN_NAME.test(name) ? name : `"${name}"`),
  };
  if (tone === undefined) return style;
  return { ...style, paint: (text, role) => paintRole(text, { role, tone }) };
}

/** Names that need nothing around them to be told from the sentence. */
const PLAIN_NAME = /^[^\s"]+$/;

function paintRole(text: string, { role, tone }: { role: TextRole; tone: TerminalStyle }): string {
  if (role === 'headline') return paint(paint(text, tone), 'bold');
  const style = ROLE_STYLES[role];
  return style === undefined ? text : paint(text, style);
}

const ROLE_STYLES: Readonly<Record<Exclude<TextRole, 'headline'>, TerminalStyle | undefined>> = {
  text: undefined,
  code: 'cyan',
  strong: 'bold',
  title: 'bold',
  command: 'cyan',
  added: 'green',
  removed: 'red',
  link: 'blue',
  quiet: 'dim',
};
