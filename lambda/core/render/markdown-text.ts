import { fitLine } from './fit-line';
import type { Line, Span } from './spans';
import { escapeSlackText } from './slack-mrkdwn';

/**
 * Amazon Q's `client-markdown` is whatever the chat client of the channel takes for markdown: Slack's or Teams'. So
 * only what both read alike is written - code spans and line breaks - and what either might take for more is code
 * or escaped. https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function toMarkdown(line: Line, characters: number): string {
  return fitLine(line, characters, toMarkdownSpan);
}

const HAS_FORMATTING = /[*_~`@[\]\\#|]|:[^\s:]+:|:\/\//;

function toMarkdownSpan({ kind, text }: Span): string {
  if (kind === 'code') return toCodeSpan(text);
  return HAS_FORMATTING.test(text) ? text.replace(/[^\s]+/g, toMarkdownWord) : escapeSlackText(text);
}

function toMarkdownWord(word: string): string {
  return HAS_FORMATTING.test(word) ? toCodeSpan(word) : escapeSlackText(word);
}

function toCodeSpan(text: string): string {
  return `\`${escapeSlackText((text === '' ? ' ' : text).replaceAll('`', 'ˋ'))}\``;
}
