import type { Incident } from '../../../lambda/core/incidents/incident';
import { BROKEN, makeInvestigation, MENDED } from '../../fixtures/make-incident';
import { ConversationWorld, type Given } from './conversation-world';
import { type Fated, FatedProcess, FATES } from './fated-process';

/**
 * For every call that the functions make to the outside: it fails, it happens without an answer, it happens after
 * everybody has given up, and the process is killed just before and just after it. The calls are those that a run
 * without trouble makes; a call that is new in the functions is a new row here.
 */
interface Scenario {
  readonly name: string;
  /** Failures that are on the queue in the end, by source bucket and rule. */
  readonly failures: Readonly<Record<string, number>>;
  /** One of the messages cannot be read. */
  readonly isUnreadable?: true;
  /** Brings a world to just before what is watched. */
  readonly prepare: () => Promise<ConversationWorld>;
  readonly run: (world: ConversationWorld, process: FatedProcess) => Promise<unknown>;
  /** What the run without trouble has to have called, so that the matrix cannot be empty. */
  readonly calls: readonly string[];
}

const [ALPHA, BETA, GAMMA] = ['alpha', 'beta', 'gamma'].map((sourceBucket) => ({ sourceBucket }));

/** The visibility timeout of the queue: six times that of the function. */
const VISIBILITY_SECONDS = 360;

const RECEIVES = 5;

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a batch that opens three incidents, with a message that cannot be read',
    failures: { 'alpha/all-media': 3, 'beta/all-media': 2, 'gamma/all-media': 1 },
    isUnreadable: true,
    prepare: () => {
      const world = new ConversationWorld();
      world.fail(3, ALPHA);
      world.fail(2, BETA);
      world.fail(1, GAMMA);
      world.send('no JSON');
      return Promise.resolve(world);
    },
    run: (world, process) => world.respond(process),
    calls: [
      'investigate',
      'quarantine.keep',
      'slack.deliver',
      'sns.deliver',
      'store.listActive',
      'store.listSilences',
      'store.read',
      'store.write',
      'store.writeReceipt',
    ],
  },
  {
    name: 'a redelivered batch, of which half is counted',
    failures: { 'alpha/all-media': 5, 'beta/all-media': 2 },
    prepare: async () => {
      const world = new ConversationWorld();
      world.fail(3, ALPHA);
      // Counted, and killed while it is told.
      await world.respond(new FatedProcess({ call: 'sns.deliver', fate: 'is cut before' }));
      world.advance(VISIBILITY_SECONDS);
      world.fail(2, ALPHA);
      world.fail(2, BETA);
      return world;
    },
    run: (world, process) => world.respond(process),
    calls: [
      'investigate',
      'slack.deliver',
      'sns.deliver',
      'store.findBatches',
      'store.listActive',
      'store.listSilences',
      'store.read',
      'store.write',
      'store.writeReceipt',
    ],
  },
  {
    name: 'a sweep that resolves one, reminds of one, and delivers to a channel what it had refused',
    failures: { 'alpha/all-media': 3, 'beta/all-media': 2, 'gamma/all-media': 1 },
    prepare: async () => {
      const world = new ConversationWorld();
      world.look = ({ group }) => (group.key.sourceBucket === 'beta' ? BROKEN : makeInvestigation());
      world.fail(2, BETA);
      await world.respond();
      world.advance(3.5 * 3_600);
      world.fail(3, ALPHA);
      await world.respond();
      world.advance(1_780);
      world.setDown('sns', true);
      world.fail(1, GAMMA);
      await world.respond();
      world.setDown('sns', false);
      world.advance(120);
      return world;
    },
    run: (world, process) => world.sweep(process),
    calls: [
      'investigate',
      'slack.deliver',
      'sns.deliver',
      'store.listActive',
      'store.listSilences',
      'store.write',
    ],
  },
];

/** What is left behind comes back, the sweep comes by, the cause is mended, and all of it ends. */
async function settle(world: ConversationWorld): Promise<void> {
  for (let receive = 1; receive < RECEIVES && world.pending > 0; receive += 1) {
    // The sweep comes by before and after.
    await world.sweepFor(5);
    world.advance(VISIBILITY_SECONDS - 300);
    await world.respond();
  }
  await world.sweepFor(20);
  world.look = () => MENDED;
  await world.sweepFor(60);
}

interface Played {
  readonly world: ConversationWorld;
  readonly calls: readonly string[];
  /** What had left, and of which that was not noted, when the process ended: channel and alert. */
  readonly unnoted: ReadonlySet<string>;
}

async function play(scenario: Scenario, fated?: Fated): Promise<Played> {
  const world = await scenario.prepare();
  const process = new FatedProcess(fated);
  // A function that throws is started again: the schedule does that, and SQS.
  await scenario.run(world, process).catch(() => undefined);
  const calls = [...process.calls];
  const unnoted = await findUnnoted(world);
  await settle(world);
  return { world, calls, unnoted };
}

