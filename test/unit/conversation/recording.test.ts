import { NOTIFY_TIMERS } from '../../../lambda/core/incidents/timers';
import type { IncidentStore } from '../../../lambda/core/incidents/incident-store';
import { makeBody } from '../../fixtures/make-event';
import { ConversationWorld } from './conversation-world';
import { FatedProcess } from './fated-process';

function watchWrites(process: FatedProcess): number {
  return process.calls.filter((call) => /^store\.write/.test(call)).length;
}

describe('a batch', () => {
  test('that opens an incident is counted, told everywhere, and done', async () => {
    const world = new ConversationWorld();
    world.fail(3);
    expect(await world.respond()).toEqual({ failedMessageIds: [], benign: [] });
    expect(await world.only()).toMatchObject({
      failures: 3,
      state: 'open',
      outbox: [],
      told: { failures: 3 },
    });
    expect(world.taken('sns')).toEqual(['opened first-failure media-prod × 3']);
    expect(world.taken('slack')).toEqual(['opened first-failure media-prod × 3']);
  });

  test('of failures that need nobody leaves no trace in the table, and wakes nobody', async () => {
    const world = new ConversationWorld();
    world.fail(3, { failureReason: 'SrcObjectNotFound' });
    const process = new FatedProcess();
    const outcome = await world.respond(process);
    expect(outcome).toMatchObject({ failedMessageIds: [], benign: [{ failures: 3 }] });
    expect(process.calls).toEqual([]);
  });

  test.each([1, 3, 50])(
    'that touches %i incidents writes at most twice as often and once',
    async (incidents) => {
      const world = new ConversationWorld();
      for (let rule = 0; rule < incidents; rule += 1) world.fail(2, { ruleId: `rule-${rule}` });
      const process = new FatedProcess();
      await world.respond(process);
      expect((await world.incidents()).size).toBe(incidents);
      expect(watchWrites(process)).toBeLessThanOrEqual(2 * incidents + 1);
    },
  );

  test('that has nothing to tell writes each incident once, and asks for no others', async () => {
    const world = new ConversationWorld();
    world.fail(1);
    await world.respond();
    world.advance(1);
    world.fail(1);
    const process = new FatedProcess();
    await world.respond(process);
    expect(process.calls).toEqual(['store.read', 'store.listSilences', 'store.writeReceipt', 'store.write']);
  });

  test('that decides nothing leaves alone what waits for a channel', async () => {
    const world = new ConversationWorld();
    world.setDown('slack', true);
    world.fail(1);
    await world.respond();
    world.advance(100);
    world.fail(1);
    const process = new FatedProcess();
    await world.respond(process);
    expect(process.calls.at(-1)).toBe('store.write');
  });

  test('whose growth came within the interval is told by the batch after it', async () => {
    const world = new ConversationWorld();
    world.fail(3);
    await world.respond();
    world.advance(60);
    world.fail(9);
    await world.respond();
    expect(world.taken('sns')).toHaveLength(1);
    world.advance(NOTIFY_TIMERS.groupIntervalSeconds);
    world.fail(1);
    await world.respond();
    expect(world.taken('slack')).toEqual([
      'opened first-failure media-prod × 3',
      'grew growth media-prod × 13',
    ]);
  });
});

