import assert from 'node:assert/strict';
import type { Incident } from '../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../lambda/core/incidents/incident-store';
import type { Silence } from '../../lambda/core/incidents/silence';
import { LOOKED, makeIncident, makeKey, WAITING } from './incident-fixture';

/** One sentence that holds for every store. It is given a store that holds nothing, and fails by throwing. */
export interface StoreRule {
  readonly name: string;
  run(store: IncidentStore): Promise<void>;
}

const WRITERS = 8;

/** More than all the writes of all the others. */
const MOST_ATTEMPTS = 200;

const versions: readonly StoreRule[] = [
  {
    name: 'ids without an incident are left out',
    run: async (store) => {
      assert.deepEqual(await readAll(store, []), []);
      assert.deepEqual(await readAll(store, ['0000000000000000']), []);
    },
  },
  {
    name: 'what is written comes back as it was, under the next version, whatever names are in it',
    run: async (store) => {
      const hostile = makeIncident({
        key: { ...makeKey('\u0000\n"<!channel>\ud83c 🎬'), destinationBucket: null, failureReason: null },
        prefixes: JSON.parse('{"__proto__": 1, "": 2, "$.a[0]": 3}') as Record<string, number>,
        samples: [{ key: '../../\u001b[31m\ud83c' }],
        failures: Number.MAX_SAFE_INTEGER,
        looked: LOOKED,
        outbox: WAITING,
        threads: { slack: { channel: 'C1', reference: '1767261600.000100' } },
      });
      assert.equal(await store.write(hostile), 'written');
      assert.deepEqual(await readAll(store, [hostile.id]), [{ ...hostile, version: 1 }]);
    },
  },
  {
    name: 'a first write finds out that somebody was first, and changes nothing',
    run: async (store) => {
      await store.write(makeIncident({ failures: 1 }));
      assert.equal(await store.write(makeIncident({ failures: 99 })), 'conflict');
      assert.equal((await readOne(store)).failures, 1);
    },
  },
  {
    name: 'a write made from an old version finds that out, and changes nothing',
    run: async (store) => {
      await store.write(makeIncident());
      const old = await readOne(store);
      assert.equal(await store.write({ ...old, failures: 10 }), 'written');
      assert.equal(await store.write({ ...old, failures: 99 }), 'conflict');
      assert.deepEqual(await readOne(store), { ...old, failures: 10, version: 2 });
    },
  },
  {
    name: 'a write made from a version that never was is a conflict',
    run: async (store) => {
      assert.equal(await store.write(makeIncident({ version: 7 })), 'conflict');
      await store.write(makeIncident());
      assert.equal(await store.write(makeIncident({ version: 7 })), 'conflict');
    },
  },
  {
    name: 'nobody changes what is stored by keeping what was handed over or what came back',
    run: async (store) => {
      const given = structuredClone(makeIncident()) as { failures: number; operations: object; id: string };
      await store.write(given as unknown as Incident);
      Object.assign(given.operations, { OBJECT_PUT: 99 });
      const got = await readOne(store);
      Object.assign(got.operations, { OBJECT_PUT: 99 });
      assert.deepEqual((await readOne(store)).operations, { OBJECT_PUT: 3 });
    },
  },
];

const concurrency: readonly StoreRule[] = [
  {
    name: `of ${WRITERS} writers that open an incident at once exactly one does`,
    run: async (store) => {
      const outcomes = await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) => store.write(makeIncident({ failures: writer }))),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'written').length, 1);
      assert.equal((await readOne(store)).failures, outcomes.indexOf('written'));
    },
  },
  {
    name: `${WRITERS} writers that count at once lose no failure and repeat none`,
    run: async (store) => {
      const rounds = 5;
      await Promise.all(
        Array.from({ length: WRITERS }, async (_, writer) => {
          for (let round = 0; round < rounds; round += 1) await countOne(store, `${writer}-${round}`);
        }),
      );
      const { failures, version, appliedBatches } = await readOne(store);
      assert.equal(failures, WRITERS * rounds);
      assert.equal(version, WRITERS * rounds);
      assert.equal(new Set(appliedBatches.map(({ id }) => id)).size, WRITERS * rounds);
    },
  },
];

