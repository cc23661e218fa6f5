import fc from 'fast-check';
import type { ReplicationEvent } from '../../lambda/core/events/replication-event';
import { assignLeads } from '../../lambda/core/incidents/assign-leads';
import type { Incident, Lead, QuietReason } from '../../lambda/core/incidents/incident';
import { activeMute } from '../../lambda/core/incidents/mute';
import { lastSaid } from '../../lambda/core/incidents/tell';
import { NOTIFY_TIMERS } from '../../lambda/core/incidents/timers';
import { applyFailures } from '../../lambda/core/incidents/apply-failures';
import { groupFailures } from '../../lambda/core/incidents/group-failures';
import { at, makeContext, makeGroup, makeIncident } from '../fixtures/make-incident';
import { makeEvent } from '../fixtures/make-event';
import { type Defect, IncidentWorld, type Sent } from '../unit/incidents/incident-world';

const START = '2026-01-01T10:00:00.000Z';

const KEYS: readonly Partial<ReplicationEvent>[] = [
  { sourceBucket: 'media-prod', destinationBucket: 'media-dr' },
  { sourceBucket: 'invoices', destinationBucket: 'media-dr' },
  { sourceBucket: 'media-prod', destinationBucket: 'archive', failureReason: 'DstBucketUnversioned' },
  { sourceBucket: 'logs', destinationBucket: 'archive', failureReason: 'AssumeRoleNotPermitted' },
];

const DEFECTS: readonly Defect[] = [
  {
    check: 'destination-write-permission',
    subject: 'arn:aws:s3:::media-dr',
    title: 'The policy denies',
    evidence: '',
    breaks: ({ key }) => key.destinationBucket === 'media-dr',
  },
  {
    check: 'destination-bucket',
    subject: 'arn:aws:s3:::archive',
    title: 'The bucket is gone',
    evidence: '',
    breaks: ({ key }) => key.destinationBucket === 'archive' && key.sourceBucket === 'media-prod',
  },
  {
    check: 'role-trust',
    subject: 'arn:aws:iam::111111111111:role/r',
    title: 'S3 may not assume the role',
    evidence: '',
    breaks: ({ key }) => key.failureReason === 'AssumeRoleNotPermitted',
  },
];

/** One thing that happens; named, so that a counterexample can be read. */
interface Step {
  readonly what: string;
  readonly run: (world: Play) => unknown;
}

/** A world with a record of what was sent in to be counted. */
class Play extends IncidentWorld {
  readonly fed = new Map<string, number>();
  /** What episodes before the present ones had counted. */
  readonly ended = new Map<string, number>();

  override batch(events: readonly ReplicationEvent[], batchId?: string): string {
    const before = new Map(this.incidents);
    const id = super.batch(events, batchId);
    for (const { incidentId, failures } of groupFailures(events)) {
      if (batchId === undefined) this.fed.set(incidentId, (this.fed.get(incidentId) ?? 0) + failures);
      const [was, is] = [before.get(incidentId), this.incidents.get(incidentId)];
      if (was !== undefined && is !== undefined && is.episode > was.episode)
        this.ended.set(incidentId, (this.ended.get(incidentId) ?? 0) + was.failures);
    }
    return id;
  }

  /** Forward in rounds of the sweep, as it would be. */
  wait(rounds: number): void {
    for (let round = 0; round < rounds; round += 1) {
      this.advance(300);
      this.sweep();
      expectNothingForgotten(this);
    }
  }
}

const failing = fc
  .record({
    key: fc.constantFrom(...KEYS),
    count: fc.constantFrom(1, 2, 9, 40, 900),
    ageSeconds: fc.constantFrom(0, 1, 30, 400),
    isRedelivered: fc.boolean(),
  })
  .map(({ key, count, ageSeconds, isRedelivered }): Step => ({
    what: `${count} failures ${key.sourceBucket} → ${key.destinationBucket}, ${ageSeconds} s old`,
    run: (world) => {
      const eventTime = new Date(Date.parse(world.now) - ageSeconds * 1_000).toISOString();
      const events = Array.from({ length: count }, () => makeEvent({ ...key, eventTime }));
      const id = world.batch(events);
      if (isRedelivered) world.batch(events, id);
    },
  }));

