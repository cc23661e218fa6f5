import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMemoryIncidentStore } from '../../lambda/adapters/incident-store/memory-incident-store';
import type { Incident } from '../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../lambda/core/incidents/incident-store';
import { INCIDENT_STORE_CONTRACT } from './incident-store-contract';

/** The table keeps the same contract in the local AWS, where its checks are. */
const RUNNERS = [__filename, join(__dirname, '../cloud/scenarios/store.checks.ts')];

const STORES = readdirSync(join(__dirname, '../../lambda/adapters/incident-store')).filter((file) =>
  file.endsWith('-incident-store.ts'),
);

describe('the store in memory keeps the incident store contract', () => {
  test.each(INCIDENT_STORE_CONTRACT.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    await expect(rule.run(createMemoryIncidentStore())).resolves.toBeUndefined();
  });
});

test.each(STORES)('%s runs the whole contract somewhere', (file) => {
  const imported = `incident-store/${file.replace(/\.ts$/, '')}'`;
  const running = RUNNERS.map((runner) => readFileSync(runner, 'utf8')).filter(
    (text) => text.includes(imported) && text.includes('INCIDENT_STORE_CONTRACT'),
  );
  expect(running).toHaveLength(1);
});

/** What a store does wrong, on top of the store in memory, which does it right. */
type Defect = (store: IncidentStore) => Partial<IncidentStore>;

const ordered = <T>(list: readonly T[]): T[] => [...list].reverse();

const DEFECTS: Readonly<Record<string, Defect>> = {
  'forgets what it is given': () => ({ write: () => Promise.resolve('written') }),
  'stores without a condition': (store) => ({
    write: async (incident) => {
      const known = (await store.read([incident.id])).found.get(incident.id);
      return store.write({ ...incident, version: known?.version ?? 0 });
    },
  }),
  'stores although there is a conflict, and says so': (store) => ({
    write: async (incident) => {
      const outcome = await store.write(incident);
      const known = (await store.read([incident.id])).found.get(incident.id);
      if (outcome === 'conflict') await store.write({ ...incident, version: known?.version ?? 0 });
      return outcome;
    },
  }),
  'says "written" to everybody': (store) => ({
    write: async (incident) => {
      await store.write(incident);
      return 'written';
    },
  }),
  'keeps the version that it is given': (store) => ({
    read: async (ids) => {
      const { found, unreadable } = await store.read(ids);
      const older = [...found].map(([id, one]) => [id, { ...one, version: one.version - 1 }] as const);
      return { found: new Map(older), unreadable };
    },
  }),
  'hands out what it stores': (store) => {
    const shared = new Map<string, Incident>();
    return {
      read: async (ids) => {
        const { found, unreadable } = await store.read(ids);
        for (const [id, one] of found) {
          if (shared.get(id)?.version !== one.version) shared.set(id, one);
        }
        return { found: new Map([...shared].filter(([id]) => ids.includes(id))), unreadable };
      },
    };
  },
  'drops what is not plain ASCII': (store) => ({
    write: (incident) =>
      store.write(JSON.parse(JSON.stringify(incident).replaceAll(/[^\x20-\x7e]/gu, '?')) as Incident),
  }),
  'lists what is resolved and told as active': (store) => ({ listActive: () => store.list(1_000) }),
  'forgets what is resolved and not told': (store) => ({
    listActive: async () => {
      const { found, unreadable } = await store.listActive();
      return { found: found.filter(({ state }) => state !== 'resolved'), unreadable };
    },
  }),
  'lists in another order': (store) => ({
    listActive: async () => {
      const { found, unreadable } = await store.listActive();
      return { found: ordered(found), unreadable };
    },
  }),
  'lists more than asked for': (store) => ({ list: () => store.list(1_000) }),
  'lists active incidents only': (store) => ({
    list: async (most) => {
      const { found, unreadable } = await store.listActive();
      return { found: ordered(found).slice(0, most), unreadable };
    },
  }),
  'reads a hundred at most': (store) => ({ read: (ids) => store.read(ids.slice(0, 100)) }),
  'leaves out an opening of that very moment': (store) => ({
    listOpenedSince: async (at) =>
      (await store.listOpenedSince(at)).filter(({ openedAt }) => openedAt !== at),
  }),
  'finds batches of before': (store) => ({
    findBatches: (messageIds) => store.findBatches(messageIds, '2000-01-01T00:00:00.000Z'),
  }),
  'keeps one receipt a moment': (store) => {
    const seen = new Set<string>();
    return {
      writeReceipt: async (receipt) => {
        if (!seen.has(receipt.at)) await store.writeReceipt(receipt);
        seen.add(receipt.at);
      },
    };
  },
  'keeps the first messages of a large batch': (store) => ({
    writeReceipt: (receipt) =>
      store.writeReceipt({ ...receipt, messageIds: receipt.messageIds.slice(0, 9_000) }),
  }),
  'lists a silence in its last moment': (store) => ({
    listSilences: () => store.listSilences('2026-01-01T09:59:59.999Z'),
  }),
  'keeps the first silence of an id': (store) => ({
    writeSilence: async (silence) => {
      const { found } = await store.listSilences(silence.createdAt);
      if (!found.some(({ id }) => id === silence.id)) await store.writeSilence(silence);
    },
  }),
  'removes silences without telling': (store) => ({
    removeSilence: async (id) => {
      await store.removeSilence(id);
      return true;
    },
  }),
};

describe('the contract finds a store that', () => {
  test.each(Object.entries(DEFECTS))('%s', async (_name, defect) => {
    const outcomes = await Promise.allSettled(
      INCIDENT_STORE_CONTRACT.map(async (rule) => {
        const store = createMemoryIncidentStore();
        await rule.run({ ...store, ...defect(store) });
      }),
    );
    expect(outcomes.map(({ status }) => status)).toContain('rejected');
  });
});
