import { DeadlineError } from './errors';

/**
 * Runs `work` with a signal that aborts after `timeoutMs`, and settles then at the latest, whether or not the work
 * heeds the signal: the SDK's pauses between its own attempts do not. Throws `DeadlineError` in that case.
 */
export async function withinTimeout<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new DeadlineError(timeoutMs);
      reject(error);
      controller.abort(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(controller.signal), expiry]);
  } finally {
    clearTimeout(timer);
  }
}
