/** Times as the page writes them: UTC, like the alerts. What is no ISO time stands as it is. */

const ISO_UTC = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/;

/** `10:01:22`: readers look at what happens now; the date is in the tooltip. */
export function toTimeOfDay(isoTime: string): string {
  return ISO_UTC.exec(isoTime)?.[2] ?? isoTime;
}

/** `2026-01-01 10:01:22 UTC`. */
export function toFullTime(isoTime: string): string {
  const [, day, time] = ISO_UTC.exec(isoTime) ?? [];
  return day === undefined ? isoTime : `${day} ${time} UTC`;
}
