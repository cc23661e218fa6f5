import type { Alert } from '../alerts/alert.schema';
import { SNS_LIMITS } from '../limits';
import { toShortHeadline } from './headline';
import { formatCount, formatTime } from './quantity';
import { toAscii, truncateAscii } from './ascii-subject';
import { sentence, toPlainText } from './spans';
import { toVisibleText } from './visible-text';

/**
 * Characters outside GSM 03.38's basic table: they cost two characters, or turn the whole message into UCS-2, where
 * 70 are one message. https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html
 */
const GSM_SUBSTITUTES: Readonly<Record<string, string>> = {
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '\\': '/',
  '|': '/',
  '~': '-',
  '^': "'",
  '`': "'",
};

/** An alert as one text message: what and where, then as much of why and how much as fits whole. */
export function renderSms(alert: Alert): string {
  const [first = '', ...rest] = toSentences(alert).map(toGsmText);
  let message = truncateAscii(first, SNS_LIMITS.smsCharacters);
  for (const sentence of rest) {
    if (message.length + 1 + sentence.length <= SNS_LIMITS.smsCharacters) message += ` ${sentence}`;
  }
  return message;
}

function toSentences(alert: Alert): readonly string[] {
  if (alert.type === 'unreadable') return [`S3 replication alerts: ${alert.summary}.`];
  const { incident, diagnosis, time } = alert;
  const { failures, firstSeen, lastSeen } = incident;
  const opening = toOpening(toShortHeadline(alert));
  const reference = `Incident ${toVisibleText(incident.id).slice(0, SNS_LIMITS.smsCharacters)}.`;
  if (alert.type === 'resolved')
    return [opening, `No failure since ${formatTime(lastSeen, time)}.`, reference];
  const amount = `${formatCount(failures)} failed since ${formatTime(firstSeen, time)}.`;
  return [opening, amount, toPlainText(sentence(diagnosis.title)), reference];
}

/** ASCII without the characters above. */
const GSM_TEXT = /^[\x20-\x5a_a-z]*$/;

/** A telephone shows no sender that says what this is about. */
function toOpening(headline: string): string {
  return headline.startsWith('Replication') ? `S3 r${headline.slice(1)}.` : `S3 replication: ${headline}.`;
}

function toGsmText(text: string): string {
  if (GSM_TEXT.test(text)) return text;
  return toAscii(toVisibleText(text))
    .replace(/[[\]{}\\|~^`]/g, (character) => GSM_SUBSTITUTES[character] ?? '')
    .trim();
}