describe('a table that', () => {
  test.each([
    ['cannot be read', 'store.read'],
    ['does not take the receipt', 'store.writeReceipt'],
    ['does not tell of silences', 'store.listSilences'],
    ['takes no incident', 'store.write'],
  ])('%s gives every message back, and nobody is told', async (_what, call) => {
    const world = new ConversationWorld();
    const ids = world.fail(3);
    expect(await world.respond(new FatedProcess({ call, fate: 'fails' }))).toEqual({
      failedMessageIds: ids,
      benign: [],
    });
    expect(world.given).toEqual([]);
  });

  test('holds something else under the id of an incident keeps it; the others are counted', async () => {
    const world = new ConversationWorld();
    const [torn, fine] = [world.fail(1, { ruleId: 'torn' }), world.fail(1, { ruleId: 'fine' })];
    const ports = world.ports();
    const store: IncidentStore = {
      ...world.store,
      read: async (ids) => ({
        ...(await world.store.read(ids)),
        unreadable: [{ id: ids[0] ?? '', because: '' }],
      }),
    };
    const outcome = await world.respond(new FatedProcess(), { ports: { ...ports, store } });
    expect(outcome).toMatchObject({ failedMessageIds: torn });
    expect(fine).toHaveLength(1);
    expect([...(await world.incidents()).keys()]).toEqual(['media-prod/fine']);
  });
});

describe('an invocation with', () => {
  test.each([
    { leftMs: 5_000, what: 'no time at all gives everything back', failed: 2, told: [] },
    {
      leftMs: 15_000,
      what: 'no time to look says what the catalog knows',
      failed: 0,
      told: ['opened first-failure media-prod × 2'],
    },
  ])('$what', async ({ leftMs, failed, told }) => {
    const world = new ConversationWorld();
    world.fail(2);
    const process = new FatedProcess();
    const ports = world.ports(process, { remainingMs: () => leftMs });
    const outcome = await world.respond(process, { ports });
    expect(outcome === 'cut' ? [] : outcome.failedMessageIds).toHaveLength(failed);
    expect(world.taken('sns')).toEqual(told);
    expect(process.calls).not.toContain('investigate');
  });

  test('time to count and none to tell leaves the telling to the sweep, once its lease has run out', async () => {
    const world = new ConversationWorld();
    world.fail(2);
    const process = new FatedProcess();
    const remainingMs = (): number => (process.calls.includes('store.write') ? 5_000 : 60_000);
    expect(await world.respond(process, { ports: world.ports(process, { remainingMs }) })).toMatchObject({
      failedMessageIds: [],
    });
    expect(world.given).toEqual([]);
    expect(process.calls.at(-1)).toBe('store.write');
    world.advance(59);
    await world.sweep();
    expect(world.given).toEqual([]);
    world.advance(1);
    await world.sweep();
    expect(world.taken('slack')).toEqual(['opened first-failure media-prod × 2']);
  });
});

describe('a message that cannot be read', () => {
  test('is quarantined and told beside failures, which go their own way', async () => {
    const world = new ConversationWorld();
    const id = world.send('no JSON');
    world.fail(2);
    expect(await world.respond()).toEqual({ failedMessageIds: [], benign: [] });
    expect(world.kept).toEqual([`not-json ${id}`]);
    expect(
      world.given.filter(({ alert }) => alert.type === 'unreadable').map(({ channel }) => channel),
    ).toEqual(['sns', 'slack']);
    expect((await world.only()).failures).toBe(2);
  });

  test('in part stays whole while its failures are not counted, and is told once', async () => {
    const world = new ConversationWorld();
    const [record] = (JSON.parse(makeBody()) as { Records: unknown[] }).Records;
    const id = world.send(JSON.stringify({ Records: [record, { eventVersion: '2.2' }] }));
    expect(await world.respond(new FatedProcess({ call: 'store.write', fate: 'fails' }))).toMatchObject({
      failedMessageIds: [id],
    });
    expect(world.kept).toEqual([]);
    world.advance(360);
    expect(await world.respond()).toMatchObject({ failedMessageIds: [] });
    expect(world.kept).toHaveLength(1);
    expect(world.given.filter(({ alert }) => alert.type === 'unreadable')).toHaveLength(2);
  });

  test('comes back when nobody could be told; failures beside it are done', async () => {
    const world = new ConversationWorld();
    const id = world.send('no JSON');
    world.fail(1);
    world.setDown('sns', true);
    expect(await world.respond()).toMatchObject({ failedMessageIds: [id] });
    expect(world.kept).toEqual([]);
  });
});
