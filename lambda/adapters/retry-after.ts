/** Longer waits are cut to this: no caller waits an hour, and a clock far off must not silence a channel. */
const MOST_SECONDS = 3_600;

/** IMF-fixdate, the one form of HTTP date that is still sent. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Seconds to wait, from a `Retry-After` header: whole seconds or an HTTP date, rounded up; `undefined` when there is
 * none or it is neither. Source: RFC 9110, section 10.2.3.
 */
export function parseRetryAfter(header: string | null | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), MOST_SECONDS);
  if (!HTTP_DATE.test(text)) return undefined;
  const seconds = Math.ceil((Date.parse(text) - now.getTime()) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), MOST_SECONDS);
}
