import fc from 'fast-check';
import { collectFacts, type CollectedFacts } from '../../../lambda/core/facts/collect-facts';
import { FACT_IDS, type FactId } from '../../../lambda/core/facts/fact-id';
import type { FactSubject } from '../../../lambda/core/facts/fact-subject';
import type { LookupId } from '../../../lambda/core/facts/lookup';
import { LOOKUPS } from '../../../lambda/core/facts/lookup-catalog';
import { READ_LIMITS, type ReadLimits } from '../../../lambda/core/facts/read-budget';
import { type Behaviour, createFakeSource, KEY_ARN, ROLE_ARN, SUBJECT } from './fake-source';
import { createFakeTimers } from './fake-timers';

interface World {
  readonly subject?: FactSubject;
  readonly limits?: Partial<ReadLimits>;
  readonly behave?: (lookup: LookupId) => Behaviour;
  readonly answers?: Readonly<Partial<Record<LookupId, unknown>>>;
}

async function collect(wanted: readonly FactId[], world: World = {}) {
  const timers = createFakeTimers();
  const { source, calls } = createFakeSource(world.behave, world.answers);
  const collecting = collectFacts(wanted, world.subject ?? SUBJECT, {
    source,
    timers,
    ...(world.limits && { limits: world.limits }),
  });
  return { facts: await timers.runUntil(collecting), calls };
}

const callsOf = (calls: readonly { lookup: LookupId }[]) => calls.map(({ lookup }) => lookup);
const PLENTY = { reads: 200 };

describe('dependencies', () => {
  test('the role is looked up by the ARN that the replication configuration names', async () => {
    const { facts, calls } = await collect(['replication-role']);
    expect(facts.get('replication-role').state).toBe('known');
    expect(callsOf(calls)).toEqual(['bucket-replication', 'role']);
    expect(facts.target('replication-role')).toEqual({
      roleArn: ROLE_ARN,
      roleName: 'media-replication',
      account: '111111111111',
      region: 'us-east-1',
    });
    expect([facts.reads, facts.depth]).toEqual([2, 2]);
  });

  test('what several facts depend on is read once', async () => {
    const { calls } = await collect([
      'replication-role',
      'replication-role-inline-policies',
      'destination-versioning',
      'destination-policy',
    ]);
    expect(callsOf(calls).filter((lookup) => lookup === 'bucket-replication')).toHaveLength(1);
    expect(callsOf(calls).filter((lookup) => lookup === 'bucket-presence')).toHaveLength(1);
  });

  test('the destination is asked in the Region that its bucket names, as the account that the rule names', async () => {
    const { facts } = await collect(['destination-versioning']);
    expect(facts.target('destination-versioning')).toEqual({
      bucket: 'media-dr',
      region: 'eu-west-1',
      account: '222222222222',
    });
  });

  test('an event that tells everything costs no read to find the destination', async () => {
    const subject = {
      ...SUBJECT,
      destinationBucket: 'media-dr',
      destinationRegion: 'eu-west-1',
      destinationAccount: '222222222222',
    };
    const { calls } = await collect(['destination-versioning'], { subject });
    expect(callsOf(calls)).toEqual(['bucket-versioning']);
  });

  test('a destination bucket that does not exist has no settings, and nobody asks for them', async () => {
    const behave = (lookup: LookupId) => (lookup === 'bucket-presence' ? 'absent' : 'known');
    const { facts, calls } = await collect(['destination-policy'], { behave });
    expect(facts.get('destination-policy')).toEqual({ state: 'absent', because: 'it is not there' });
    expect(callsOf(calls)).not.toContain('bucket-policy');
  });

  test('a destination bucket that cannot be asked for is looked for in the source Region', async () => {
    const behave = (lookup: LookupId) => (lookup === 'bucket-presence' ? 'throttled' : 'known');
    const { facts } = await collect(['destination-policy'], { behave });
    expect(facts.target('destination-policy')?.region).toBe('us-east-1');
    expect(facts.get('destination-policy').state).toBe('known');
  });

  test('a denied configuration makes the role unreadable, with the action that is missing', async () => {
    const behave = (lookup: LookupId) => (lookup === 'bucket-replication' ? 'denied' : 'known');
    const { facts, calls } = await collect(['replication-role-boundary'], { behave });
    expect(facts.get('replication-role-boundary')).toEqual({
      state: 'unreadable',
      cause: 'dependency',
      because: 'access was denied',
      needs: ['s3:Look'],
    });
    expect(callsOf(calls)).toEqual(['bucket-replication']);
  });

  test('a rule that is gone is absent, not unreadable', async () => {
    const { facts } = await collect(['destination-key'], { subject: { ...SUBJECT, ruleId: 'other' } });
    expect(facts.get('destination-key')).toEqual({
      state: 'absent',
      because: 'the replication configuration has no rule with the id other',
    });
  });

  test('a role that is no ARN is never looked up', async () => {
    const answers = { 'bucket-replication': { roleArn: 'arn:aws:iam::1:role/x y', rules: [] } };
    const { facts, calls } = await collect(['replication-role'], { answers });
    expect(facts.get('replication-role')).toMatchObject({ state: 'unreadable', cause: 'refused' });
    expect(callsOf(calls)).toEqual(['bucket-replication']);
  });

  test('what nobody asked for is unreadable, and was not looked for', async () => {
    const { facts } = await collect(['source-versioning']);
    expect(facts.get('caller')).toMatchObject({ state: 'unreadable', because: 'it was not looked for' });
    expect(facts.ids).toEqual(['source-versioning']);
  });
});

