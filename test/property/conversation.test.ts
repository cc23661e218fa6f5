import fc from 'fast-check';
import { makeBody } from '../fixtures/make-event';
import { ConversationWorld } from '../unit/conversation/conversation-world';
import { type Fate, FatedProcess, FATES } from '../unit/conversation/fated-process';

/** One message, and the rules that its failures are of: one incident each. */
interface Message {
  readonly rules: readonly number[];
}

interface Storm {
  readonly messages: readonly Message[];
  /** By worker, in turn: so many messages are handed to it at once. */
  readonly sizes: readonly number[];
  /** Which messages go first, and who waits how long. */
  readonly shuffle: readonly number[];
  /** What becomes of the calls to the outside, in the order in which they are made; then all goes well. */
  readonly troubles: readonly (Fate | null)[];
  /** Of each batch, whether SQS does not hear that it is done. */
  readonly unheard: readonly boolean[];
}

const RULES = 4;
const VISIBILITY_SECONDS = 360;

/** What is not done by then is let through, because a message that is older than an hour may be counted again. */
const ROUNDS_OF_TROUBLE = 6;

const storm: fc.Arbitrary<Storm> = fc.record({
  messages: fc.array(fc.record({ rules: fc.array(fc.nat(RULES - 1), { minLength: 1, maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  }),
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
  shuffle: fc.array(fc.nat(6), { minLength: 1, maxLength: 40, size: 'max' }),
  troubles: fc.array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...FATES) },
    ),
    { maxLength: 120, size: 'max' },
  ),
  unheard: fc.array(fc.boolean(), { maxLength: 12 }),
});

/** Plays a storm to its end, with several workers at once in each round. */
async function play({ messages, sizes, shuffle, troubles, unheard }: Storm): Promise<ConversationWorld> {
  const world = new ConversationWorld();
  const ids = messages.map(({ rules }) => world.send(toBody(rules, world.now)));
  const trouble = [...troubles].values();
  const deafness = [...unheard].values();
  const order = toCycle(shuffle);
  const makeProcess = (isSafe: boolean): FatedProcess =>
    new FatedProcess(isSafe ? undefined : () => trouble.next().value ?? undefined, order);
  for (let round = 0; world.pending > 0; round += 1) {
    const isSafe = round >= ROUNDS_OF_TROUBLE;
    const waiting = ids
      .filter((id) => world.isPending(id))
      .map((id) => ({ id, place: order() }))
      .sort((a, b) => a.place - b.place)
      .map(({ id }) => id);
    await Promise.all(
      split(waiting, sizes).map((part) =>
        world.respond(makeProcess(isSafe), {
          messages: world.receive(part),
          isAnswerLost: !isSafe && (deafness.next().value ?? false),
        }),
      ),
    );
    world.advance(VISIBILITY_SECONDS);
    // Two rounds of the sweep may overlap.
    await Promise.all([world.sweep(makeProcess(isSafe)), world.sweep(makeProcess(isSafe))].map(settled));
  }
  await world.sweepFor(120);
  return world;
}

/** All messages to all workers at the same time. */
async function respondAtOnce(
  world: ConversationWorld,
  { ids, workers, shuffle }: { ids: readonly string[]; workers: number; shuffle: readonly number[] },
): Promise<void> {
  const order = toCycle(shuffle);
  const handedOver = Array.from({ length: workers }, () => world.receive(ids));
  await Promise.all(
    handedOver.map((messages) =>
      world.respond(new FatedProcess(undefined, order), { messages, isAnswerLost: true }),
    ),
  );
}

function settled(work: Promise<unknown>): Promise<unknown> {
  return work.catch(() => undefined);
}

function toCycle(values: readonly number[]): () => number {
  let at = 0;
  return () => values[(at += 1) % values.length] ?? 0;
}

function split(ids: readonly string[], sizes: readonly number[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  for (let from = 0; from < ids.length;) {
    const size = sizes[parts.length % sizes.length] ?? 1;
    parts.push(ids.slice(from, from + size));
    from += size;
  }
  return parts;
}

function toBody(rules: readonly number[], eventTime: string): string {
  const Records = rules.flatMap(
    (rule) => (JSON.parse(makeBody({ ruleId: `rule-${rule}`, eventTime })) as { Records: unknown[] }).Records,
  );
  return JSON.stringify({ Records });
}

function countByRule(messages: readonly Message[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const rule of messages.flatMap(({ rules }) => rules))
    counts[`media-prod/rule-${rule}`] = (counts[`media-prod/rule-${rule}`] ?? 0) + 1;
  return counts;
}

test('whatever fails, is cut, comes again or at once: every failure is counted, and once', async () => {
  await fc.assert(
    fc.asyncProperty(storm, async (one) => {
      const world = await play(one);
      const counted = [...(await world.incidents())].map(([name, { failures }]) => [name, failures]);
      expect(Object.fromEntries(counted)).toEqual(countByRule(one.messages));
    }),
    { numRuns: 80 },
  );
});

test('whatever fails, is cut, comes again or at once: each incident is opened once, and all that is decided is said', async () => {
  await fc.assert(
    fc.asyncProperty(storm, async (one) => {
      const world = await play(one);
      const inStream = new Map(world.alertsOn('sns').map((alert) => [alert.id, alert]));
      expect([...world.decided.keys()].filter((id) => !inStream.has(id))).toEqual([]);
      const openings = [...inStream.values()].filter(({ type }) => type === 'opened');
      expect(openings.map(({ replication }) => `media-prod/${replication.ruleId}`).sort()).toEqual(
        Object.keys(countByRule(one.messages)).sort(),
      );
      for (const incident of (await world.incidents()).values()) {
        expect(incident).toMatchObject({ outbox: [], state: 'resolved', episode: 1 });
        const onSlack = world.alertsOn('slack').filter((alert) => alert.incident.id === incident.id);
        expect(onSlack.at(-1)?.type).toBe('resolved');
      }
    }),
    { numRuns: 80 },
  );
});

test('a message that several workers have at once, and each of them again, is counted once', async () => {
  await fc.assert(
    fc.asyncProperty(storm, fc.integer({ min: 2, max: 4 }), async ({ messages, shuffle }, workers) => {
      const world = new ConversationWorld();
      const ids = messages.map(({ rules }) => world.send(toBody(rules, world.now)));
      world.receive(ids);
      await respondAtOnce(world, { ids, workers, shuffle });
      const counted = [...(await world.incidents())].map(([name, { failures }]) => [name, failures]);
      expect(Object.fromEntries(counted)).toEqual(countByRule(messages));
    }),
    { numRuns: 40 },
  );
});

test('a message that several workers have at once, one of them for the first time, is never missing', async () => {
  await fc.assert(
    fc.asyncProperty(storm, fc.integer({ min: 2, max: 4 }), async ({ messages, shuffle }, workers) => {
      const world = new ConversationWorld();
      const ids = messages.map(({ rules }) => world.send(toBody(rules, world.now)));
      await respondAtOnce(world, { ids, workers, shuffle });
      const incidents = await world.incidents();
      for (const [name, count] of Object.entries(countByRule(messages)))
        expect(incidents.get(name)?.failures).toBeGreaterThanOrEqual(count);
    }),
    { numRuns: 40 },
  );
});
