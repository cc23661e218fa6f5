import { fitLine } from './fit-line';
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

/** What Slack could take for formatting, an emoji or a mention. */
const HAS_FORMATTING = /[*_~`@]|:[^\s:]+:/;

/** A word, and the punctuation around it that stays outside its code span. */
const WORD = /^([("']*)(.*?)([.,;!?)"']*)$/;

/** Mrkdwn of a line in at most `characters` characters. */
export function toSlackMrkdwn(line: Line, characters: number): string {
  return fitLine(line, characters, toMrkdwn);
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
  return text.replace(/[^\s]+/g, toMrkdwnWord);
}

function toMrkdwnWord(word: string): string {
  if (!HAS_FORMATTING.test(word)) return escapeSlackText(word);
  const [, before = '', name = '', after = ''] = WORD.exec(word) ?? [];
  return before + toCodeSpan(name) + after;
}

function toCodeSpan(text: string): string {
  // Slack shows two backticks with nothing between them as two backticks.
  const shown = text === '' ? ' ' : text;
  return `\`${escapeSlackText(shown.replaceAll('`', BACKTICK_LOOKALIKE))}\``;
}