const silencing = fc
  .record({ key: fc.constantFrom(...KEYS), hours: fc.constantFrom(1, 6) })
  .map(({ key: { sourceBucket = '' }, hours }): Step => ({
    what: `silence ${sourceBucket} for ${hours} h`,
    run: (world) => {
      const until = new Date(Date.parse(world.now) + hours * 3_600_000).toISOString();
      const id = `s${world.silences.length}`;
      world.silences.push({
        id,
        matchers: { sourceBucket },
        createdAt: world.now,
        until,
        by: 'ana',
        comment: '',
      });
    },
  }));

const acknowledging = fc.nat(3).map((index): Step => ({
  what: `acknowledge number ${index}`,
  run: (world) => {
    const id = [...world.incidents.keys()][index];
    if (id !== undefined) world.acknowledge(id, 'ana');
  },
}));

function oneOf<Value>(
  values: readonly Value[],
  what: (value: Value) => string,
  run: (world: Play, value: Value) => unknown,
): fc.Arbitrary<Step> {
  return fc
    .constantFrom(...values)
    .map((value) => ({ what: what(value), run: (world) => run(world, value) }));
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: failing },
  {
    weight: 4,
    arbitrary: oneOf(
      [10, 60, 200],
      (seconds) => `${seconds} s pass`,
      (world, seconds) => world.advance(seconds),
    ),
  },
  {
    weight: 4,
    arbitrary: oneOf(
      [1, 2, 7, 60],
      (rounds) => `${rounds} sweeps`,
      (world, rounds) => world.wait(rounds),
    ),
  },
  {
    weight: 2,
    arbitrary: oneOf(
      DEFECTS,
      ({ check }) => `break ${check}`,
      (world, defect) => world.break(defect),
    ),
  },
  {
    weight: 2,
    arbitrary: oneOf(
      DEFECTS,
      ({ check }) => `mend ${check}`,
      (world, { check }) => world.mend(check),
    ),
  },
  {
    weight: 1,
    arbitrary: oneOf(
      [true, false],
      (canLook) => `looking is possible: ${canLook}`,
      (world, canLook) => (world.canLook = canLook),
    ),
  },
  {
    weight: 1,
    arbitrary: oneOf(
      ['sns', 'slack'],
      (name) => `${name} is down`,
      (world, name) => world.down.add(name),
    ),
  },
  {
    weight: 2,
    arbitrary: oneOf(
      ['all'],
      (name) => `${name} channels are up`,
      (world) => world.down.clear(),
    ),
  },
  { weight: 1, arbitrary: acknowledging },
  { weight: 1, arbitrary: silencing },
);

const story = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' });

function play(steps: readonly Step[]): Play {
  const world = new Play(START);
  for (const { run } of steps) run(world);
  return world;
}

/** Reasons for which an incident that lasts may go without a word for longer than the repeat interval. */
const LASTING: readonly QuietReason[] = [
  'silenced',
  'inhibited',
  'linked',
  'overview',
  'acknowledged',
  'settling',
];

/** Just after a sweep: every incident that lasts was told within its timers, or is quiet for a reason that lasts. */
function expectNothingForgotten(world: Play): void {
  const decided = new Map(
    world.decisions.slice(-world.incidents.size * 2).map((one) => [one.incident.id, one]),
  );
  for (const incident of world.incidents.values()) {
    if (incident.state === 'resolved') continue;
    const said = lastSaid(incident, 'everybody');
    const age = said === undefined ? Infinity : Date.parse(world.now) - Date.parse(said.at);
    if (age <= NOTIFY_TIMERS.repeatIntervalSeconds * 1_000) continue;
    const decision = decided.get(incident.id)?.decision;
    expect(LASTING).toContain(decision?.notify === false ? decision.because : decision);
    expectSpokenFor(world, incident);
  }
}

/** Whoever has no message of its own because of another one, has one that lasts, is heard, and speaks for itself. */
function expectSpokenFor(world: Play, incident: Incident): void {
  const mute = activeMute(incident);
  if (mute === undefined || mute === 'silenced') return;
  const lead = world.get(incident.lead?.id ?? '');
  expect(lead.lead).toBeUndefined();
  expect(activeMute(lead)).toBeUndefined();
  expect(lastSaid(lead, 'everybody')).toBeDefined();
}

