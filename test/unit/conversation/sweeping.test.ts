import { NOTIFY_TIMERS } from '../../../lambda/core/incidents/timers';
import { BROKEN, makeInvestigation, MENDED } from '../../fixtures/make-incident';
import { ConversationWorld } from './conversation-world';
import { FatedProcess } from './fated-process';

async function openOne(world: ConversationWorld): Promise<void> {
  world.fail(3);
  await world.respond();
}

test('a round of the sweep costs one query when nothing is open', async () => {
  const world = new ConversationWorld();
  const process = new FatedProcess();
  expect(await world.sweep(process)).toEqual({ incidents: 0, failed: 0 });
  expect(process.calls).toEqual(['store.listActive']);
});

test('what is over and said is not looked after any more', async () => {
  const world = new ConversationWorld();
  await openOne(world);
  await world.sweepFor(40);
  const process = new FatedProcess();
  await world.sweep(process);
  expect((await world.only()).state).toBe('resolved');
  expect(process.calls).toEqual(['store.listActive']);
});

describe('the sweep tells', () => {
  test('that it is over, with what proves it, after as long a quiet as is asked for', async () => {
    const world = new ConversationWorld();
    world.look = () => BROKEN;
    await openOne(world);
    world.advance(600);
    world.look = () => MENDED;
    await world.sweepFor(15);
    expect(world.taken('slack')).toEqual([
      'opened first-failure media-prod × 3',
      'changed cause-gone media-prod × 3',
    ]);
    await world.sweepFor(10);
    expect(world.alertsOn('slack').at(-1)).toMatchObject({
      type: 'resolved',
      incident: {
        status: 'resolved',
        resolution: { proof: expect.stringContaining('rules it out') as unknown },
      },
    });
  });

  test('a reminder when nothing was said for as long as the repeat interval', async () => {
    const world = new ConversationWorld();
    world.fail(10);
    await world.respond();
    for (let minutes = 0; minutes < NOTIFY_TIMERS.repeatIntervalSeconds / 60; minutes += 20) {
      expect(world.taken('slack')).toEqual(['opened first-failure media-prod × 10']);
      world.fail(1);
      await world.respond();
      await world.sweepFor(20);
    }
    expect(world.taken('slack').slice(1)).toEqual(['reminder reminder media-prod × 22']);
  });

  test('that it is still broken without traffic, once, and does not call it over', async () => {
    const world = new ConversationWorld();
    world.look = () => BROKEN;
    await openOne(world);
    await world.sweepFor(120);
    expect(world.taken('slack')).toEqual([
      'opened first-failure media-prod × 3',
      'reminder still-broken media-prod × 3',
    ]);
    expect((await world.only()).state).toBe('open');
  });

  test('what a process left behind that was killed, once its lease has run out', async () => {
    const world = new ConversationWorld();
    world.fail(3);
    await world.respond(new FatedProcess({ call: 'sns.deliver', fate: 'is cut before' }));
    await world.sweep();
    expect(world.given).toEqual([]);
    await world.sweepFor(5);
    expect(world.taken('sns')).toEqual(['opened first-failure media-prod × 3']);
    expect(world.taken('slack')).toEqual(['opened first-failure media-prod × 3']);
  });

  test('one change once, when two rounds run at the same time', async () => {
    const world = new ConversationWorld();
    await openOne(world);
    world.advance(NOTIFY_TIMERS.resolveAfterSeconds);
    await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
    expect(world.taken('sns').filter((line) => line.startsWith('resolved'))).toHaveLength(1);
    expect(world.taken('slack').filter((line) => line.startsWith('resolved'))).toHaveLength(1);
  });
});

describe('what a channel refuses', () => {
  test('is offered again after ever longer waits, by each round that comes after them', async () => {
    const world = new ConversationWorld();
    world.look = () => BROKEN;
    world.setDown('slack', true);
    await openOne(world);
    const start = Date.parse(world.now);
    // After half an hour something newer would come between.
    for (let minute = 0; minute < 20; minute += 1) {
      world.advance(60);
      await world.sweep();
    }
    const offered = world.given.filter(({ channel }) => channel === 'slack').map(({ at }) => Date.parse(at));
    expect(offered.map((time) => (time - start) / 60_000)).toEqual([0, 1, 3, 8, 18]);
  });

  test('for a day is given up, and the other channel is told, once', async () => {
    const world = new ConversationWorld();
    world.setDown('slack', true);
    await openOne(world);
    await world.sweepFor(24 * 60 - 10);
    expect(world.taken('sns')).toEqual([
      'opened first-failure media-prod × 3',
      'resolved resolved media-prod × 3',
    ]);
    // The end replaced the opening on Slack, and owes since that was decided.
    await world.sweepFor(20);
    expect(world.observed.filter((line) => line.startsWith('lost'))).toEqual([
      expect.stringMatching(/^lost on slack after \d+ attempts$/),
    ]);
    expect(world.alertsOn('sns').slice(2)).toMatchObject([
      { type: 'resolved', why: 'channel-lost', lostChannels: ['slack'] },
    ]);
    world.setDown('slack', false);
    await world.sweepFor(60);
    expect(world.alertsOn('slack')).toEqual([]);
    expect((await world.only()).outbox).toEqual([]);
  });

  test('is told in order where each message counts, and only the newest where it replaces the others', async () => {
    const world = new ConversationWorld();
    world.setDown('slack', true);
    world.setDown('sns', true);
    await openOne(world);
    world.advance(600);
    world.fail(9);
    await world.respond();
    world.setDown('slack', false);
    world.setDown('sns', false);
    await world.sweepFor(15);
    expect(world.taken('sns')).toEqual([
      'opened first-failure media-prod × 12',
      'grew growth media-prod × 12',
    ]);
    expect(world.taken('slack')).toEqual(['grew growth media-prod × 12']);
  });
});

