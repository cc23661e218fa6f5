import type { IncidentStore } from '../../../lambda/core/incidents/incident-store';
import { makeBody } from '../../fixtures/make-event';
import { ConversationWorld } from './conversation-world';
import { FatedProcess } from './fated-process';

const HOUR = 3_600;

interface Redelivery {
  readonly name: string;
  /** What happens before, and the ids of what SQS hands over then. */
  readonly before: (world: ConversationWorld) => Promise<readonly string[]>;
  readonly expected: number;
}

/** What is handed over again although it is done: the answer to SQS was lost. */
async function respondUnheard(world: ConversationWorld, ids: readonly string[]): Promise<void> {
  await world.respond(new FatedProcess(), { messages: world.receive(ids), isAnswerLost: true });
}

const REDELIVERIES: readonly Redelivery[] = [
  {
    name: 'as a whole',
    before: async (world) => {
      const ids = world.fail(3);
      await respondUnheard(world, ids);
      return ids;
    },
    expected: 3,
  },
  {
    name: 'in part, with failures that are new',
    before: async (world) => {
      const ids = world.fail(3);
      await respondUnheard(world, ids);
      return [...ids.slice(1), ...world.fail(4)];
    },
    expected: 7,
  },
  {
    name: 'in the company of others, from two batches',
    before: async (world) => {
      const [first, second] = [world.fail(2), world.fail(3)];
      await respondUnheard(world, first);
      world.advance(20);
      await respondUnheard(world, second);
      return [...second, ...first];
    },
    expected: 5,
  },
  {
    name: 'after a batch that left its receipt and counted nothing',
    before: async (world) => {
      const ids = world.fail(3);
      const process = new FatedProcess({ call: 'store.write', fate: 'is cut before' });
      await world.respond(process, { messages: world.receive(ids) });
      return ids;
    },
    expected: 3,
  },
  {
    name: 'twice in one batch',
    before: (world) => {
      const ids = world.fail(3);
      return Promise.resolve([...ids, ...ids]);
    },
    expected: 3,
  },
  {
    name: 'after the incident was over, so that nothing is opened again',
    before: async (world) => {
      const ids = world.fail(3);
      await respondUnheard(world, ids);
      await world.sweepFor(40);
      return ids;
    },
    expected: 3,
  },
];

describe('what SQS hands over again', () => {
  test.each(REDELIVERIES)('$name is counted once', async ({ before, expected }) => {
    const world = new ConversationWorld();
    const ids = await before(world);
    world.advance(360);
    const outcome = await world.respond(new FatedProcess(), { messages: world.receive(ids) });
    expect(outcome).toMatchObject({ failedMessageIds: [] });
    const { failures, episode } = await world.only();
    expect({ failures, episode }).toEqual({ failures: expected, episode: 1 });
    await world.sweepFor(5);
    expect(world.alertsOn('sns').filter(({ type }) => type === 'opened')).toHaveLength(1);
  });

  test('and is counted in whole writes nothing but its receipt', async () => {
    const world = new ConversationWorld();
    const ids = world.fail(3);
    await respondUnheard(world, ids);
    const process = new FatedProcess();
    await world.respond(process, { messages: world.receive(ids) });
    expect(process.calls.filter((call) => call.startsWith('store.write'))).toEqual(['store.writeReceipt']);
  });

  test('of one message is counted for the incidents that lack it, and for no other', async () => {
    const world = new ConversationWorld();
    const both = makeBodies({ ruleId: 'a', eventTime: world.now }, { ruleId: 'b', eventTime: world.now });
    world.send(both);
    // The first write works, the second does not.
    await world.respond(new FatedProcess({ call: 4, fate: 'fails' }));
    expect(world.pending).toBe(1);
    world.advance(360);
    await world.respond();
    const counts = [...(await world.incidents()).values()].map(({ failures }) => failures);
    expect(counts).toEqual([1, 1]);
  });

  test('is looked for in receipts of the last hour and no older ones, which may lie there for days', async () => {
    const world = new ConversationWorld();
    const ids = world.fail(1);
    world.receive(ids);
    world.advance(30 * HOUR);
    const asked: string[] = [];
    const ports = world.ports();
    const store: IncidentStore = {
      ...world.store,
      findBatches: (messageIds, since) => {
        asked.push(since);
        return world.store.findBatches(messageIds, since);
      },
    };
    await world.respond(new FatedProcess(), { messages: world.receive(ids), ports: { ...ports, store } });
    expect(asked).toEqual(['2026-01-02T15:00:00.000Z']);
  });

  test('and calls new both times is counted twice: too many is better than too few', async () => {
    const world = new ConversationWorld();
    const messages = world.receive(world.fail(2));
    await world.respond(new FatedProcess(), { messages });
    await world.respond(new FatedProcess(), { messages });
    expect((await world.only()).failures).toBe(4);
  });
});

describe('several workers at once', () => {
  test('count all of one incident, and one of them opens it', async () => {
    const world = new ConversationWorld();
    const batches = Array.from({ length: 8 }, (_, worker) => world.receive(world.fail(worker + 1)));
    await Promise.all(batches.map((messages) => world.respond(new FatedProcess(), { messages })));
    expect((await world.only()).failures).toBe(36);
    expect(world.alertsOn('sns')).toHaveLength(1);
    expect(world.alertsOn('slack')).toHaveLength(1);
  });

  test('that all get the same message again count it once', async () => {
    const world = new ConversationWorld();
    const ids = world.fail(3);
    world.receive(ids);
    const batches = Array.from({ length: 4 }, () => world.receive(ids));
    await Promise.all(
      batches.map((messages) => world.respond(new FatedProcess(), { messages, isAnswerLost: true })),
    );
    expect((await world.only()).failures).toBe(3);
  });

  test('that got the same message again find out when one gets in between', async () => {
    const world = new ConversationWorld();
    const ids = world.fail(3);
    world.receive(ids);
    const other = world.receive(ids);
    let isFirst = true;
    const store: IncidentStore = {
      ...world.store,
      write: async (incident) => {
        if (isFirst) {
          isFirst = false;
          // Its receipt is newer than what the first one has read of receipts.
          await world.respond(new FatedProcess(), { messages: other, isAnswerLost: true });
        }
        return world.store.write(incident);
      },
    };
    const ports = world.ports(new FatedProcess(), { store });
    await world.respond(new FatedProcess(), { ports, messages: world.receive(ids) });
    expect((await world.only()).failures).toBe(3);
    expect(world.alertsOn('slack')).toHaveLength(1);
  });

  test('that never get a turn give the messages back', async () => {
    const world = new ConversationWorld();
    const ids = world.fail(2);
    const ports = world.ports();
    const store: IncidentStore = { ...world.store, write: () => Promise.resolve('conflict') };
    const outcome = await world.respond(new FatedProcess(), { ports: { ...ports, store } });
    expect(outcome).toEqual({ failedMessageIds: ids, benign: [] });
    expect(world.observed.at(-1)).toMatch(
      /^record failed: ContentionError: incident \w+ was written by others 25/,
    );
  });
});

function makeBodies(...events: readonly Parameters<typeof makeBody>[0][]): string {
  const Records = events.flatMap((event) => (JSON.parse(makeBody(event)) as { Records: unknown[] }).Records);
  return JSON.stringify({ Records });
}
