import type { Alert } from '../../lambda/core/alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../../lambda/core/alerts/notifier';
import { deliverWithRetry, type RetryOptions } from '../../lambda/adapters/deliver-with-retry';
import { makeUnreadableAlert } from '../contract/alert-fixture';

const OK: DeliveryResult = { ok: true, reference: 'r' };
const LATER: DeliveryResult = { ok: false, retryable: true, reason: 'HTTP 503' };
const NEVER: DeliveryResult = { ok: false, retryable: false, reason: 'HTTP 404' };

function askToWait(retryAfterSeconds: number): DeliveryResult {
  return { ok: false, retryable: true, reason: 'HTTP 429', retryAfterSeconds };
}

/** A channel that gives these answers in turn, and a clock that only its pauses and `attemptMs` move. */
function play(answers: readonly DeliveryResult[], options: RetryOptions & { attemptMs?: number } = {}) {
  const { attemptMs = 0, ...retry } = options;
  const pauses: number[] = [];
  const seen: Alert[] = [];
  let clock = 1_000_000;
  const channel: Notifier = {
    channel: 'played',
    concurrency: 3,
    deliver(alert) {
      seen.push(alert);
      clock += attemptMs;
      return Promise.resolve(answers[Math.min(seen.length, answers.length) - 1] ?? NEVER);
    },
  };
  const notifier = deliverWithRetry(channel, {
    firstPauseMs: 400,
    random: () => 0,
    now: () => clock,
    sleep: (ms) => {
      pauses.push(ms);
      clock += ms;
      return Promise.resolve();
    },
    ...retry,
  });
  return { notifier, pauses, seen, deliver: () => notifier.deliver(makeUnreadableAlert()) };
}

describe('deliverWithRetry', () => {
  test('delivers once when the channel accepts', async () => {
    const { deliver, pauses, seen } = play([OK]);
    await expect(deliver()).resolves.toBe(OK);
    expect(seen).toEqual([makeUnreadableAlert()]);
    expect(pauses).toEqual([]);
  });

  test('does not repeat what the channel will never take', async () => {
    const { deliver, seen } = play([NEVER, OK]);
    await expect(deliver()).resolves.toBe(NEVER);
    expect(seen).toHaveLength(1);
  });

  test('repeats the same alert until the channel accepts it', async () => {
    const { deliver, seen } = play([LATER, LATER, OK]);
    await expect(deliver()).resolves.toBe(OK);
    expect(seen).toEqual(Array(3).fill(makeUnreadableAlert()));
  });

  test('doubles the pause, of which chance decides half', async () => {
    const least = play([LATER], { random: () => 0, budgetMs: 60_000 });
    await least.deliver();
    expect(least.pauses).toEqual([200, 400, 800]);
    const most = play([LATER], { random: () => 0.999999, budgetMs: 60_000 });
    await most.deliver();
    expect(most.pauses).toEqual([400, 800, 1_600]);
  });

  test('waits at least as long as the channel asks', async () => {
    const { deliver, pauses } = play([askToWait(3), OK]);
    await expect(deliver()).resolves.toBe(OK);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThanOrEqual(3_000);
    expect(pauses[0]).toBeLessThan(3_500);
  });

  test('does not begin a wait that ends after the budget', async () => {
    const { deliver, pauses, seen } = play([askToWait(30), OK], { budgetMs: 6_000 });
    await expect(deliver()).resolves.toEqual(askToWait(30));
    expect(seen).toHaveLength(1);
    expect(pauses).toEqual([]);
  });

  test('counts the time of slow attempts against the budget', async () => {
    const { deliver, seen } = play([LATER], { budgetMs: 5_000, attemptMs: 3_000, maxAttempts: 10 });
    await expect(deliver()).resolves.toBe(LATER);
    expect(seen).toHaveLength(2);
  });

  test('stops after the greatest number of attempts and gives the last answer', async () => {
    const last = { ...LATER, reason: 'the last' };
    const { deliver, seen } = play([LATER, LATER, last, OK], { maxAttempts: 3, budgetMs: 60_000 });
    await expect(deliver()).resolves.toBe(last);
    expect(seen).toHaveLength(3);
  });

  test('gives up at once on a refusal that follows a retryable one', async () => {
    const { deliver, seen } = play([LATER, NEVER, OK]);
    await expect(deliver()).resolves.toBe(NEVER);
    expect(seen).toHaveLength(2);
  });

  test('keeps the name and the concurrency of the channel', () => {
    expect(play([OK]).notifier).toMatchObject({ channel: 'played', concurrency: 3 });
  });

  test('really waits with its own clock', async () => {
    const answers = [LATER, OK];
    const notifier = deliverWithRetry(
      { channel: 'played', deliver: () => Promise.resolve(answers.shift() ?? NEVER) },
      { firstPauseMs: 60 },
    );
    const start = performance.now();
    await expect(notifier.deliver(makeUnreadableAlert())).resolves.toBe(OK);
    expect(performance.now() - start).toBeGreaterThanOrEqual(29);
  });
});
