import { findTimerContradictions } from '../notify-timer-rules';
import { type ConfigProblem, renderGot } from './config-problem';
import type { Loose } from './loose';

/** Timers that are fine one by one and contradict each other, defaults included. */
export function findTimerConflicts(config: Loose): readonly ConfigProblem[] {
  const contradictions = findTimerContradictions({
    groupWait: toSeconds(config['groupWaitSeconds']),
    groupInterval: toSeconds(config['groupIntervalSeconds']),
    repeatInterval: toSeconds(config['repeatIntervalSeconds']),
    resolveAfter: toSeconds(config['resolveAfterSeconds']),
  });
  return contradictions.map(({ timer, bound, got, least, because }) => {
    const path = `${timer}Seconds`;
    return {
      path,
      got: config[path] === undefined ? `${got} (the default)` : renderGot(config[path]),
      allowed: `at least ${least}, as ${bound}Seconds`,
      example: String(least),
      hint: because,
    };
  });
}

/** Another kind of value is a problem of its own, and compares with nothing. */
function toSeconds(value: unknown): number | undefined {
  return value === undefined || typeof value === 'number' ? value : Number.NaN;
}