const lists: readonly StoreRule[] = [
  {
    name: 'active is what lasts or still has something to say; the longest quiet comes first',
    run: async (store) => {
      const incidents = [
        incidentAt('10:20', { state: 'acknowledged' }),
        incidentAt('10:00', { state: 'open' }),
        incidentAt('10:10', { state: 'recovering' }),
        incidentAt('09:50', { state: 'resolved', outbox: WAITING }),
        incidentAt('09:40', { state: 'resolved' }),
      ];
      for (const incident of incidents) await store.write(incident);
      assert.deepEqual(await activeTimes(store), ['09:50', '10:00', '10:10', '10:20']);
    },
  },
  {
    name: 'an incident leaves the active ones with its last word and comes back when it fails again',
    run: async (store) => {
      await store.write(incidentAt('10:00', {}));
      const open = await readOne(store, incidentAt('10:00', {}).id);
      await store.write({ ...open, state: 'resolved' });
      assert.deepEqual(await activeTimes(store), []);
      await store.write({ ...open, version: 2, lastSeen: '2026-01-01T12:00:00.000Z' });
      assert.deepEqual(await activeTimes(store), ['12:00']);
    },
  },
  {
    name: 'the list has active and resolved ones, latest first, and no more than asked for',
    run: async (store) => {
      const times = ['10:00', '10:04', '10:01', '10:02', '10:03', '10:08', '10:30'];
      for (const [at, time] of times.entries()) {
        await store.write(incidentAt(time, { state: at % 2 === 0 ? 'open' : 'resolved' }));
      }
      assert.deepEqual(await listTimes(store, 4), ['10:30', '10:08', '10:04', '10:03']);
      assert.deepEqual(await listTimes(store, 100), times.toSorted().reverse());
      assert.deepEqual(await listTimes(store, 0), []);
    },
  },
  {
    name: 'hundreds of incidents are read and listed without losing one',
    run: async (store) => {
      const many = Array.from({ length: 230 }, (_, at) => makeIncident({ key: makeKey(`rule-${at}`) }));
      await Promise.all(many.map((incident) => store.write(incident)));
      const ids = many.map(({ id }) => id).toSorted();
      const { found } = await store.listActive();
      assert.deepEqual(found.map(({ id }) => id).toSorted(), ids);
      assert.deepEqual([...(await store.read([...ids, ...ids])).found.keys()].toSorted(), ids);
    },
  },
  {
    name: 'openings are those of active incidents since a time, that time included, the first first',
    run: async (store) => {
      const opened = (time: string, changes: Partial<Incident> = {}) =>
        incidentAt(time, { openedAt: `2026-01-01T${time}:00.000Z`, ...changes });
      const incidents = [
        opened('10:10'),
        opened('10:05'),
        opened('10:04'),
        opened('10:20', { state: 'resolved' }),
      ];
      for (const incident of incidents) await store.write(incident);
      assert.deepEqual(await store.listOpenedSince('2026-01-01T10:05:00.000Z'), [
        { incidentId: opened('10:05').id, openedAt: '2026-01-01T10:05:00.000Z' },
        { incidentId: opened('10:10').id, openedAt: '2026-01-01T10:10:00.000Z' },
      ]);
    },
  },
];

const receipts: readonly StoreRule[] = [
  {
    name: 'a message is found in every batch that had it since a time, and an unknown one in none',
    run: async (store) => {
      await store.writeReceipt({ batchId: 'b0', at: '2026-01-01T09:59:59.999Z', messageIds: ['m1'] });
      await store.writeReceipt({ batchId: 'b1', at: '2026-01-01T10:00:00.000Z', messageIds: ['m1', 'm2'] });
      await store.writeReceipt({ batchId: 'b2', at: '2026-01-01T10:10:00.000Z', messageIds: ['m1', 'm3'] });
      const found = await store.findBatches(['m1', 'm2', 'm4', 'm1'], '2026-01-01T10:00:00.000Z');
      assert.deepEqual([...found].toSorted(), [
        ['m1', ['b1', 'b2']],
        ['m2', ['b1']],
      ]);
      assert.deepEqual([...(await store.findBatches([], '2026-01-01T09:00:00.000Z'))], []);
    },
  },
  {
    name: 'batches of one instant do not replace one another, and an empty one does no harm',
    run: async (store) => {
      const at = '2026-01-01T10:00:00.000Z';
      await store.writeReceipt({ batchId: 'b1', at, messageIds: ['m1'] });
      await store.writeReceipt({ batchId: 'b2', at, messageIds: ['m1'] });
      await store.writeReceipt({ batchId: 'b3', at, messageIds: [] });
      const found = await store.findBatches(['m1'], at);
      assert.deepEqual(found.get('m1')?.toSorted(), ['b1', 'b2']);
    },
  },
  {
    name: 'the largest batch of SQS is remembered whole, message by message',
    run: async (store) => {
      const at = '2026-01-01T10:00:00.000Z';
      const messageIds = Array.from({ length: 10_000 }, (_, index) => `059f36b4-87a3-44ab-83d2-${index}`);
      await store.writeReceipt({ batchId: 'b1', at, messageIds });
      const asked = [...messageIds.slice(-5), '059f36b4-87a3-44ab-83d2-10000'];
      const found = await store.findBatches(asked, at);
      assert.deepEqual([...found.keys()].toSorted(), messageIds.slice(-5).toSorted());
    },
  },
];

