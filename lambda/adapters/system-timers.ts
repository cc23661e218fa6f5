import type { Timers } from '../core/facts/read-budget';

/** The clock and timers of this process. */
export const SYSTEM_TIMERS: Timers = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
