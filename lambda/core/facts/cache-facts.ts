import { type Fact, isSettled } from './fact';
import type { FactSource, ReadFact } from './fact-source';
import type { LookupId, LookupTarget } from './lookup';
import { LOOKUPS } from './lookup-catalog';

export interface CacheOptions {
  /** Milliseconds on any steady clock. */
  readonly now: () => number;
  /** How long an answer is used again. Default 60,000. */
  readonly ttlMs?: number;
  /** Answers kept at most; the oldest goes first. Default 500. */
  readonly maxEntries?: number;
}

interface CachedFact {
  readonly fact: Promise<Fact<unknown>>;
  /** When the read ended; until then every caller shares it. */
  readAt?: number;
}

/**
 * A source that asks AWS once for what several diagnoses want to know: reads that overlap share one call, and what
 * was found, missing or denied is used for up to `ttlMs`. What failed for a reason that passes - throttling, a
 * time-out, no reads left - is not remembered. A shared or remembered answer takes nothing from the caller's budget.
 */
export function cacheFacts(source: FactSource, options: CacheOptions): FactSource {
  const { now, ttlMs = 60_000, maxEntries = 500 } = options;
  const cache = new Map<string, CachedFact>();

  function read<L extends LookupId>(lookup: L): ReadFact<LookupId> {
    const readFact = source[lookup] as ReadFact<LookupId>;
    return async (target, allowance) => {
      const key = toKey(lookup, target);
      const shared = find(key);
      if (shared !== undefined) {
        const fact = await shared.fact;
        if (!isOthersBudget(fact)) return fact as never;
        // Whoever asked first could not afford it. We may.
        return (await (find(key) ?? keep(key, () => readFact(target, allowance))).fact) as never;
      }
      return (await keep(key, () => readFact(target, allowance)).fact) as never;
    };
  }

  function find(key: string): CachedFact | undefined {
    const entry = cache.get(key);
    const isFresh = entry !== undefined && (entry.readAt === undefined || now() - entry.readAt < ttlMs);
    return isFresh ? entry : undefined;
  }

  function keep(key: string, readFact: () => Promise<Fact<unknown>>): CachedFact {
    const forget = (): void => {
      if (cache.get(key) === entry) cache.delete(key);
    };
    const entry: CachedFact = {
      fact: Promise.resolve()
        .then(readFact)
        .then(
          (fact) => {
            entry.readAt = now();
            if (!isSettled(fact)) forget();
            return fact;
          },
          (error: unknown) => {
            forget();
            throw error;
          },
        ),
    };
    cache.delete(key);
    cache.set(key, entry);
    for (const [oldest] of cache) {
      if (cache.size <= maxEntries) break;
      cache.delete(oldest);
    }
    return entry;
  }

  const lookups = Object.keys(LOOKUPS) as LookupId[];
  return Object.fromEntries(lookups.map((lookup) => [lookup, read(lookup)])) as FactSource;
}

function isOthersBudget(fact: Fact<unknown>): boolean {
  return fact.state === 'unreadable' && (fact.cause === 'budget' || fact.cause === 'timeout');
}

/** Targets are small plain objects; sorted, so that the order in which they were built does not matter. */
function toKey(lookup: LookupId, target: LookupTarget<LookupId>): string {
  return JSON.stringify([lookup, Object.entries(target).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
