import type { IncidentAlert } from '../alerts/alert.schema';
import { formatBytes, formatCount, formatCounted, formatSpan, formatTime } from './quantity';
import { code, join, type Line, type Span, text } from './spans';

type Incident = IncidentAlert['incident'];

/** A failure seen this shortly before the alert was made means that it goes on. */
const STILL_FAILING_MS = 5 * 60_000;

/** Over less than this, failures per minute say nothing. */
const MIN_RATE_MS = 60_000;

/** Operations named, most frequent first. */
const MAX_OPERATIONS = 3;

/** Prefixes named when no single one stands out. */
const MAX_PREFIXES = 3;

/** From this share on, a single prefix says where to look. */
const MOSTLY = 0.5;

/** How much, since when, which rule, where in the bucket. */
export function toImpact({ incident, replication, time, type }: IncidentAlert): readonly Line[] {
  const isOver = type === 'resolved';
  return [
    [text(toAmount(incident, { time, isOver }))],
    replication.ruleId === null ? [] : [text('rule '), code(replication.ruleId)],
    isOver ? [] : toProgress(incident, time),
    toOperations(incident),
    toPrefixes(incident),
    incident.status === 'silenced' || incident.status === 'acknowledged' ? [text(incident.status)] : [],
  ].filter((line) => line.length > 0);
}

function toAmount(incident: Incident, { time, isOver }: { time: string; isOver: boolean }): string {
  const { failures, sizeBytes, operations, firstSeen, lastSeen } = incident;
  const names = Object.keys(operations);
  const noun = names.length === 1 && names[0] === 'OBJECT_PUT' ? 'object version' : 'operation';
  const amount = formatCounted(failures, noun);
  const sized = sizeBytes > 0 ? `${amount}, ${formatBytes(sizeBytes)}` : amount;
  if (isOver) return `${sized}, ${formatSpan(firstSeen, lastSeen, time)}`;
  const start = formatTime(firstSeen, time);
  return failures === 1 ? `${sized} at ${start}` : `${sized}, since ${start}`;
}

/** Still failing, and how fast; or when it last did. Nothing while there is too little to tell. */
function toProgress({ firstSeen, lastSeen, failures }: Incident, time: string): Line {
  // Within the same minute nothing can be told, and most incidents open that way.
  if (firstSeen.slice(0, 16) === lastSeen.slice(0, 16)) return [];
  const elapsedMs = Date.parse(lastSeen) - Date.parse(firstSeen);
  if (!(elapsedMs >= MIN_RATE_MS)) return [];
  const quietMs = Date.parse(time) - Date.parse(lastSeen);
  if (quietMs > STILL_FAILING_MS) return [text(`last failure ${formatTime(lastSeen, time)}`)];
  const perMinute = Math.round(failures / (elapsedMs / 60_000));
  return [text(perMinute < 1 ? 'still failing' : `still failing, ${formatCount(perMinute)} a minute`)];
}

/** Only when there is more to say than "objects were written". */
function toOperations({ operations }: Incident): Line {
  const entries = Object.entries(operations);
  if (entries.length === 0 || (entries.length === 1 && entries[0]?.[0] === 'OBJECT_PUT')) return [];
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return only[0] === 'unknown' ? [] : [code(only[0])];
  const sorted = entries.sort((a, b) => b[1] - a[1]);
  const shown = sorted
    .slice(0, MAX_OPERATIONS)
    .map(([name, count]) => [text(`${formatCount(count)} `), code(name)]);
  return withMore(join(shown, ', '), entries.length - shown.length);
}

function toPrefixes({ prefixes, failures }: Incident): Line {
  const [top] = prefixes;
  // A single failure shows its own key.
  if (top === undefined || failures <= 1) return [];
  if (top.failures >= failures) return [text('all '), ...toPrefix(top.prefix)];
  if (top.failures >= failures * MOSTLY)
    return [text('mostly '), ...toPrefix(top.prefix), toShare(top.failures, failures)];
  const shown = prefixes
    .slice(0, MAX_PREFIXES)
    .map(({ prefix, failures: count }) => [toPrefixName(prefix), toShare(count, failures)]);
  return withMore([text('under '), ...join(shown, ', ')], prefixes.length - shown.length);
}

function toPrefix(prefix: string): Line {
  return prefix === '' ? [text('at the top level')] : [text('under '), toPrefixName(prefix)];
}

function toPrefixName(prefix: string): Span {
  return prefix === '' ? text('top level') : code(prefix, 120);
}

function toShare(part: number, whole: number): Span {
  const percent = Math.round((100 * part) / whole);
  return text(` (${percent < 1 ? '<1' : Math.min(percent, 99)}%)`);
}

function withMore(line: Line, more: number): Line {
  return more > 0 ? [...line, text(` +${formatCount(more)} more`)] : line;
}
