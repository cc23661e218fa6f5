import type { Duration } from 'aws-cdk-lib';
import { ENV } from '../lambda/core/env-names';
import { findTimerContradictions, isInRange, TIMER_RANGES, type TimerName } from './notify-timer-rules';

/** When an incident is told, and when it is over. Whole seconds; what is due between two rounds of the sweep, the next says. */
export interface NotifyTimersProps {
  /** Least time between two updates of an incident that lasts; 1 minute to 1 day, no less than `groupWait`. Default: 5 minutes. */
  readonly groupInterval?: Duration;
  /** A reminder after so long without a word, while it lasts; 5 minutes to 7 days, no less than `groupInterval`. Default: 4 hours. */
  readonly repeatInterval?: Duration;
  /**
   * It is over when nothing has failed for so long and no check confirms the cause any more; 1 minute to 1 day, no less
   * than `groupInterval`. Default: 30 minutes.
   */
  readonly resolveAfter?: Duration;
}

const TIMER_ENV: Readonly<Record<TimerName, string>> = {
  groupInterval: ENV.groupIntervalSeconds,
  repeatInterval: ENV.repeatIntervalSeconds,
  resolveAfter: ENV.resolveAfterSeconds,
};

const TIMER_NAMES = Object.keys(TIMER_ENV) as readonly TimerName[];

/** What is wrong with the timers, in themselves and beside `groupWait`. */
export function checkNotifyTimers(
  props: NotifyTimersProps & { readonly groupWait?: Duration },
): readonly string[] {
  const contradictions = findTimerContradictions({
    groupWait: toSeconds(props.groupWait),
    groupInterval: toSeconds(props.groupInterval),
    repeatInterval: toSeconds(props.repeatInterval),
    resolveAfter: toSeconds(props.resolveAfter),
  });
  return [
    ...TIMER_NAMES.flatMap((name) => checkRange(name, toSeconds(props[name]))),
    ...contradictions.map(
      ({ timer, bound, got, least, because }) =>
        `${timer}: got ${got} s${props[timer] === undefined ? ' (the default)' : ''}, allowed at least the ${bound} of ` +
        `${least} s: ${because}`,
    ),
  ];
}

function checkRange(name: TimerName, seconds: number | undefined): readonly string[] {
  if (seconds === undefined || Number.isNaN(seconds) || isInRange(name, seconds)) return [];
  const { least, most } = TIMER_RANGES[name];
  return [`${name}: got ${seconds} s, allowed ${least} to ${most} whole seconds`];
}

/** `NaN` for what is known only at deployment: nothing can be said of it. */
function toSeconds(duration: Duration | undefined): number | undefined {
  if (duration === undefined) return undefined;
  return duration.isUnresolved() ? Number.NaN : duration.toSeconds({ integral: false });
}

/** Only what was set: the functions know the defaults. */
export function toTimersEnvironment(props: NotifyTimersProps): Readonly<Record<string, string>> {
  return Object.fromEntries(
    TIMER_NAMES.flatMap((name) => {
      const duration = props[name];
      return duration === undefined ? [] : [[TIMER_ENV[name], String(duration.toSeconds())] as const];
    }),
  );
}
