import type { Alert, IncidentAlert, UnreadableAlert } from '../core/alerts/alert.schema';
import { truncateCharacters } from '../core/render/truncate';

/** An alert with less detail, and what it lacks, in words: `+7 more sample objects`. */
export interface ShrunkAlert {
  readonly alert: Alert;
  readonly omitted: readonly string[];
}

type Step<T> = (alert: T) => { readonly alert: T; readonly omitted?: string };

/** Texts are cut to these, one after the other, when leaving out details was not enough. */
const TEXT_CHARACTERS = [1_000, 250, 80] as const;

/** Fields that mean nothing, or something else, when cut: a clipped command is one that somebody would paste. */
const NEVER_CUT: ReadonlySet<string> = new Set([
  'schema',
  'id',
  'type',
  'time',
  'firstSeen',
  'lastSeen',
  'links',
  'command',
]);

/**
 * The alert as it is, then ever smaller versions of it, each still a valid alert document: fewer samples, fewer
 * prefixes, fewer causes, then the bulky parts of a diagnosis, in the end every text clipped. Nobody loses what
 * broke, where, why or how often.
 */
export function* shrinkAlert(alert: Alert): Generator<ShrunkAlert> {
  yield { alert, omitted: [] };
  if (alert.type === 'unreadable') yield* applySteps(alert, UNREADABLE_STEPS);
  else yield* applySteps(alert, INCIDENT_STEPS);
}

function* applySteps<T extends Alert>(alert: T, steps: readonly Step<T>[]): Generator<ShrunkAlert> {
  let current = alert;
  const omitted: string[] = [];
  for (const step of steps) {
    const result = step(current);
    current = result.alert;
    if (result.omitted !== undefined) omitted.push(result.omitted);
    yield { alert: current, omitted: [...omitted] };
  }
  for (const characters of TEXT_CHARACTERS) {
    current = clipDeep(current, characters) as T;
    yield { alert: current, omitted: [...omitted, `the rest of texts over ${characters} characters`] };
  }
}

const INCIDENT_STEPS: readonly Step<IncidentAlert>[] = [
  inIncident('objects', 1, 'sample objects'),
  inIncident('prefixes', 1, 'prefixes'),
  inDiagnosis('causes', 1, 'likely causes'),
  keepFewOperations,
  inDiagnosis('findings', 3, 'findings'),
  inDiagnosis('notChecked', 3, 'checks that could not be made'),
  inDiagnosis('changes', 3, 'changes'),
  keepFewFixSteps,
  withoutFixField('policy', 'policy documents'),
  withoutFixField('command', 'commands'),
  keepRunbookLink,
];

const UNREADABLE_STEPS: readonly Step<UnreadableAlert>[] = [
  ({ unreadable, ...alert }) => {
    const { kept, omitted } = keepFirst(unreadable.samples, 1, 'samples');
    return { alert: { ...alert, unreadable: { ...unreadable, samples: kept } }, ...omitted };
  },
  keepRunbookLink,
];

function keepFirst<T>(
  list: readonly T[],
  most: number,
  what: string,
): { kept: T[]; omitted?: { omitted: string } } {
  const more = list.length - most;
  return { kept: list.slice(0, most), ...(more > 0 && { omitted: { omitted: `+${more} more ${what}` } }) };
}

function inIncident(field: 'objects' | 'prefixes', most: number, what: string): Step<IncidentAlert> {
  return (alert) => {
    const { kept, omitted } = keepFirst<unknown>(alert.incident[field], most, what);
    return { alert: { ...alert, incident: { ...alert.incident, [field]: kept } }, ...omitted };
  };
}

function inDiagnosis(
  field: 'causes' | 'findings' | 'notChecked' | 'changes',
  most: number,
  what: string,
): Step<IncidentAlert> {
  return (alert) => {
    const { kept, omitted } = keepFirst<unknown>(alert.diagnosis[field], most, what);
    return { alert: { ...alert, diagnosis: { ...alert.diagnosis, [field]: kept } }, ...omitted };
  };
}

function keepFewOperations(alert: IncidentAlert): ReturnType<Step<IncidentAlert>> {
  const byCount = Object.entries(alert.incident.operations).sort(([, a], [, b]) => b - a);
  const { kept, omitted } = keepFirst(byCount, 3, 'operations');
  const operations = Object.fromEntries(kept.map(([name, count]) => [truncateCharacters(name, 80), count]));
  return { alert: { ...alert, incident: { ...alert.incident, operations } }, ...omitted };
}

function keepFewFixSteps(alert: IncidentAlert): ReturnType<Step<IncidentAlert>> {
  const { kept, omitted } = keepFirst(alert.fix, 10, 'fix steps');
  return { alert: { ...alert, fix: kept }, ...omitted };
}

function withoutFixField(field: 'policy' | 'command', what: string): Step<IncidentAlert> {
  return (alert) => {
    const count = alert.fix.filter((step) => step[field] !== undefined).length;
    const fix = alert.fix.map((step) => {
      const { [field]: _dropped, ...rest } = step;
      return rest;
    });
    return { alert: { ...alert, fix }, ...(count > 0 && { omitted: `+${count} more ${what}` }) };
  };
}

/** A link cannot be clipped, and the others are a search in the console; the runbook is not, unless it is huge. */
function keepRunbookLink<T extends Alert>(alert: T): ReturnType<Step<T>> {
  const { runbook } = alert.links;
  return { alert: { ...alert, links: runbook !== undefined && runbook.length < 2_000 ? { runbook } : {} } };
}

function clipDeep(value: unknown, characters: number): unknown {
  if (typeof value === 'string') return truncateCharacters(value, characters);
  if (Array.isArray(value)) return value.slice(0, 10).map((item) => clipDeep(item, characters));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, field]) => [name, NEVER_CUT.has(name) ? field : clipDeep(field as unknown, characters)] as const,
  );
  return Object.fromEntries(entries);
}
