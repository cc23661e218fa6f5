import { deliverWithRetry } from '../../lambda/adapters/deliver-with-retry';
import { pace, type PaceOptions } from '../../lambda/adapters/pace';
import type { DeliveryResult, Notifier } from '../../lambda/core/alerts/notifier';
import { makeIncidentAlert } from '../contract/alert-fixture';

const OK: DeliveryResult = { ok: true };

interface Sent {
  readonly id: string;
  readonly atMs: number;
}

/** A channel that answers in turn, and a clock that only waiting and slow answers move. */
function play(
  answers: readonly DeliveryResult[],
  {
    answerMs = 0,
    retries = false,
    ...options
  }: Partial<PaceOptions> & { answerMs?: number; retries?: boolean } = {},
) {
  const sent: Sent[] = [];
  let now = 0;
  const clock = (): number => now;
  const sleep = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  const channel: Notifier = {
    channel: 'played',
    bestEffort: true,
    async deliver(alert) {
      sent.push({ id: alert.id, atMs: now });
      const answer = answers[Math.min(sent.length, answers.length) - 1] ?? OK;
      await sleep(answerMs);
      return answer;
    },
  };
  const inner = retries ? deliverWithRetry(channel, { now: clock, sleep, random: () => 0 }) : channel;
  const notifier = pace(inner, { intervalMs: 1_000, patienceMs: 10_000, clock, sleep, ...options });
  return {
    sent,
    notifier,
    clock,
    pass: (ms: number) => (now += ms),
    deliver: (id: string) => notifier.deliver(makeIncidentAlert({ id })),
  };
}

const times = (sent: readonly Sent[]): readonly number[] => sent.map(({ atMs }) => atMs);

describe('pace', () => {
  test('sends the first message at once and the next ones an interval apart', async () => {
    const { deliver, sent } = play([OK]);
    for (const id of ['a', 'b', 'c']) await deliver(id);
    expect(times(sent)).toEqual([0, 1_000, 2_000]);
  });

  test('waits for nothing when the interval has passed by itself', async () => {
    const { deliver, sent, pass } = play([OK]);
    await deliver('a');
    pass(5_000);
    await deliver('b');
    expect(times(sent)).toEqual([0, 5_000]);
  });

  test('counts the time of a slow answer as part of the interval', async () => {
    const { deliver, sent } = play([OK], { answerMs: 700 });
    await deliver('a');
    await deliver('b');
    expect(times(sent)).toEqual([0, 1_000]);
  });

  test('keeps the order in which deliveries were asked for, one after another', async () => {
    const { deliver, sent } = play([OK], { answerMs: 3_000, patienceMs: 60_000 });
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => deliver(id)));
    expect(sent.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(times(sent)).toEqual([0, 3_000, 6_000, 9_000]);
  });

  test('holds the rate of one a second in all, when eight workers take their shares of it', async () => {
    const workers = Array.from({ length: 8 }, () => play([OK], { intervalMs: 8_000, patienceMs: 60_000 }));
    for (const worker of workers) for (const id of ['a', 'b', 'c', 'd']) await worker.deliver(id);
    const all = workers.flatMap(({ sent }) => times(sent)).filter((atMs) => atMs > 0);
    expect(all).toHaveLength(24);
    expect(Math.max(...all) / 1_000).toBe(24);
  });

  test('takes as many turns as messages were posted, and none when nothing was', async () => {
    const { deliver, sent } = play([{ ok: true, messages: 3 }, { ok: true, messages: 0 }, OK]);
    for (const id of ['a', 'b', 'c']) await deliver(id);
    expect(times(sent)).toEqual([0, 3_000, 3_000]);
  });

  test('takes a turn for a delivery that failed: the channel may have counted it', async () => {
    const { deliver, sent } = play([{ ok: false, retryable: true, reason: 'no answer within 4000 ms' }, OK]);
    await deliver('a');
    await deliver('b');
    expect(times(sent)).toEqual([0, 1_000]);
  });

  test('refuses for now what would wait longer than the patience, and says when to come back', async () => {
    const { deliver, sent, pass } = play([OK], { intervalMs: 8_000, patienceMs: 3_000 });
    await deliver('a');
    pass(500);
    await expect(deliver('b')).resolves.toEqual({
      ok: false,
      retryable: true,
      retryAfterSeconds: 8,
      reason: "not sent: the channel takes this worker's next message in 8 s",
    });
    pass(5_000);
    await expect(deliver('c')).resolves.toEqual(OK);
    expect(sent.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test('counts the time in the queue as waiting', async () => {
    const { deliver, sent } = play([OK], { answerMs: 4_000, patienceMs: 5_000 });
    const results = await Promise.all(['a', 'b', 'c'].map((id) => deliver(id)));
    expect(results.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(sent.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('makes everybody wait when the channel asks for it', async () => {
    const { deliver, sent } = play([
      { ok: false, retryable: true, reason: 'HTTP 429', retryAfterSeconds: 7 },
      OK,
    ]);
    await deliver('a');
    await deliver('b');
    expect(times(sent)).toEqual([0, 7_000]);
  });

  test('lets nothing overtake what is being retried', async () => {
    const busy: DeliveryResult = { ok: false, retryable: true, reason: 'HTTP 429', retryAfterSeconds: 2 };
    const { deliver, sent } = play([busy, busy, OK], { retries: true });
    await Promise.all(['a', 'b'].map((id) => deliver(id)));
    expect(sent.map(({ id }) => id)).toEqual(['a', 'a', 'a', 'b']);
  });

  test('goes on after a delivery that threw', async () => {
    const answers: readonly (() => Promise<DeliveryResult>)[] = [
      () => Promise.reject(new RangeError('x')),
      () => Promise.resolve(OK),
    ];
    let calls = 0;
    const broken: Notifier = {
      channel: 'broken',
      deliver: () => answers[calls++]?.() ?? Promise.resolve(OK),
    };
    const paced = pace(broken, {
      intervalMs: 1,
      patienceMs: 1,
      clock: () => 0,
      sleep: () => Promise.resolve(),
    });
    await expect(paced.deliver(makeIncidentAlert())).rejects.toThrow(RangeError);
    await expect(paced.deliver(makeIncidentAlert())).resolves.toEqual(OK);
  });

  test('keeps the name and the nature of the channel, and hands the thread on', async () => {
    expect(play([OK]).notifier).toMatchObject({ channel: 'played', bestEffort: true });
    const thread = { channel: 'C1', reference: '1' };
    const seen: unknown[] = [];
    const spy: Notifier = {
      channel: 'spy',
      deliver: (_alert, given) => {
        seen.push(given);
        return Promise.resolve(OK);
      },
    };
    const clock = (): number => 0;
    await pace(spy, { intervalMs: 1, patienceMs: 1, clock, sleep: () => Promise.resolve() }).deliver(
      makeIncidentAlert(),
      thread,
    );
    expect(seen).toEqual([thread]);
  });
});
