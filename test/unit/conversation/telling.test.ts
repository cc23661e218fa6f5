import type { DeliveryResult } from '../../../lambda/core/alerts/notifier';
import type { Investigation } from '../../../lambda/core/diagnosis/investigate';
import { makeInvestigation } from '../../fixtures/make-incident';
import { ConversationWorld } from './conversation-world';
import { FatedProcess } from './fated-process';

const ROLE = { check: 'role-trust', subject: 'arn:aws:iam::111111111111:role/replication' };

/** The role of `media-prod` is confirmed broken, where somebody asks for `AssumeRoleNotPermitted`. */
function lookAtRole({ reason }: { reason: { row: { reason: string } } }): Investigation {
  return reason.row.reason === 'AssumeRoleNotPermitted'
    ? makeInvestigation({ cause: ROLE })
    : makeInvestigation();
}

describe('channels', () => {
  test.each([
    ['sns', 'slack'],
    ['slack', 'sns'],
  ])('%s being down keeps nothing from %s, and gets it from a later sweep, once', async (down, up) => {
    const world = new ConversationWorld();
    world.setDown(down, true);
    world.fail(2);
    expect(await world.respond()).toMatchObject({ failedMessageIds: [] });
    expect(world.taken(up)).toEqual(['opened first-failure media-prod × 2']);
    world.setDown(down, false);
    await world.sweepFor(10);
    expect(world.taken(down)).toEqual(['opened first-failure media-prod × 2']);
    expect(world.taken(up)).toHaveLength(1);
    expect((await world.only()).outbox).toEqual([]);
  });

  test('have one alert under one id, whichever takes it first', async () => {
    const world = new ConversationWorld();
    world.setDown('slack', true);
    world.fail(2);
    await world.respond();
    world.setDown('slack', false);
    await world.sweepFor(5);
    const [sns, slack] = [world.alertsOn('sns'), world.alertsOn('slack')];
    expect(slack.map(({ id }) => id)).toEqual(sns.map(({ id }) => id));
    // That the other one has this very alert is not what was told before it.
    expect(slack[0]?.incident.told).toBeUndefined();
  });

  test('get the thread back that they gave, and no channel that of another', async () => {
    const world = new ConversationWorld();
    world.fail(2);
    await world.respond();
    world.advance(600);
    world.fail(9);
    await world.respond();
    const [opening] = world.alertsOn('slack');
    const thread = { channel: 'C1', reference: opening?.id };
    expect(world.given.filter(({ channel }) => channel === 'slack').map((one) => one.thread)).toEqual([
      undefined,
      thread,
    ]);
    expect(world.given.filter(({ channel }) => channel === 'sns').map((one) => one.thread)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test.each<[string, () => DeliveryResult | Promise<DeliveryResult>, string]>([
    [
      'throws at once',
      () => {
        throw new TypeError('https://hooks.example.com/secret');
      },
      'slack refused opened: unexpected TypeError',
    ],
    ['rejects', () => Promise.reject(new Error('secret')), 'slack refused opened: unexpected Error'],
    [
      'never answers',
      () => new Promise<never>(() => undefined),
      'slack refused opened: no answer in the time there was',
    ],
    [
      'asks to wait for ever',
      () => ({ ok: false, retryable: true, reason: 'HTTP 429', retryAfterSeconds: Infinity }),
      'slack refused opened: HTTP 429',
    ],
  ])('that %s is asked again later, and holds up no other', async (_what, answer, observed) => {
    const world = new ConversationWorld();
    world.fail(2);
    const waits: number[] = [];
    let cancelled = 0;
    const after = (ms: number, callback: () => void): (() => void) => {
      waits.push(ms);
      const timer = setImmediate(callback);
      return () => {
        cancelled += 1;
        clearImmediate(timer);
      };
    };
    const [sns, slack] = world.ports().ways;
    if (sns === undefined || slack === undefined) throw new Error('two ways');
    const deliver = (): Promise<DeliveryResult> => answer() as Promise<DeliveryResult>;
    const ways = [sns, { ...slack, notifier: { ...slack.notifier, deliver } }];
    const ports = world.ports(new FatedProcess(), { ways, clock: { after }, remainingMs: () => 40_000 });
    expect(await world.respond(new FatedProcess(), { ports })).toMatchObject({ failedMessageIds: [] });
    expect(world.observed).toContain(observed);
    // What came of it can still be noted before the invocation is killed.
    expect(waits).toEqual([37_000, 37_000]);
    // Nothing keeps the process from ending once all have answered.
    expect(cancelled).toBe(observed.includes('no answer') ? 1 : 2);
    const [entry] = (await world.only()).outbox;
    expect(entry?.channels).toEqual({ slack: { attempts: 1, nextAt: '2026-01-01T10:02:00.000Z' } });
    expect(world.alertsOn('sns')).toHaveLength(1);
  });

  test('wait as long as they ask for, and not until the next round before that', async () => {
    const world = new ConversationWorld();
    world.answers.set('slack', () => ({
      ok: false,
      retryable: true,
      reason: 'HTTP 429',
      retryAfterSeconds: 900,
    }));
    world.fail(1);
    await world.respond();
    world.setDown('slack', false);
    await world.sweepFor(10);
    expect(world.alertsOn('slack')).toHaveLength(0);
    await world.sweepFor(5);
    expect(world.alertsOn('slack')).toHaveLength(1);
  });
});

test('what a lease no longer covers is not begun: somebody else may be at it', async () => {
  const world = new ConversationWorld();
  world.fail(2);
  const ports = world.ports(new FatedProcess(), {
    investigate: () => {
      world.advance(50);
      return Promise.resolve(new Map());
    },
  });
  await world.respond(new FatedProcess(), { ports });
  expect(world.given).toEqual([]);
  await world.sweepFor(5);
  expect(world.taken('sns')).toEqual(['opened first-failure media-prod × 2']);
});

test('what has left and cannot be noted leaves again under the same id, and that is observed', async () => {
  const world = new ConversationWorld();
  world.fail(2);
  let writes = 0;
  const fortune = (what: string): 'fails' | undefined =>
    what === 'store.write' && (writes += 1) === 2 ? 'fails' : undefined;
  expect(await world.respond(new FatedProcess(fortune))).toMatchObject({ failedMessageIds: [] });
  expect(world.observed.at(-1)).toBe('settle failed: Error: the table did not answer');
  await world.sweepFor(5);
  const ids = world.alertsOn('sns').map(({ id }) => id);
  expect(ids).toEqual([ids[0], ids[0]]);
});

test('a defect in what was seen costs the alerts of this round, and neither the counts nor the answer to SQS', async () => {
  const world = new ConversationWorld();
  world.look = () => ({}) as Investigation;
  world.fail(2);
  const { observer } = world.ports();
  const ports = world.ports(new FatedProcess(), {
    observer: { ...observer, investigated: () => undefined },
  });
  expect(await world.respond(new FatedProcess(), { ports })).toMatchObject({ failedMessageIds: [] });
  expect(world.observed.at(-1)).toMatch(/^not told: TypeError/);
  world.advance(60);
  world.look = () => makeInvestigation();
  await world.sweepFor(5);
  expect(world.taken('slack')).toEqual(['opened first-failure media-prod × 2']);
});

test('an alert that cannot be made keeps nothing from the others', async () => {
  const world = new ConversationWorld();
  world.fail(2, { ruleId: 'torn' });
  world.fail(1, { ruleId: 'fine' });
  let isTorn = true;
  const links = {
    get runbookBaseUrl(): string {
      if (!isTorn) return 'https://runbooks.example.com/';
      isTorn = false;
      throw new TypeError('a defect');
    },
  };
  const ports = world.ports(new FatedProcess(), { links });
  expect(await world.respond(new FatedProcess(), { ports })).toMatchObject({ failedMessageIds: [] });
  expect(world.alertsOn('sns').map(({ replication }) => replication.ruleId)).toEqual(['fine']);
  expect(world.observed.filter((line) => line.startsWith('not told'))).toEqual([
    'not told: TypeError: a defect',
  ]);
  await world.sweepFor(5);
  expect(world.alertsOn('slack').map(({ replication }) => replication.ruleId)).toEqual(['fine', 'torn']);
});

describe('looking', () => {
  test('begins with the most severe, because a wave looks at some only', async () => {
    const world = new ConversationWorld();
    const asked: string[] = [];
    world.look = ({ reason }) => {
      asked.push(reason.row.reason);
      return undefined;
    };
    world.fail(1, { failureReason: 'SrcObjectNotEligible' });
    world.fail(1, { failureReason: 'AssumeRoleNotPermitted' });
    await world.respond();
    expect(asked).toEqual(['AssumeRoleNotPermitted', 'SrcObjectNotEligible']);
  });

  test('that was skipped does not cover what was seen before', async () => {
    const world = new ConversationWorld();
    world.look = lookAtRole;
    world.fail(1, { failureReason: 'AssumeRoleNotPermitted' });
    await world.respond();
    world.look = () => ({ ...makeInvestigation(), skipped: 'too many' });
    world.advance(600);
    world.fail(20, { failureReason: 'AssumeRoleNotPermitted' });
    await world.respond();
    expect(world.alertsOn('sns').map(({ type, diagnosis }) => [type, diagnosis.verdict])).toEqual([
      ['opened', 'confirmed'],
      ['grew', 'confirmed'],
    ]);
  });

  test('that comes to nothing leaves the word of the catalog', async () => {
    const world = new ConversationWorld();
    world.fail(1);
    await world.respond(new FatedProcess({ call: 'investigate', fate: 'fails' }));
    expect(world.observed).toContain('looking failed: Error: no answer');
    expect(world.alertsOn('slack').map(({ diagnosis }) => diagnosis.verdict)).toEqual(['likely']);
  });
});
