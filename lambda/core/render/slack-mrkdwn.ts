import type { Line, Span } from './spans';
import { truncateCharacters } from './truncate';

/**
 * Slack's mrkdwn. Exactly three characters have escapes, `&` first; `*`, `_`, `~`, backticks and `:emoji:` have
 * none, so a word that holds one is shown as code, where nothing is formatting.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeSlackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text that `escapeSlackText` was given. */
export function unescapeSlackText(escaped: string): string {
  return escaped.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

/** A backtick ends a code span whatever stands before it; this one only looks like it. */
const BACKTICK_LOOKALIKE = 'ˋ';

/** A word that Slack could take for formatting, an emoji or a mention; punctuation after it stays outside. */
const FORMATTING_WORD = /(?=[^\s]*(?:[*_~`]|:[^\s:]+:|@))[^\s]*?(?=[.,;:!?)]*(?:\s|$))/g;
const HAS_FORMATTING = /[*_~`@]|:[^\s:]+:/;

/** Mrkdwn of a line in at most `characters` characters. Cut before it is escaped, so never inside an escape. */
export function toSlackMrkdwn(line: Line, characters: number): string {
  let mrkdwn = '';
  for (const span of line) {
    const room = characters - mrkdwn.length;
    const rendered = toMrkdwn(span);
    if (rendered.length > room) return mrkdwn + toFitting(span, room);
    mrkdwn += rendered;
  }
  return mrkdwn;
}

/** A link that shows `label` and leads to `url`, and nowhere else. */
export function toSlackLink(label: string, url: string): string {
  return `<${escapeSlackText(url.replaceAll('|', '%7C'))}|${escapeSlackText(label.replaceAll('|', '/'))}>`;
}

/** Whether a text can stand between triple backticks as it is. */
export function fitsSlackFence(text: string): boolean {
  return !text.includes('```');
}

/** A block of code. The text must fit a fence. */
export function toSlackFence(text: string): string {
  return `\`\`\`\n${escapeSlackText(text)}\n\`\`\``;
}

/** Slack shows plain text as it is; the angle brackets go all the same, lest anybody reads it as mrkdwn. */
export function toSlackPlainText(text: string, characters: number): string {
  return truncateCharacters(text.replaceAll('<', '‹').replaceAll('>', '›'), characters);
}

function toMrkdwn({ kind, text }: Span): string {
  if (kind === 'code') return toCodeSpan(text);
  if (kind === 'strong') return `*${escapeSlackText(text.replaceAll('*', '∗'))}*`;
  if (!HAS_FORMATTING.test(text)) return escapeSlackText(text);
  let mrkdwn = '';
  let end = 0;
  for (const match of text.matchAll(FORMATTING_WORD)) {
    if (match[0] === '') continue;
    mrkdwn += escapeSlackText(text.slice(end, match.index)) + toCodeSpan(match[0]);
    end = match.index + match[0].length;
  }
  return mrkdwn + escapeSlackText(text.slice(end));
}

function toCodeSpan(text: string): string {
  // Slack shows two backticks with nothing between them as two backticks.
  const shown = text === '' ? ' ' : text;
  return `\`${escapeSlackText(shown.replaceAll('`', BACKTICK_LOOKALIKE))}\``;
}

/** The longest start of a span whose mrkdwn fits; mrkdwn is never shorter than its text, and at most six times. */
function toFitting({ kind, text }: Span, room: number): string {
  let [fits, tooLong] = [0, Math.min(text.length, room) + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (toMrkdwn({ kind, text: truncateCharacters(text, middle) }).length <= room) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? '' : toMrkdwn({ kind, text: truncateCharacters(text, fits) });
}
