import { addSeconds } from '../../lambda/core/incidents/instants';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import { InputError } from '../errors';

export interface EndOptions {
  readonly for?: string;
  readonly until?: string;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 7 * 86_400 };

/** Nobody remembers for longer why something must not be heard. */
const MAX_DAYS = 90;

/** With its time zone: one that is left out has been taken for another one before. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** When a silence ends, ISO 8601 in UTC. Throws `InputError`: a silence without an end is an outage that nobody hears of. */
export function toSilenceEnd({ for: length, until }: EndOptions, now: string): string {
  if (length !== undefined && until !== undefined)
    throw new InputError('--for and --until contradict each other: give one of them');
  if (length === undefined && until === undefined)
    throw new InputError('a silence needs an end: give --for 2h, or --until 2026-01-31T18:00Z');
  const [option, given, end] =
    length === undefined
      ? ['--until', until ?? '', parseTime(until ?? '')]
      : ['--for', length, addSeconds(now, parseLength(length))];
  const text = `${option} ${toVisibleText(given)}`;
  if (Date.parse(end) <= Date.parse(now))
    throw new InputError(`${text} is over already, at ${now} now: give a time to come`);
  if (Date.parse(end) > Date.parse(addSeconds(now, MAX_DAYS * 86_400)))
    throw new InputError(
      `${text} is too long: a silence lasts at most ${MAX_DAYS} days; set it again when it ends`,
    );
  return end;
}

function parseLength(text: string): number {
  const parts = [...text.matchAll(/(\d{1,6})([mhdw])/g)];
  const seconds = parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNIT_SECONDS[unit] ?? 0),
    0,
  );
  if (parts.map(([part]) => part).join('') === text && seconds > 0) return seconds;
  throw new InputError(
    `--for "${toVisibleText(text)}" is no length of time: it is like 30m, 2h, 1h30m, 3d or 1w (minutes, hours, days, weeks)`,
  );
}

function parseTime(text: string): string {
  const time = TIME.test(text) ? Date.parse(text) : NaN;
  if (Number.isFinite(time)) return new Date(time).toISOString();
  throw new InputError(
    `--until "${toVisibleText(text)}" is no time: it is like 2026-01-31T18:00Z, or with another time zone 2026-01-31T19:00+01:00`,
  );
}
