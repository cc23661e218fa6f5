import { NOTIFY_TIMERS } from '../lambda/core/incidents/timers';

/** What each timer may be, in whole seconds; the configuration and the props of the construct hold to it alike. */
export const TIMER_RANGES = {
  /** The batching window of Lambda. */
  groupWait: { least: 0, most: 300, fallback: 30 },
  /** Also how long it has to be quiet before an incident whose cause is gone is called recovering. */
  groupInterval: { least: 60, most: 86_400, fallback: NOTIFY_TIMERS.groupIntervalSeconds },
  /** Reminders come from the sweep, which comes by every five minutes. */
  repeatInterval: { least: 300, most: 7 * 86_400, fallback: NOTIFY_TIMERS.repeatIntervalSeconds },
  resolveAfter: { least: 60, most: 86_400, fallback: NOTIFY_TIMERS.resolveAfterSeconds },
} as const;

type AnyTimer = keyof typeof TIMER_RANGES;

/** Those that incidents bring; `groupWait` is checked where the queue is. */
export type TimerName = Exclude<AnyTimer, 'groupWait'>;

interface Order {
  readonly timer: TimerName;
  readonly bound: 'groupWait' | 'groupInterval';
  readonly because: string;
}

export interface TimerContradiction extends Order {
  readonly got: number;
  /** What it may not fall below: the value of `bound`. */
  readonly least: number;
}

const ORDERS: readonly Order[] = [
  {
    timer: 'groupInterval',
    bound: 'groupWait',
    because:
      'failures are not counted while they are collected; an incident would be called quiet with some of them waiting',
  },
  { timer: 'repeatInterval', bound: 'groupInterval', because: 'a reminder is an update, too' },
  {
    timer: 'resolveAfter',
    bound: 'groupInterval',
    because: 'an incident would be over before its recovery could be told',
  },
];

export function isInRange(timer: AnyTimer, seconds: number): boolean {
  const { least, most } = TIMER_RANGES[timer];
  return Number.isInteger(seconds) && seconds >= least && seconds <= most;
}

/**
 * Timers that are fine one by one and contradict each other, defaults included. What is out of its range is a problem of
 * its own and is compared with nothing.
 */
export function findTimerContradictions(
  seconds: Readonly<Record<AnyTimer, number | undefined>>,
): readonly TimerContradiction[] {
  const read = (timer: AnyTimer): number => seconds[timer] ?? TIMER_RANGES[timer].fallback;
  return ORDERS.map((order) => ({ ...order, got: read(order.timer), least: read(order.bound) })).filter(
    ({ timer, bound, got, least }) => got < least && isInRange(timer, got) && isInRange(bound, least),
  );
}
