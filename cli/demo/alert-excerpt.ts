import type { Alert } from '../../lambda/core/alerts/alert.schema';
import { renderTerminal } from '../../lambda/core/render/terminal';
import type { TerminalStyle } from '../cli-io';

const INDENT = '   ';

/** Headline, and verdict with impact: shown of every alert. */
const OPENING_PARAGRAPHS = 2;

/**
 * An alert as the terminal shows it, indented under its scene; with `sections`, only its opening and the sections
 * with these titles, and a line that says that there is more.
 */
export function toAlertExcerpt(alert: Alert, style: TerminalStyle, sections?: readonly string[]): string {
  const columns = style.columns - INDENT.length;
  const paragraphs = toParagraphs(renderTerminal(alert, { ...style, columns }));
  // Titles are compared without colours; both renderings have the same paragraphs.
  const plain = toParagraphs(renderTerminal(alert, { color: false, columns }));
  const shown = paragraphs.filter((_, index) => {
    const title = plain[index] ?? '';
    return index < OPENING_PARAGRAPHS || (sections?.some((name) => title.startsWith(name)) ?? true);
  });
  const isWhole = shown.length === paragraphs.length;
  const rest = isWhole ? [] : ['… shortened for the demo'];
  return [...shown, ...rest].join('\n\n').replace(/^(?=.)/gm, INDENT);
}

function toParagraphs(text: string): readonly string[] {
  return text.trimEnd().split(/\n\n/);
}
