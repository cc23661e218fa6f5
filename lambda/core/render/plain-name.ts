import type { Line } from './spans';

/** Names that need nothing around them to be told from the sentence. */
const PLAIN_NAME = /^[A-Za-z0-9_./:@=+,*$[\]…-]+$/;

/** A name in a sentence of a text that is nothing but text: an e-mail, a ticket. */
export function quotePlainName(name: string): string {
  return PLAIN_NAME.test(name) ? name : `"${name}"`;
}

/** A line in such a text. */
export function toQuotedText(line: Line): string {
  return line.map(({ kind, text }) => (kind === 'code' ? quotePlainName(text) : text)).join('');
}
