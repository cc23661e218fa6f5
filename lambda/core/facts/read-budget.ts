import type { ReadAllowance } from './fact-source';

/** A clock and a timer that the caller owns. */
export interface Timers {
  /** Milliseconds on any steady clock. */
  now(): number;
  /** Calls back once after `ms`, unless what it returns is called before. */
  after(ms: number, callback: () => void): () => void;
}

export interface ReadLimits {
  /** Requests to AWS, all lookups together. */
  readonly reads: number;
  /** Requests one after another, each needing the answer before it. */
  readonly depth: number;
  readonly factTimeoutMs: number;
  /** For all of it, waiting included. */
  readonly totalMs: number;
}

/** Design section 6: "AWS reads for one diagnosis". */
export const READ_LIMITS: ReadLimits = { reads: 15, depth: 4, factTimeoutMs: 3_000, totalMs: 10_000 };

export interface CountedAllowance extends ReadAllowance {
  /** How many reads came one after another up to the last one of this lookup. */
  deepest(): number;
}

/** Counts what a collection spends. */
export interface ReadBudget {
  /** For a lookup that had to wait for `depth` reads in a row. */
  allowance(depth: number, signal: AbortSignal): CountedAllowance;
  spent(): { readonly reads: number; readonly depth: number };
}

export function createReadBudget(limits: Pick<ReadLimits, 'reads' | 'depth'>): ReadBudget {
  let reads = 0;
  let depth = 0;
  return {
    allowance(base, signal) {
      let deepest = base;
      return {
        signal,
        takeRead(step) {
          const level = base + step;
          if (signal.aborted || reads >= limits.reads || level > limits.depth) return false;
          reads += 1;
          deepest = Math.max(deepest, level);
          depth = Math.max(depth, level);
          return true;
        },
        deepest: () => deepest,
      };
    },
    spent: () => ({ reads, depth }),
  };
}
