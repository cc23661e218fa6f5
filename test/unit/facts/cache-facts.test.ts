import { cacheFacts } from '../../../lambda/core/facts/cache-facts';
import { absent, type Fact, known, provisional, unreadable } from '../../../lambda/core/facts/fact';
import { OUT_OF_READS, type FactSource, type ReadAllowance } from '../../../lambda/core/facts/fact-source';
import { createFakeSource } from './fake-source';

const TARGET = { bucket: 'media-dr', region: 'eu-west-1' };
const ENABLED = known({ status: 'enabled', mfaDelete: false } as const);

function allow(takeRead: () => boolean = () => true): ReadAllowance {
  return { signal: new AbortController().signal, takeRead };
}

/** A source whose `bucket-versioning` gives these answers, one after another. */
function createCache(...answers: readonly Fact<{ status: 'enabled'; mfaDelete: boolean }>[]) {
  let time = 0;
  let reads = 0;
  const source: FactSource = {
    ...createFakeSource().source,
    'bucket-versioning': async (_target, allowance) => {
      if (!allowance.takeRead(1)) return OUT_OF_READS;
      reads += 1;
      await new Promise((resume) => setImmediate(resume));
      return answers[Math.min(reads, answers.length) - 1] ?? ENABLED;
    },
  };
  const cached = cacheFacts(source, { now: () => time, maxEntries: 2 });
  return {
    read: (target = TARGET, allowance = allow()) => cached['bucket-versioning'](target, allowance),
    wait: (ms: number) => (time += ms),
    reads: () => reads,
  };
}

test('reads that overlap share one call', async () => {
  const cache = createCache();
  const facts = await Promise.all([cache.read(), cache.read(), cache.read()]);
  expect(facts).toEqual([ENABLED, ENABLED, ENABLED]);
  expect(cache.reads()).toBe(1);
});

test.each([
  ['known', ENABLED],
  ['absent', absent('it is not there')],
  ['denied', unreadable('denied', 'access was denied', { needs: ['s3:GetBucketVersioning'] })],
] as const)('what is %s is used again for less than a minute', async (_name, fact) => {
  const cache = createCache(fact);
  await cache.read();
  cache.wait(59_999);
  expect(await cache.read()).toEqual(fact);
  expect(cache.reads()).toBe(1);
  cache.wait(1);
  await cache.read();
  expect(cache.reads()).toBe(2);
});

test.each([
  ['throttled', unreadable('throttled', 'AWS asked to slow down')],
  ['timed out', unreadable('timeout', 'no answer')],
  ['without a connection', unreadable('network', 'no connection')],
  ['failed for now', unreadable('failed', 'HTTP 500', { retryable: true })],
  ['read in part', provisional({ status: 'enabled', mfaDelete: false } as const)],
] as const)('what is %s is looked up again', async (_name, fact) => {
  const cache = createCache(fact, ENABLED);
  expect(await cache.read()).toEqual(fact);
  expect(await cache.read()).toEqual(ENABLED);
  expect(cache.reads()).toBe(2);
});

test('another target is another fact, and the order of its parts is not', async () => {
  const cache = createCache();
  await cache.read({ region: 'eu-west-1', bucket: 'media-dr' });
  await cache.read({ bucket: 'media-dr', region: 'eu-west-1' });
  expect(cache.reads()).toBe(1);
  await cache.read({ bucket: 'media-dr', region: 'us-east-1' });
  expect(cache.reads()).toBe(2);
});

test('a remembered answer takes nothing from the budget', async () => {
  const cache = createCache();
  await cache.read();
  const refuse = allow(() => false);
  expect(await cache.read(TARGET, refuse)).toEqual(ENABLED);
});

test('somebody else having had no reads left is no answer for who has', async () => {
  const cache = createCache();
  const poor = cache.read(
    TARGET,
    allow(() => false),
  );
  const rich = cache.read();
  expect(await poor).toEqual(OUT_OF_READS);
  expect(await rich).toEqual(ENABLED);
});

test('a source that throws is asked again', async () => {
  let calls = 0;
  const source: FactSource = {
    ...createFakeSource().source,
    'bucket-versioning': () => Promise.reject(new Error(`call ${(calls += 1)}`)),
  };
  const cached = cacheFacts(source, { now: () => 0 });
  await expect(cached['bucket-versioning'](TARGET, allow())).rejects.toThrow('call 1');
  await expect(cached['bucket-versioning'](TARGET, allow())).rejects.toThrow('call 2');
});

test('remembers no more than it is told, the newest', async () => {
  const cache = createCache();
  for (const bucket of ['a', 'b', 'c']) await cache.read({ ...TARGET, bucket });
  await cache.read({ ...TARGET, bucket: 'c' });
  expect(cache.reads()).toBe(3);
  await cache.read({ ...TARGET, bucket: 'a' });
  expect(cache.reads()).toBe(4);
});