/** What people were sent about each incident, each message once, in the order in which it was decided. */
function conversations(world: Play): readonly (readonly Sent[])[] {
  const byIncident = new Map<string, Map<string, Sent>>();
  for (const sent of world.sent) {
    if (sent.entry.audience !== 'everybody') continue;
    const messages = byIncident.get(sent.incident.id) ?? new Map<string, Sent>();
    if (!messages.has(sent.entry.alertId)) messages.set(sent.entry.alertId, sent);
    byIncident.set(sent.incident.id, messages);
  }
  const isEarlier = (a: Sent, b: Sent): number => Date.parse(a.entry.says.at) - Date.parse(b.entry.says.at);
  return [...byIncident.values()].map((messages) => [...messages.values()].sort(isEarlier));
}

test('whatever happens, an incident that lasts is told within its timers, or quiet for a reason', () => {
  fc.assert(
    fc.property(story, (steps) => {
      play(steps).wait(60);
    }),
    { numRuns: 80 },
  );
});

test('whatever happens, one change is told once', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const world = play(steps);
      world.down.clear();
      world.wait(20);
      for (const messages of conversations(world)) {
        const episodes = new Set(messages.map(({ incident }) => incident.episode));
        for (const episode of episodes)
          expectToldOnce(messages.filter(({ incident }) => incident.episode === episode));
      }
    }),
    { numRuns: 80 },
  );
});

function expectToldOnce(messages: readonly Sent[]): void {
  const count = (type: string): number => messages.filter(({ entry }) => entry.type === type).length;
  expect(count('opened') + count('reopened')).toBeLessThanOrEqual(1);
  expect(
    messages.filter(({ entry }) => entry.says.isOver === true && entry.says.why === 'resolved').length,
  ).toBeLessThanOrEqual(1);
  const growth = messages.filter(({ entry }) => entry.says.why === 'growth');
  const powers = growth.map(({ entry }) => Math.floor(Math.log10(entry.says.failures)));
  expect(powers).toEqual([...new Set(powers)].sort((a, b) => a - b));
  for (const [index, { entry }] of messages.entries()) {
    const before = messages[index - 1]?.entry.says;
    if (before === undefined) continue;
    const seconds = (Date.parse(entry.says.at) - Date.parse(before.at)) / 1_000;
    const { why } = entry.says;
    if (why === 'reminder') expect(seconds).toBeGreaterThanOrEqual(NOTIFY_TIMERS.repeatIntervalSeconds);
    else if (!['resolved', 'silence-ended', 'on-its-own', 'channel-lost'].includes(why))
      expect(seconds).toBeGreaterThanOrEqual(NOTIFY_TIMERS.groupIntervalSeconds);
    if (why === 'cause-gone') expect(before.why).not.toBe('cause-gone');
  }
}

test('whatever happens and is redelivered, every failure is counted once', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const world = play(steps);
      for (const [id, fed] of world.fed)
        expect(world.get(id).failures + (world.ended.get(id) ?? 0)).toBe(fed);
    }),
    { numRuns: 80 },
  );
});

test('whoever speaks for another lasts, is heard, and has nobody to speak for it', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `i${index}`);
  const incident = fc.record({
    state: fc.constantFrom<Incident['state']>('open', 'open', 'acknowledged', 'recovering', 'resolved'),
    key: fc.constantFrom(...KEYS),
    minutes: fc.integer({ min: -20, max: 0 }),
    lead: fc.option(
      fc.record({
        id: fc.constantFrom(...ids),
        because: fc.constantFrom<Lead['because']>('overview', 'linked'),
      }),
      { nil: undefined },
    ),
    cause: fc.option(fc.constantFrom(...DEFECTS), { nil: undefined }),
    isSilenced: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(incident, { maxLength: 60 }), (all) => {
      const incidents = all.map(({ state, key, minutes, lead, cause }, index) =>
        makeIncident(
          {
            id: `i${index}`,
            state,
            openedAt: at(minutes),
            ...(lead && { lead }),
            ...(cause && { cause: { check: cause.check, subject: cause.subject, title: '', at: at(0) } }),
          },
          key,
        ),
      );
      const silenced = incidents.filter((_, index) => all[index]?.isSilenced);
      const silences = silenced.map(({ id }) => ({
        id,
        matchers: { incidentId: id },
        createdAt: at(-60),
        until: at(60),
        by: 'ana',
        comment: '',
      }));
      const leads = assignLeads(incidents, { now: at(0), timers: NOTIFY_TIMERS, silences, isComplete: true });
      for (const [id, lead] of leads) {
        const speaker = incidents.find((one) => one.id === lead.id);
        expect(speaker?.state ?? 'resolved').not.toBe('resolved');
        expect(silenced).not.toContain(speaker);
        expect(leads.has(lead.id)).toBe(false);
        expect(lead.id).not.toBe(id);
      }
    }),
    { numRuns: 300 },
  );
});

