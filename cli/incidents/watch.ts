import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../../lambda/adapters/incident-store/errors';

export interface WatchOptions<Seen> {
  readonly everyMs: number;
  readonly stop: AbortSignal;
  readonly look: () => Promise<Seen>;
  readonly show: (seen: Seen) => void;
  /** The table could not be asked this time. */
  readonly warn: (line: string) => void;
}

/**
 * Looks again and again until it is stopped; resolves with what was seen last. A table that cannot be asked for a moment
 * is told and asked again; one that never will is an error, and so is the first time.
 */
export async function watch<Seen>(options: WatchOptions<Seen>): Promise<Seen> {
  const { everyMs, stop, look, show, warn } = options;
  let last = await look();
  show(last);
  while (await waited(everyMs, stop)) {
    try {
      last = await look();
    } catch (error) {
      if (!(error instanceof StoreError && error.retryable)) throw error;
      warn(error.message);
      continue;
    }
    show(last);
  }
  return last;
}

/** `false` when it is time to stop. */
async function waited(ms: number, stop: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal: stop });
  } catch {
    // Aborted, which is the only way in which waiting fails.
  }
  return !stop.aborted;
}
