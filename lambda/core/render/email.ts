import type { Alert } from '../alerts/alert.schema';
import { SNS_LIMITS } from '../limits';
import { toAlertOutline } from './alert-outline';
import { toAscii, toAsciiSubject } from './ascii-subject';
import { toShortHeadline } from './headline';
import { layOutText, type TextStyle } from './text-layout';
import { toVisibleText } from './visible-text';

export interface EmailMessage {
  /** ASCII, at most 99 characters, no line breaks. */
  readonly subject: string;
  /** Plain text, UTF-8, lines of at most 100 columns except for commands, keys and links. */
  readonly body: string;
}

/** Most mail programs show this much without wrapping, and a command keeps its indent. */
const COLUMNS = 100;

/** Names that need nothing around them to be told from the sentence. */
const PLAIN_NAME = /^[A-Za-z0-9_./:@=+,*$[\]…-]+$/;

const EMAIL_STYLE: TextStyle = {
  columns: COLUMNS,
  quote: (name) => (PLAIN_NAME.test(name) ? name : `"${name}"`),
};

/** An alert as plain-text e-mail: for SNS's `email` protocol, which sends text only. */
export function renderEmail(alert: Alert): EmailMessage {
  return {
    subject: toSubject(alert),
    body: `${layOutText(toAlertOutline(alert), EMAIL_STYLE).join('\n')}\n`,
  };
}

/** Severity first, because mail is filtered and sorted by it, and why it failed if that fits whole. */
function toSubject(alert: Alert): string {
  if (alert.type === 'unreadable') return toAsciiSubject(`[${alert.severity}] ${alert.summary}`, MOST);
  const headline = toVisibleText(toShortHeadline(alert));
  if (alert.type === 'resolved') return toAsciiSubject(headline, MOST);
  const subject = toAsciiSubject(`[${alert.severity}] ${headline}`, MOST);
  const explained = toAscii(`${subject}: ${toVisibleText(alert.diagnosis.title)}`).trim();
  return explained.length <= MOST ? explained : subject;
}

const MOST = SNS_LIMITS.subjectCharacters;
