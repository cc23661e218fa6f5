import { toErrorName } from '../error-name';
import type { ReasonMatch } from '../catalog/find-reason';
import { cacheFacts } from '../facts/cache-facts';
import type { FailureGroup } from '../incidents/group-failures';
import { forEachBounded } from '../for-each-bounded';
import { type InvestigatePorts, investigate, type Investigation, withoutLooking } from './investigate';

/** A group of failures whose cause is wanted. */
export interface Suspect {
  readonly group: FailureGroup;
  readonly reason: ReasonMatch;
}

/** Looks for the causes of all groups of one batch, the most important first. Never rejects; answers for each. */
export type InvestigateWave = (
  suspects: readonly Suspect[],
) => Promise<ReadonlyMap<FailureGroup, Investigation>>;

export interface WaveLimits {
  /** Groups looked at; those behind them get what the catalog says. */
  readonly suspects: number;
  /** Groups looked at at once. */
  readonly concurrency: number;
  /** For the whole wave: what is not done by then says so. */
  readonly totalMs: number;
}

/**
 * A batch holds one outage or a few; a thousand different incidents are one big outage, and looking a thousand times
 * would be throttled. Ten seconds are what an alert may wait for its diagnosis.
 */
export const WAVE_LIMITS: WaveLimits = { suspects: 20, concurrency: 4, totalMs: 10_000 };

const TOO_MANY = 'too many incidents at once: those before it were looked at';
const NO_TIME = 'looking at the incidents before it took all of the time';

/**
 * The investigator of a process: what it has read serves every group of a wave, and the waves of the next minute.
 */
export function createInvestigateWave(
  ports: InvestigatePorts,
  limits: Partial<WaveLimits> = {},
): InvestigateWave {
  const { suspects: most, concurrency, totalMs } = { ...WAVE_LIMITS, ...limits };
  const { timers } = ports;
  const shared = { ...ports, source: cacheFacts(ports.source, { now: () => timers.now() }) };
  return async (suspects) => {
    const found = new Map<FailureGroup, Investigation>();
    const end = timers.now() + totalMs;
    await forEachBounded(suspects.slice(0, most), concurrency, async (suspect) => {
      found.set(suspect.group, await look(suspect, shared, end - timers.now()));
    });
    for (const { group, reason } of suspects.slice(most)) {
      found.set(group, withoutLooking(group, reason, TOO_MANY));
    }
    return found;
  };
}

/** Never throws: an answer of a shape that nobody expected costs this one diagnosis, and no other. */
async function look(
  { group, reason }: Suspect,
  ports: InvestigatePorts,
  leftMs: number,
): Promise<Investigation> {
  if (leftMs <= 0) return withoutLooking(group, reason, NO_TIME);
  try {
    return await investigate(group, reason, { ...ports, limits: { ...ports.limits, totalMs: leftMs } });
  } catch (error) {
    return withoutLooking(group, reason, `looking ended in ${toErrorName(error)}`);
  }
}