test('no alert id is used for two messages', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const said = new Map<string, string>();
      for (const { entry } of play(steps).sent) {
        const what = JSON.stringify([entry.says.at, entry.says.why, entry.type]);
        expect(said.get(entry.alertId) ?? what).toBe(what);
        said.set(entry.alertId, what);
      }
    }),
    { numRuns: 60 },
  );
});

test('the order of events, and how they are cut into batches, does not change what is stored', () => {
  const failure = fc.record({
    key: fc.constantFrom(...KEYS),
    second: fc.integer({ min: 0, max: 250 }),
    operation: fc.constantFrom('OBJECT_PUT', 'DELETE_MARKER'),
    sizeBytes: fc.nat(1_000),
    prefix: fc.constantFrom('a/b/', 'a/c/', 'd/'),
  });
  const cut = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 40 });
  const input = fc.array(failure, { minLength: 1, maxLength: 40 }).chain((all) =>
    fc.record({
      all: fc.constant(all),
      shuffled: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      cuts: fc.tuple(cut, cut),
    }),
  );
  type Failures = readonly (typeof input extends fc.Arbitrary<{ all: infer All }> ? All : never)[number][];
  const run = (failures: Failures, cuts: readonly number[]): unknown => {
    const world = new IncidentWorld('2026-01-01T10:05:00.000Z');
    const events = failures.map(({ key, second, operation, sizeBytes, prefix }, index) => {
      const eventTime = new Date(Date.parse(START) + second * 1_000).toISOString();
      return makeEvent({ ...key, operation, sizeBytes, key: `${prefix}${index}`, eventTime });
    });
    for (let done = 0, round = 0; done < events.length; round += 1) {
      const size = cuts[round % cuts.length] ?? 1;
      world.batch(events.slice(done, done + size));
      done += size;
    }
    return [...world.incidents.values()]
      .map(
        ({ id, state, episode, failures: count, sizeBytes, firstSeen, lastSeen, operations, prefixes }) => ({
          ...{ id, state, episode, count, sizeBytes, firstSeen, lastSeen, operations, prefixes },
        }),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  fc.assert(
    fc.property(input, ({ all, shuffled, cuts: [some, others] }) => {
      expect(run(shuffled, others)).toEqual(run(all, some));
    }),
    { numRuns: 200 },
  );
});

test.each([
  { batches: 223, failures: 4_500, everySeconds: 2 },
  { batches: 2_000, failures: 500, everySeconds: 2 },
  { batches: 1_000, failures: 1_000, everySeconds: 300 },
  { batches: 100, failures: 10_000, everySeconds: 3_600 },
])('a million failures in $batches batches are one opening and at most six updates', (storm) => {
  const world = new IncidentWorld(START);
  const group = makeGroup(3, START);
  const told: string[] = [];
  let incident: Incident | undefined;
  for (let batch = 0; batch < storm.batches; batch += 1) {
    world.advance(storm.everySeconds);
    const { now } = world;
    const context = { ...makeContext({ now, by: `b${batch}` }), row: { benign: false } };
    const failures = { ...group, failures: storm.failures, firstSeen: now, lastSeen: now };
    const applied = applyFailures(incident, failures, context);
    const says = applied.incident?.outbox.at(-1)?.says;
    if (says !== undefined) told.push(says.why);
    incident = applied.incident && {
      ...applied.incident,
      version: batch + 1,
      outbox: [],
      ...(says !== undefined && { told: says, streamed: says }),
    };
  }
  expect(incident?.failures).toBeGreaterThanOrEqual(1_000_000);
  const spoken = told.filter((why) => why !== 'reminder');
  expect(spoken[0]).toBe('first-failure');
  expect(spoken.slice(1)).toEqual(spoken.slice(1).map(() => 'growth'));
  expect(spoken.length).toBeLessThanOrEqual(7);
  expect(spoken.length).toBeGreaterThan(1);
});
