import type { Incident } from '../../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../../lambda/core/incidents/incident-store';
import { sweepIncident } from '../../../lambda/core/incidents/sweep-incident';
import { takeDue } from '../../../lambda/core/incidents/take-due';
import { at, makeContext, makeEntry, makeIncident, makeTold, SLACK, SNS } from '../../fixtures/make-incident';
import {
  HOSTILE,
  expectVisible,
  makeStoreError,
  makeTable,
  runIncidents,
  TYPED_AT,
  withFault,
} from './incidents-fixture';

const ENV = { INCIDENT_TABLE_NAME: 'incidents' };
const OPEN = makeIncident({ told: makeTold() });
const OTHER = makeIncident({ told: makeTold() }, { ruleId: 'other' });

async function read(store: IncidentStore, { id }: Incident = OPEN): Promise<Incident> {
  const found = (await store.read([id])).found.get(id);
  if (found === undefined) throw new Error('it is gone');
  return found;
}

describe('incidents ack', () => {
  it('notes who is at it, since when, and what they say', async () => {
    const store = await makeTable([OPEN]);
    const { code, stdout } = await runIncidents(['ack', OPEN.id, '--comment', ' on it '], { store });
    expect([code, stdout]).toEqual([0, `${OPEN.id}  media-prod → media-dr: ana is at it\n`]);
    expect(await read(store)).toMatchObject({
      state: 'acknowledged',
      stateSince: TYPED_AT,
      acknowledgement: { by: 'ana', at: TYPED_AT, comment: 'on it' },
      outbox: [],
    });
  });

  it('takes it back with --release', async () => {
    const store = await makeTable([OPEN]);
    await runIncidents(['ack', OPEN.id], { store });
    const { code, stdout } = await runIncidents(['ack', '--release', OPEN.id.slice(0, 6)], { store });
    expect([code, stdout]).toEqual([0, `${OPEN.id}  media-prod → media-dr: open, nobody is at it\n`]);
    expect(await read(store)).not.toHaveProperty('acknowledgement');
  });

  it.each([
    [['--by', 'ben'], { USER: 'ana' }, 'ben'],
    [[], { USER: 'ana', LOGNAME: 'x' }, 'ana'],
    [[], { USER: '', LOGNAME: 'lea' }, 'lea'],
    [[], { USERNAME: 'eva' }, 'eva'],
  ])('is by %j in an environment of %j: %s', async (args, env, by) => {
    const store = await makeTable([OPEN]);
    await runIncidents(['ack', OPEN.id, ...args], {
      store,
      env: { ...ENV, ...env },
    });
    expect((await read(store)).acknowledgement?.by).toBe(by);
  });

  it.each([
    [[], {}, 'who is it? Give --by NAME'],
    [['--by', ' '], { USER: 'ana' }, 'who is it? Give --by NAME'],
    [['--by', 'x'.repeat(101)], {}, '--by has 101 characters; at most 100 are kept'],
    [['--comment', 'x'.repeat(501)], { USER: 'ana' }, '--comment has 501 characters; at most 500 are kept'],
  ])('with %j in an environment of %j is refused, and changes nothing', async (args, env, message) => {
    const store = await makeTable([OPEN]);
    const run = await runIncidents(['ack', OPEN.id, ...args], {
      store,
      env: { ...ENV, ...env },
    });
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(message);
    expect((await read(store)).version).toBe(1);
  });

  it('looks every id up before it changes anything', async () => {
    const store = await makeTable([OPEN]);
    expect((await runIncidents(['ack', OPEN.id, '00000000'], { store })).code).toBe(2);
    expect((await read(store)).state).toBe('open');
  });

  it('does what it can of several, and refuses the rest', async () => {
    const taken = { ...OTHER, state: 'acknowledged' } as const;
    const store = await makeTable([taken, OPEN]);
    const { code, stdout, stderr } = await runIncidents(['ack', taken.id, OPEN.id], { store });
    expect(code).toBe(2);
    expect(stdout).toContain(`${OPEN.id}  media-prod → media-dr: ana is at it`);
    expect(stderr).toBe(
      `error: incident ${taken.id} cannot be acknowledged: it is acknowledged, and has to be open; ` +
        `"incidents ack --release ${taken.id}" and "incidents resolve ${taken.id}" are possible\n`,
    );
  });

  it('gives programs what was done and what was not', async () => {
    const { code, stdout } = await runIncidents(['ack', OPEN.id, OTHER.id, '--json'], {
      store: await makeTable([OPEN, { ...OTHER, state: 'resolved' }]),
    });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      incidents: [{ id: OPEN.id, status: 'acknowledged', acknowledgement: { by: 'ana' } }],
      refused: [expect.stringContaining('it is resolved')],
    });
  });

  it('shows names that a terminal must not get as text', async () => {
    const store = await makeTable([makeIncident({}, { sourceBucket: HOSTILE })]);
    const [{ id } = OPEN] = (await store.listActive()).found;
    const { stdout } = await runIncidents(['ack', id, '--by', HOSTILE], { store });
    expectVisible(stdout);
  });
});

test.each<[string, Incident['state'], readonly string[], string]>([
  [
    'ack',
    'recovering',
    [],
    'cannot be acknowledged: it is recovering, and has to be open; wait for it to end by itself',
  ],
  ['ack', 'resolved', [], 'it is resolved, and has to be open; there is nothing to do until it fails again'],
  [
    'ack',
    'open',
    ['--release'],
    'cannot be released: it is open, and has to be acknowledged; "incidents ack',
  ],
  [
    'resolve',
    'resolved',
    [],
    'cannot be closed: it is resolved, and has to be open, acknowledged, or recovering',
  ],
])(
  'incidents %s of one that is %s is refused with what to do instead',
  async (...[name, state, args, message]) => {
    const store = await makeTable([{ ...OPEN, state }]);
    const { code, stderr } = await runIncidents([name, OPEN.id, ...args], { store });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect((await read(store)).version).toBe(1);
  },
);

