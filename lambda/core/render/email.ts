import type { Alert } from '../alerts/alert.schema';
import { SNS_LIMITS } from '../limits';
import { toAlertOutline } from './alert-outline';
import { toAscii, toAsciiSubject } from './ascii-subject';
import { toShortHeadline } from './headline';
import { quotePlainName } from './plain-name';
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

const EMAIL_STYLE: TextStyle = { columns: COLUMNS, quote: quotePlainName };

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
  const title = toVisibleText(alert.diagnosis.title);
  const shorter = headline.replace(/^Replication failing: /, 'Replication ');
  const explained = [subject, `[${alert.severity}] ${shorter}`].map((start) =>
    toAscii(`${start}: ${title}`).trim(),
  );
  return explained.find((line) => line.length <= MOST) ?? subject;
}

const MOST = SNS_LIMITS.subjectCharacters;