async function findUnnoted(world: ConversationWorld): Promise<ReadonlySet<string>> {
  const { found } = await world.store.listActive();
  const waiting = new Set(
    found.flatMap(({ outbox }) =>
      outbox.flatMap(({ alertId, channels }) => Object.keys(channels).map((name) => `${name} ${alertId}`)),
    ),
  );
  const taken = world.given.filter(({ isTaken }) => isTaken);
  return new Set(taken.map(toName).filter((name) => waiting.has(name)));
}

function isNotice({ alert, channel, isTaken }: Given): boolean {
  return alert.type === 'unreadable' && channel === 'sns' && isTaken;
}

function toName({ channel, alert }: Given): string {
  return `${channel} ${alert.id}`;
}

function toAlertId(name: string): string {
  return name.split(' ').at(-1) ?? '';
}

/** What must hold whatever happened, as sentences about what does not. */
async function findBroken(scenario: Scenario, { world, unnoted }: Played, plain: Played): Promise<string[]> {
  const incidents = await world.incidents();
  const counted = Object.fromEntries([...incidents].map(([name, { failures }]) => [name, failures]));
  return [
    ...(world.pending > 0 ? [`${world.pending} messages never done`] : []),
    ...differ('counts', counted, scenario.failures),
    ...[...incidents].flatMap(([name, incident]) => findUnfinished(name, incident, world)),
    ...findUntold(world),
    ...(scenario.isUnreadable && world.kept.length === 0 ? ['nothing in quarantine'] : []),
    ...(scenario.isUnreadable && !world.given.some(isNotice) ? ['nobody heard of what cannot be read'] : []),
    ...findRepeats(world, unnoted),
    ...differ('changes told', toChanges(world), toChanges(plain.world)),
  ];
}

function differ(what: string, got: unknown, expected: unknown): readonly string[] {
  const [is, should] = [got, expected].map((one) => JSON.stringify(sorted(one)));
  return is === should ? [] : [`${what}: got ${is}, expected ${should}`];
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort() : Object.entries(value as object).sort();
}

function findUnfinished(
  name: string,
  { id, state, outbox }: Incident,
  world: ConversationWorld,
): readonly string[] {
  const last = world.alertsOn('slack').findLast(({ incident }) => incident.id === id)?.type;
  const isFinished = state === 'resolved' && outbox.length === 0 && last === 'resolved';
  return isFinished ? [] : [`${name} is ${state} with ${outbox.length} unsaid, last on slack: ${last}`];
}

/** Nothing is given up within a day, so that all that was ever decided is in the stream. */
function findUntold(world: ConversationWorld): readonly string[] {
  const inStream = new Set(world.alertsOn('sns').map(({ id }) => id));
  return [...world.decided.keys()].filter((id) => !inStream.has(id)).map((id) => `${id} never reached sns`);
}

/** Only what had left without a note leaves again, once. */
function findRepeats(world: ConversationWorld, unnoted: ReadonlySet<string>): readonly string[] {
  const times = new Map<string, number>();
  for (const one of world.given) {
    if (one.isTaken && one.alert.type !== 'unreadable')
      times.set(toName(one), (times.get(toName(one)) ?? 0) + 1);
  }
  return [...times].flatMap(([name, count]) =>
    count > (unnoted.has(name) ? 2 : 1) ? [`${name} taken ${count} times`] : [],
  );
}

/** Each change of each incident that people were told, once; reminders and second looks come as time passes. */
function toChanges(world: ConversationWorld): readonly string[] {
  const alerts = new Map(world.alertsOn('sns').map((alert) => [alert.id, alert]));
  return [...alerts.values()]
    .filter(({ type }) => type !== 'reminder' && type !== 'changed')
    .map(({ type, incident, replication }) => `${type} ${replication.source.bucket} ${incident.episode}`);
}

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  test('without trouble, it makes the calls that are watched, and holds what must hold', async () => {
    const plain = await play(scenario);
    expect([...new Set(plain.calls)].sort()).toEqual(scenario.calls);
    expect(await findBroken(scenario, plain, plain)).toEqual([]);
    expect(plain.unnoted.size).toBe(0);
  });

  test.each(FATES)('whichever call %s, nothing is lost, short or told twice', async (fate) => {
    const plain = await play(scenario);
    for (const [call, what] of plain.calls.entries()) {
      const played = await play(scenario, { call, fate });
      const broken = await findBroken(scenario, played, plain);
      // A process that goes on loses the trace of one message at most; one that is cut, of those under way.
      if (!fate.startsWith('is cut') && new Set([...played.unnoted].map(toAlertId)).size > 1)
        broken.push(`${played.unnoted.size} alerts left without a note`);
      expect({ call: `${call} ${what} ${fate}`, broken }).toEqual({
        call: `${call} ${what} ${fate}`,
        broken: [],
      });
    }
  });
});
