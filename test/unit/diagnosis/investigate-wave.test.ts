import { findReason } from '../../../lambda/core/catalog/find-reason';
import { createInvestigateWave, WAVE_LIMITS } from '../../../lambda/core/diagnosis/investigate-wave';
import type { LookupId } from '../../../lambda/core/facts/lookup';
import { groupFailures } from '../../../lambda/core/incidents/group-failures';
import { makeEvent } from '../../fixtures/make-event';
import { createFakeSource, type Behaviour } from '../facts/fake-source';
import { createFakeTimers } from '../facts/fake-timers';

const NOT_LOOKED = { findings: [], notChecked: [{ check: 'all-checks', needs: [] }] };

function suspects(count: number) {
  const events = Array.from({ length: count }, (_, at) => makeEvent({ ruleId: `rule-${at}` }));
  return groupFailures(events).map((group) => ({
    group,
    reason: findReason(group.key.failureReason ?? undefined),
  }));
}

async function look(count: number, behave?: (lookup: LookupId) => Behaviour) {
  const timers = createFakeTimers();
  const { source, calls } = createFakeSource(behave);
  const wave = createInvestigateWave({ source, timers, level: 'config', accounts: { home: '111111111111' } });
  const asked = suspects(count);
  const found = await timers.runUntil(wave(asked));
  return {
    found: asked.map(({ group }) => found.get(group)?.diagnosis),
    calls,
    tookMs: timers.now(),
    wave,
    timers,
  };
}

/** Every read was of another thing. */
function expectNoRepeat(calls: readonly unknown[]): void {
  expect(new Set(calls.map((call) => JSON.stringify(call))).size).toBe(calls.length);
}

test('every group has an answer, and what they share is read once', async () => {
  const { found, calls } = await look(5);
  expect(found.every((diagnosis) => (diagnosis?.findings.length ?? 0) > 0)).toBe(true);
  expectNoRepeat(calls);
});

test('what was read serves the next wave of the same minute, which goes on from there', async () => {
  const { wave, timers, calls } = await look(1);
  const before = calls.length;
  await timers.runUntil(wave(suspects(1)));
  expect(calls.length).toBeGreaterThan(before);
  expectNoRepeat(calls);
});

test('after a minute it is read again', async () => {
  const { wave, timers, calls } = await look(1);
  const before = [...calls];
  await timers.runUntil(new Promise<void>((resolve) => timers.after(61_000, resolve)));
  await timers.runUntil(wave(suspects(1)));
  expect(calls).toEqual([...before, ...before]);
});

test('a thousand incidents are one big outage: the first are looked at, the others say so', async () => {
  const { found } = await look(WAVE_LIMITS.suspects + 3);
  expect(
    found.slice(0, WAVE_LIMITS.suspects).every((one) => one?.notChecked[0]?.check !== 'all-checks'),
  ).toBe(true);
  expect(found.slice(WAVE_LIMITS.suspects)).toMatchObject([NOT_LOOKED, NOT_LOOKED, NOT_LOOKED]);
});

test('AWS that never answers holds the whole wave up for ten seconds at most', async () => {
  const { found, tookMs } = await look(20, () => 'hangs');
  expect(tookMs).toBeLessThanOrEqual(WAVE_LIMITS.totalMs);
  expect(found).toHaveLength(20);
  expect(found.map((diagnosis) => diagnosis?.verdict)).toEqual(Array(20).fill('likely'));
});

test.each(['throws', 'rejects', 'garbage', 'throttled', 'denied'] as const)(
  'whatever a lookup does (%s), there is a verdict',
  async (behaviour) => {
    const { found } = await look(1, () => behaviour);
    expect(found[0]).toMatchObject({
      verdict: 'likely',
      causes: expect.arrayContaining([expect.any(String)]),
    });
  },
);
