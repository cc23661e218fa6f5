/** Numbers, sizes and times the way a person reads them. No `Intl`: it costs more than the rest of an alert. */

/** `12431` → `12,431`; counts are whole numbers. */
export function formatCount(count: number): string {
  if (count < 1_000) return String(count);
  const thousands = Math.floor(count / 1_000);
  return `${formatCount(thousands)},${String(count - thousands * 1_000).padStart(3, '0')}`;
}

/** `1 message`, `2 messages`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

/** Decimal units, one decimal below ten: `1.2 TB`, `34 GB`, `2 kB`, `1 byte`. */
export function formatBytes(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let [value, unit] = [bytes, 0];
  // 999.5 of a unit would round to 1000 of it.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const rounded = value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${rounded} ${UNITS[unit] ?? ''}`;
}

const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*Z$/;

/** `09:59 UTC`; with the date when it is another day than `reference`; what is no ISO time in UTC, as it stands. */
export function formatTime(time: string, reference: string): string {
  if (!ISO_UTC.test(time)) return time;
  const day = time.slice(0, 10);
  const clock = `${time.slice(11, 16)} UTC`;
  return day === reference.slice(0, 10) ? clock : `${day} ${clock}`;
}

/** `09:59 to 10:34 UTC`. */
export function formatSpan(from: string, to: string, reference: string): string {
  const [start, end] = [formatTime(from, reference), formatTime(to, reference)];
  if (start === end) return end;
  const isSameDay = from.slice(0, 10) === to.slice(0, 10) && start.endsWith(' UTC');
  return `${isSameDay ? start.slice(0, -' UTC'.length) : start} to ${isSameDay ? end.slice(-9) : end}`;
}

/** `40 seconds`, `7 minutes`, `3 hours`, `2 days`: one unit, rounded. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return formatCounted(whole, 'second');
  if (whole < 90 * 60) return formatCounted(Math.round(whole / 60), 'minute');
  if (whole < 48 * 3_600) return formatCounted(Math.round(whole / 3_600), 'hour');
  return formatCounted(Math.round(whole / 86_400), 'day');
}
