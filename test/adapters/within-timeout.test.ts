import { withinTimeout } from '../../lambda/adapters/within-timeout';

describe('withinTimeout', () => {
  test('gives what the work gives, and leaves its signal alone', async () => {
    let seen: AbortSignal | undefined;
    const value = await withinTimeout(20, (signal) => {
      seen = signal;
      return Promise.resolve('done');
    });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(value).toBe('done');
    expect(seen?.aborted).toBe(false);
  });

  test('throws what the work throws', async () => {
    await expect(withinTimeout(1_000, () => Promise.reject(new RangeError('x')))).rejects.toThrow(RangeError);
  });

  test('aborts the signal when the time is up, so that the connection is let go', async () => {
    let seen: AbortSignal | undefined;
    const work = withinTimeout(20, (signal) => {
      seen = signal;
      return new Promise(() => undefined);
    });
    await expect(work).rejects.toMatchObject({ name: 'DeadlineError', message: 'no answer within 20 ms' });
    expect(seen?.aborted).toBe(true);
  });

  test('reports the deadline even where the work throws its own error for the abort', async () => {
    const work = withinTimeout(
      20,
      (signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    await expect(work).rejects.toMatchObject({ name: 'DeadlineError' });
  });
});
