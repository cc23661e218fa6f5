import type { Timers } from '../../../lambda/core/facts/read-budget';

/** A clock that stands still until told, and timers that go off with it. */
export interface FakeTimers extends Timers {
  /** Lets everything that can happen without time happen; then the next timer goes off, until `done`. */
  runUntil<T>(done: Promise<T>): Promise<T>;
}

export function createFakeTimers(): FakeTimers {
  let now = 0;
  let order = 0;
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  const after = (ms: number, callback: () => void): (() => void) => {
    const id = (order += 1);
    timers.set(id, { at: now + ms, callback });
    return () => timers.delete(id);
  };
  return {
    now: () => now,
    after,
    async runUntil(done) {
      let isDone = false;
      void done.finally(() => (isDone = true)).catch(() => undefined);
      for (let rounds = 0; rounds < 10_000; rounds += 1) {
        await new Promise((resume) => setImmediate(resume));
        if (isDone) return done;
        const [next] = [...timers].sort(([a, one], [b, other]) => one.at - other.at || a - b);
        if (next === undefined) throw new Error('nothing will ever happen: it hangs');
        const [id, { at, callback }] = next;
        timers.delete(id);
        now = Math.max(now, at);
        callback();
      }
      throw new Error('it never ends');
    },
  };
}
