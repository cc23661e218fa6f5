import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  readonly timeoutSeconds: number;
  readonly everySeconds?: number;
}

/**
 * Asks until there is an answer other than `undefined`. Every wait of the cloud test is bounded by this function:
 * past the time it throws and says what did not happen, with the last error if asking itself failed.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  options: WaitOptions,
): Promise<T> {
  const deadline = Date.now() + options.timeoutSeconds * 1_000;
  let cause: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep((options.everySeconds ?? 0.2) * 1_000);
  } while (Date.now() < deadline);
  throw new Error(`waited ${options.timeoutSeconds} s for ${what}`, { cause });
}