describe('incidents resolve', () => {
  const thread = { slack: { channel: 'C1', reference: '1.2' } };

  it('closes it, and leaves what is to be said to the next sweep, wherever it was told', async () => {
    const store = await makeTable([{ ...OPEN, threads: thread }]);
    const { code, stdout } = await runIncidents(['resolve', OPEN.id, '--comment', 'wrong alarm'], { store });
    expect(code).toBe(0);
    expect(stdout).toContain('closed by ana. Whoever heard of it is told with the next sweep.');
    const closed = await read(store);
    expect(closed).toMatchObject({
      state: 'resolved',
      resolution: { by: 'ana', at: TYPED_AT, proof: 'Closed by hand: wrong alarm. Nothing was checked.' },
    });
    const swept = sweepIncident(closed, makeContext({ now: TYPED_AT, by: 'sweep' }));
    const { due } = takeDue(swept.incident, { by: 'sweep', now: TYPED_AT, channels: [SNS, SLACK] });
    expect(due.map(({ entry, channels }) => [entry.type, channels])).toEqual([
      ['resolved', ['sns', 'slack']],
    ]);
  });

  it('is heard only where the incident was: another channel would not know what is over', async () => {
    const store = await makeTable([OPEN]);
    await runIncidents(['resolve', OPEN.id], { store });
    expect((await read(store)).outbox.map(({ channels }) => Object.keys(channels))).toEqual([['sns']]);
  });

  it('takes the place of what has not left on a channel that shows the newest', async () => {
    const store = await makeTable([{ ...OPEN, outbox: [makeEntry()] }]);
    await runIncidents(['resolve', OPEN.id], { store });
    const waiting = (await read(store)).outbox.map(({ type, channels }) => [type, Object.keys(channels)]);
    expect(waiting).toEqual([
      ['opened', ['sns']],
      ['resolved', ['sns', 'slack']],
    ]);
  });

  it('keeps away from what somebody is delivering', async () => {
    const lease = { by: 'batch-1', until: at(2) };
    const store = await makeTable([{ ...OPEN, outbox: [makeEntry({ lease })] }]);
    await runIncidents(['resolve', OPEN.id], { store });
    expect((await read(store)).outbox.map((entry) => entry.lease)).toEqual([lease, undefined]);
  });

  it('tells nobody of what nobody has heard', async () => {
    const store = await makeTable([makeIncident()]);
    const { stdout } = await runIncidents(['resolve', OPEN.id], { store });
    expect(stdout).toContain('Nobody is told, because nobody had heard of it.');
    expect(await read(store)).toMatchObject({ state: 'resolved', outbox: [] });
  });
});

describe('a table that others write, too', () => {
  it('keeps what they wrote: the change is made again on top of it', async () => {
    const memory = await makeTable([OPEN]);
    let isFirst = true;
    const store = withFault(memory, {
      write: async (incident) => {
        if (isFirst) {
          isFirst = false;
          await memory.write({ ...(await read(memory)), failures: 99 });
        }
        return memory.write(incident);
      },
    });
    expect((await runIncidents(['ack', OPEN.id], { store })).code).toBe(0);
    expect(await read(memory)).toMatchObject({ failures: 99, state: 'acknowledged', version: 3 });
  });

  it('wins where somebody else was faster with the same', async () => {
    const memory = await makeTable([OPEN]);
    const store = withFault(memory, {
      write: async (incident) => {
        await memory.write({ ...(await read(memory)), state: 'resolved' });
        return memory.write(incident);
      },
    });
    const { code, stderr } = await runIncidents(['ack', OPEN.id], { store });
    expect(code).toBe(2);
    expect(stderr).toContain('it is resolved, and has to be open');
  });

  it('that does not answer is not asked for the others, and what was done is said', async () => {
    const memory = await makeTable([OPEN, OTHER]);
    const store = withFault(memory, { write: () => Promise.reject(makeStoreError(true)) });
    const { code, stderr } = await runIncidents(['ack', OPEN.id, OTHER.id], { store });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `error: incident ${OPEN.id}: the incident table: Query failed: Timeout\nincident ${OTHER.id} was not tried\n`,
    );
  });

  it('that has lost the incident meanwhile is no success', async () => {
    const memory = await makeTable([OPEN]);
    let reads = 0;
    const store = withFault(memory, {
      write: () => Promise.resolve('conflict'),
      read: (ids) => {
        reads += 1;
        return reads === 1 ? memory.read(ids) : Promise.resolve({ found: new Map(), unreadable: [] });
      },
    });
    const { code, stderr } = await runIncidents(['ack', OPEN.id], { store });
    expect([code, stderr]).toEqual([2, `error: incident ${OPEN.id} is gone from the table\n`]);
  });

  it('that holds something else by now in its place is left alone', async () => {
    const memory = await makeTable([OPEN]);
    let reads = 0;
    const store = withFault(memory, {
      write: () => Promise.resolve('conflict'),
      read: async (ids) => {
        reads += 1;
        if (reads === 1) return memory.read(ids);
        return { found: new Map(), unreadable: [{ id: OPEN.id, because: 'incident …: got layout 9' }] };
      },
    });
    const { code, stderr } = await runIncidents(['resolve', OPEN.id], { store });
    expect(code).toBe(2);
    expect(stderr).toContain('cannot be read; nothing was changed');
  });
});