const silences: readonly StoreRule[] = [
  {
    name: 'silences are listed until they expire, the first made first',
    run: async (store) => {
      const [early, late, over] = [
        makeSilence('s1', { createdAt: '2026-01-01T08:00:00.000Z' }),
        makeSilence('s0', { createdAt: '2026-01-01T09:00:00.000Z' }),
        makeSilence('s2', { until: '2026-01-01T10:00:00.000Z' }),
      ];
      for (const silence of [late, early, over]) await store.writeSilence(silence);
      const { found } = await store.listSilences('2026-01-01T10:00:00.000Z');
      assert.deepEqual(found, [early, late]);
    },
  },
  {
    name: 'a silence is replaced by one with its id, and removed once',
    run: async (store) => {
      await store.writeSilence(makeSilence('s1', { comment: 'first' }));
      await store.writeSilence(makeSilence('s1', { comment: 'second' }));
      const { found } = await store.listSilences('2026-01-01T10:00:00.000Z');
      assert.deepEqual(
        found.map(({ comment }) => comment),
        ['second'],
      );
      assert.equal(await store.removeSilence('s1'), true);
      assert.equal(await store.removeSilence('s1'), false);
      assert.deepEqual((await store.listSilences('2026-01-01T10:00:00.000Z')).found, []);
    },
  },
];

/** Everything that `IncidentStore` promises. */
export const INCIDENT_STORE_CONTRACT: readonly StoreRule[] = [
  ...versions,
  ...concurrency,
  ...lists,
  ...receipts,
  ...silences,
];

/** As the responder counts: read, change, write, and all again when somebody was first. */
async function countOne(store: IncidentStore, batchId: string): Promise<void> {
  const { id } = makeIncident();
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const known = (await store.read([id])).found.get(id) ?? makeIncident({ failures: 0, appliedBatches: [] });
    const appliedBatches = [...known.appliedBatches, { id: batchId, at: '2026-01-01T10:00:00.000Z' }];
    if ((await store.write({ ...known, failures: known.failures + 1, appliedBatches })) === 'written') return;
  }
  assert.fail('somebody was first every time');
}

async function readAll(store: IncidentStore, ids: readonly string[]): Promise<readonly Incident[]> {
  const { found, unreadable } = await store.read(ids);
  assert.deepEqual(unreadable, []);
  return [...found.values()];
}

async function readOne(store: IncidentStore, id = makeIncident().id): Promise<Incident> {
  const [incident] = await readAll(store, [id]);
  assert.ok(incident, `nothing is stored under ${id}`);
  return incident;
}

/** Last seen at a time of the day, and different from those of other times. */
function incidentAt(time: string, changes: Partial<Incident>): Incident {
  return makeIncident({ key: makeKey(`at ${time}`), lastSeen: `2026-01-01T${time}:00.000Z`, ...changes });
}

async function activeTimes(store: IncidentStore): Promise<readonly string[]> {
  return toTimes((await store.listActive()).found);
}

async function listTimes(store: IncidentStore, most: number): Promise<readonly string[]> {
  return toTimes((await store.list(most)).found);
}

function toTimes(incidents: readonly Incident[]): readonly string[] {
  return incidents.map(({ lastSeen }) => lastSeen.slice(11, 16));
}

function makeSilence(id: string, changes: Partial<Silence>): Silence {
  return {
    id,
    matchers: { sourceBucket: 'media-prod', rulePrefix: '"all-' },
    createdAt: '2026-01-01T09:00:00.000Z',
    until: '2026-01-01T12:00:00.000Z',
    by: 'on-call',
    comment: 'Maintenance of media-dr 🎬',
    ...changes,
  };
}