describe('keys', () => {
  test('the replica key of the rule is taken before the default of the bucket', async () => {
    const rule = { id: 'all-media', destination: { bucket: 'media-dr', replicaKmsKeyId: KEY_ARN } };
    const answers = { 'bucket-replication': { roleArn: ROLE_ARN, rules: [rule] } };
    const { facts, calls } = await collect(['destination-key'], { answers });
    expect(facts.target('destination-key')).toMatchObject({ keyId: KEY_ARN, region: 'eu-west-1' });
    expect(callsOf(calls)).toEqual(['bucket-replication', 'kms-key']);
  });

  test('an alias is looked up before the policy of its key is asked for, four reads in a row', async () => {
    const { facts } = await collect(['destination-key-policy']);
    expect(facts.target('destination-key-policy')?.keyId).toBe(KEY_ARN);
    expect(facts.get('destination-key-policy').state).toBe('known');
    expect(facts.depth).toBe(4);
  });

  test('without a destination in the event, the key behind an alias is too deep, and that is said', async () => {
    const { destinationBucket: _named, ...subject } = SUBJECT;
    const { facts } = await collect(['destination-key-policy'], { subject });
    expect(facts.get('destination-key').state).toBe('known');
    expect(facts.get('destination-key-policy')).toMatchObject({ state: 'unreadable', cause: 'budget' });
  });

  test('objects that may not be read leave the default key as the source key', async () => {
    const { facts, calls } = await collect(['source-key']);
    expect(facts.target('source-key')?.keyId).toBe('alias/media');
    expect(callsOf(calls)).not.toContain('object-head');
  });

  test('objects that may be read tell their own key', async () => {
    const subject = { ...SUBJECT, readsObjects: true };
    expect((await collect(['source-key'], { subject })).facts.target('source-key')?.keyId).toBe(KEY_ARN);
  });

  test('a bucket without KMS has no key', async () => {
    const answers = { 'bucket-encryption': { algorithm: 'AES256', bucketKey: false, blockedTypes: [] } };
    const { facts } = await collect(['source-key', 'source-key-policy'], { answers });
    expect(facts.get('source-key').state).toBe('absent');
    expect(facts.get('source-key-policy').state).toBe('absent');
  });
});

