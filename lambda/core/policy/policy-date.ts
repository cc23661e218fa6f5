/** The W3C profile of ISO 8601: a year, a month, a day, or a day and a time with its zone. */
const W3C =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?)?$/;
const EPOCH_SECONDS = /^-?\d{5,12}(\.\d{1,9})?$/;

/**
 * Milliseconds since 1970 of a date in a policy or a request; `undefined` for a text that is none. Four digits are
 * a year, five or more are seconds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function toEpochMillis(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  const parts = W3C.exec(text);
  if (parts === null) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone] =
    parts;
  const numbers = [year, month, day, hour, minute, second].map(Number) as Six;
  const [y, mo, d, h, mi, s] = numbers;
  const midnight = Date.UTC(y, mo - 1, d);
  // The 31st of February would roll over into March.
  const isRealDay = new Date(midnight).toISOString().slice(0, 10) === `${year}-${month}-${day}`;
  if (!isRealDay || h > 23 || mi > 59 || s > 60) return undefined;
  const ofDay = ((h * 60 + mi) * 60 + s) * 1000 + Number(`0.${fraction}`) * 1000;
  return midnight + ofDay - toOffsetMillis(zone ?? 'Z');
}

type Six = [number, number, number, number, number, number];

function toOffsetMillis(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
