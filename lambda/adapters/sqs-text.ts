/**
 * What is not in SQS's character set: #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD, #x10000 to #x10FFFF.
 * SNS applies the same to what it delivers raw. Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
// eslint-disable-next-line no-control-regex -- these are the characters in question
const REFUSED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Whether SQS would refuse a body or an attribute for what is in it; half a surrogate pair is no character. */
export function hasRefusedCharacters(text: string): boolean {
  return text.search(REFUSED) >= 0 || !text.isWellFormed();
}

/** The same text with U+FFFD in place of every character that SQS and SNS refuse. */
export function replaceRefusedCharacters(text: string): string {
  return text.toWellFormed().replace(REFUSED, '\ufffd');
}