describe('bounds', () => {
  test('no more reads than allowed; those first in the catalog get them', async () => {
    const { facts } = await collect([...FACT_IDS], { limits: { reads: 3 } });
    expect(facts.reads).toBe(3);
    expect(facts.get('source-replication').state).toBe('known');
    expect(facts.get('caller')).toMatchObject({ state: 'unreadable', cause: 'budget', retryable: true });
  });

  test('no more reads in a row than allowed', async () => {
    const { facts } = await collect(['destination-key-policy'], { limits: { depth: 3 } });
    expect(facts.depth).toBe(3);
    expect(facts.get('destination-key')).toMatchObject({ state: 'known' });
    expect(facts.get('destination-key-policy')).toMatchObject({ state: 'unreadable', cause: 'budget' });
  });

  test('a lookup that hangs ends in its own time-out and delays no other', async () => {
    const behave = (lookup: LookupId) => (lookup === 'bucket-policy' ? 'hangs' : 'known');
    const { facts } = await collect(['destination-policy', 'source-versioning'], { behave });
    expect(facts.get('destination-policy')).toMatchObject({ cause: 'timeout', retryable: true });
    expect(facts.get('source-versioning').state).toBe('known');
    expect(facts.tookMs).toBe(READ_LIMITS.factTimeoutMs);
  });

  test('when the whole time is up, what is missing is unreadable for want of budget', async () => {
    const { facts } = await collect(['replication-role', 'source-versioning'], {
      behave: () => 'hangs',
      limits: { factTimeoutMs: 60_000 },
    });
    expect(facts.get('source-versioning')).toMatchObject({ cause: 'budget' });
    expect(facts.get('replication-role')).toMatchObject({ cause: 'dependency', retryable: true });
    expect(facts.tookMs).toBe(READ_LIMITS.totalMs);
  });

  test('nothing is started any more when the whole time is up', async () => {
    // Its place is told well enough without the reads that hang, but there is no time left to look.
    const { facts, calls } = await collect(['destination-policy'], {
      behave: () => 'hangs',
      limits: { factTimeoutMs: 60_000 },
    });
    expect(facts.get('destination-policy')).toMatchObject({ cause: 'budget' });
    expect(callsOf(calls)).not.toContain('bucket-policy');
    expect(facts.tookMs).toBe(READ_LIMITS.totalMs);
  });

  test.each(['throws', 'rejects'] as const)(
    'a source that %s is a fact too, without its words',
    async (how) => {
      const { facts } = await collect(['source-versioning'], { behave: () => how });
      expect(facts.get('source-versioning')).toEqual({
        state: 'unreadable',
        cause: 'failed',
        because: `the lookup ended in ${how === 'throws' ? 'RangeError' : 'TypeError'}`,
        needs: [],
      });
    },
  );

  test('an answer that is not what it should be breaks only what depends on it', async () => {
    const behave = (lookup: LookupId) => (lookup === 'bucket-replication' ? 'garbage' : 'known');
    const { facts } = await collect(['replication-role', 'source-versioning'], { behave });
    expect(facts.get('replication-role')).toMatchObject({ state: 'unreadable', cause: 'failed' });
    expect(facts.get('source-versioning').state).toBe('known');
  });

  test('a lookup whose time is over is told so', async () => {
    const { source } = createFakeSource();
    const signals: AbortSignal[] = [];
    const timers = createFakeTimers();
    const hanging = {
      ...source,
      'bucket-versioning': (_target: unknown, { signal }: { signal: AbortSignal }) => {
        signals.push(signal);
        return new Promise<never>(() => undefined);
      },
    };
    await timers.runUntil(collectFacts(['source-versioning'], SUBJECT, { source: hanging, timers }));
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

const BEHAVIOURS: readonly Behaviour[] = [
  'known',
  'absent',
  'denied',
  'throttled',
  'throws',
  'rejects',
  'hangs',
  'garbage',
];

const worlds = fc.record({
  wanted: fc.uniqueArray(fc.constantFrom(...FACT_IDS), { maxLength: FACT_IDS.length }),
  behaviours: fc.dictionary(fc.constantFrom(...Object.keys(LOOKUPS)), fc.constantFrom(...BEHAVIOURS)),
  reads: fc.integer({ min: 0, max: 40 }),
  depth: fc.integer({ min: 0, max: 6 }),
  readsObjects: fc.boolean(),
});

function toState(facts: CollectedFacts, ids: readonly FactId[]) {
  return ids.map((id) => [id, facts.get(id), facts.target(id)]);
}

describe('whatever the world is like', () => {
  test('there are never more reads than allowed, never a hang, and a fact for everything wanted', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ wanted, behaviours, reads, depth, readsObjects }) => {
        const behave = (lookup: LookupId) => behaviours[lookup] ?? 'known';
        const { facts } = await collect(wanted, {
          behave,
          limits: { reads, depth },
          subject: { ...SUBJECT, readsObjects },
        });
        expect(facts.reads).toBeLessThanOrEqual(reads);
        expect(facts.depth).toBeLessThanOrEqual(depth);
        expect(facts.tookMs).toBeLessThanOrEqual(READ_LIMITS.totalMs);
        expect(facts.ids).toEqual(expect.arrayContaining(wanted));
      }),
      { numRuns: 150 },
    );
  });

  test('the order in which facts are wanted makes no difference', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.infiniteStream(fc.nat()), async (world, randomness) => {
        const { wanted, behaviours, reads, depth } = world;
        const shuffled = wanted
          .map((id) => [randomness.next().value, id] as const)
          .sort(([a], [b]) => a - b)
          .map(([, id]) => id);
        const options = {
          behave: (lookup: LookupId) => behaviours[lookup] ?? 'known',
          limits: { reads, depth },
        };
        const [one, other] = [await collect(wanted, options), await collect(shuffled, options)];
        expect(toState(other.facts, wanted)).toEqual(toState(one.facts, wanted));
      }),
      { numRuns: 100 },
    );
  });

  test('with enough reads every fact is found, none deeper than the limit', async () => {
    const { facts } = await collect(FACT_IDS, { limits: PLENTY });
    expect(FACT_IDS.filter((id) => facts.get(id).state !== 'known')).toEqual([]);
    expect(facts.depth).toBeLessThanOrEqual(READ_LIMITS.depth);
  });
});
