const UTC_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

/**
 * Whether `text` is an ISO 8601 time in UTC (`2026-01-01T10:00:00.000Z`) of a day that the calendar has, so that
 * it sorts as a string and stands in an alert as it is. Other offsets than `Z` are not taken: S3 sends none.
 */
export function isUtcTime(text: string): boolean {
  return UTC_TIME.test(text) && hasDay(text);
}

function hasDay(time: string): boolean {
  const day = time.slice(8, 10);
  return day <= '28' || new Date(`${time.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(day);
}
