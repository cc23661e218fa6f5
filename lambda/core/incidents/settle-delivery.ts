import type { Incident, OutboxEntry, Thread, Told } from './incident';
import { toSaid } from './to-said';
import { addSeconds, isAfter } from './instants';
import { hasChannels, OUTBOX_LIMITS } from './outbox';

export type ChannelResult =
  | { readonly ok: true; readonly thread?: Thread }
  | { readonly ok: false; readonly retryAfterSeconds?: number };

export interface DeliveryOutcome {
  readonly alertId: string;
  readonly now: string;
  /** By channel; those without an answer stay due. */
  readonly results: Readonly<Record<string, ChannelResult>>;
  /** The incident that the alert was built from, with what was seen when looking. */
  readonly built: Incident;
  /** Incidents that the alert speaks for. */
  readonly related?: number;
}

/**
 * Notes what came of delivering an entry: who has it is done with, who has not gets it later, and once anybody has it,
 * it counts as told. What was seen when looking is kept. An entry that is not there any more - replaced, or of an episode
 * before - changes nothing.
 */
export function settleDelivery(incident: Incident, outcome: DeliveryOutcome): Incident {
  const { alertId, results, built } = outcome;
  const entry = incident.outbox.find((one) => one.alertId === alertId);
  if (entry === undefined) return incident;
  const outbox = incident.outbox
    .map((one) => (one === entry ? withResults(one, outcome) : one))
    .filter(hasChannels);
  const isSaid = Object.values(results).some(({ ok }) => ok);
  return {
    ...incident,
    ...toSeen(incident, built),
    outbox,
    threads: { ...incident.threads, ...toThreads(results) },
    ...(isSaid && toTold(incident, entry, outcome)),
  };
}

function toSeen(
  { looked: known }: Incident,
  { looked, cause }: Incident,
): Pick<Incident, 'looked' | 'cause'> {
  if (looked === undefined || (known !== undefined && !isAfter(looked.at, known.at))) return {};
  // That nobody looked now does not undo what somebody saw.
  if (known !== undefined && looked.investigation.skipped !== undefined) return {};
  return { looked, ...(cause !== undefined && { cause }) };
}

function withResults(
  { lease: _done, ...entry }: OutboxEntry,
  { now, results }: DeliveryOutcome,
): OutboxEntry {
  const channels = Object.entries(entry.channels).flatMap(([name, way]) => {
    const result = Object.hasOwn(results, name) ? results[name] : undefined;
    if (result === undefined) return [[name, way] as const];
    if (result.ok) return [];
    const attempts = way.attempts + 1;
    const waitSeconds = result.retryAfterSeconds ?? toBackOff(attempts);
    return [[name, { ...way, attempts, nextAt: addSeconds(now, waitSeconds) }] as const];
  });
  return { ...entry, channels: Object.fromEntries(channels) };
}

function toBackOff(attempts: number): number {
  const { backOffSeconds } = OUTBOX_LIMITS;
  return backOffSeconds[Math.min(attempts, backOffSeconds.length) - 1] ?? 1_800;
}

function toThreads(results: DeliveryOutcome['results']): Readonly<Record<string, Thread>> {
  return Object.fromEntries(
    Object.entries(results).flatMap(([name, result]) =>
      result.ok && result.thread !== undefined ? [[name, result.thread] as const] : [],
    ),
  );
}

/** The first channel that has it makes it told, as of when it was decided; those that follow change nothing. */
function toTold(
  { told, streamed }: Incident,
  { audience, says }: OutboxEntry,
  { built, related }: DeliveryOutcome,
): Pick<Incident, 'told' | 'streamed'> {
  const { at, why, isOver, isWithoutTraffic } = says;
  const fresh: Told = {
    // Without looking, the catalog has spoken: likely at best.
    verdict: 'likely',
    ...toSaid(built, Math.max(related ?? 0, says.related ?? 0)),
    at,
    why,
    ...(isOver && { isOver }),
    ...(isWithoutTraffic && { isWithoutTraffic }),
  };
  const isNews = (last: Told | undefined): boolean => last === undefined || isAfter(at, last.at);
  return {
    ...(audience === 'everybody' && isNews(told) && { told: fresh }),
    ...(isNews(streamed) && { streamed: fresh }),
  };
}