test('what somebody else left in the outbox is the business of the sweep, so that its order is kept', async () => {
  const world = new ConversationWorld();
  world.setDown('sns', true);
  await openOne(world);
  world.setDown('sns', false);
  world.advance(400);
  world.fail(9);
  await world.respond();
  expect(world.taken('sns')).toEqual([]);
  expect(world.taken('slack')).toHaveLength(2);
  await world.sweepFor(10);
  expect(world.alertsOn('sns').map(({ type }) => type)).toEqual(['opened', 'grew']);
});

describe('a round that', () => {
  test('cannot ask the table at all throws, and the schedule starts it again', async () => {
    const world = new ConversationWorld();
    await openOne(world);
    await expect(world.sweep(new FatedProcess({ call: 'store.listActive', fate: 'fails' }))).rejects.toThrow(
      'did not answer',
    );
  });

  test('cannot write one incident looks after the others', async () => {
    const world = new ConversationWorld();
    world.fail(1, { ruleId: 'a' });
    world.fail(1, { ruleId: 'b' });
    await world.respond();
    world.advance(NOTIFY_TIMERS.resolveAfterSeconds);
    expect(await world.sweep(new FatedProcess({ call: 'store.write', fate: 'fails' }))).toEqual({
      incidents: 2,
      failed: 1,
    });
    expect(world.taken('slack').filter((line) => line.startsWith('resolved'))).toHaveLength(1);
    await world.sweepFor(5);
    expect(world.taken('slack').filter((line) => line.startsWith('resolved'))).toHaveLength(2);
  });

  test('works from a list that lags behind counts nothing away', async () => {
    const world = new ConversationWorld();
    await openOne(world);
    const old = await world.store.listActive();
    world.advance(400);
    world.fail(10);
    await world.respond();
    const store = { ...world.store, listActive: () => Promise.resolve(old) };
    await world.sweep(new FatedProcess(), world.ports(new FatedProcess(), { store }));
    expect((await world.only()).failures).toBe(13);
    expect(world.taken('sns')).toEqual([
      'opened first-failure media-prod × 3',
      'grew growth media-prod × 13',
    ]);
  });

  test('looks first at those that nobody has looked at for longest, and a look that was skipped is none', async () => {
    const world = new ConversationWorld();
    for (const ruleId of ['first', 'second', 'skipped']) {
      world.look = () =>
        ruleId === 'skipped' ? { ...makeInvestigation(), skipped: 'too many' } : makeInvestigation();
      world.advance(60);
      world.fail(1, { ruleId });
      await world.respond();
    }
    const asked: (string | null)[] = [];
    world.look = ({ group }) => {
      asked.push(group.key.ruleId);
      return undefined;
    };
    await world.sweep();
    expect(asked).toEqual(['skipped', 'first', 'second']);
  });

  test('reads everything from memory has looked all the same', async () => {
    const world = new ConversationWorld();
    await openOne(world);
    world.look = () => ({ ...BROKEN, reads: 0 });
    await world.sweepFor(10);
    expect(world.taken('slack')).toEqual([
      'opened first-failure media-prod × 3',
      'changed changed-verdict media-prod × 3',
    ]);
  });

  test('meets something else in the table says so, and goes on', async () => {
    const world = new ConversationWorld();
    await openOne(world);
    const unreadable = [{ id: 'torn', because: 'layout 2' }];
    const store = {
      ...world.store,
      listActive: async () => ({ ...(await world.store.listActive()), unreadable }),
    };
    const ports = world.ports(new FatedProcess(), { store });
    expect(await world.sweep(new FatedProcess(), ports)).toEqual({ incidents: 1, failed: 0 });
    expect(world.observed).toContain('unreadable item torn');
  });
});
