import { parseEvery } from '../../../cli/incidents/list.command';
import { makeIncident } from '../../fixtures/make-incident';
import { makeFakeIo } from './fake-io';
import {
  makeBadHour,
  makeSilence,
  makeStoreError,
  makeTable,
  runIncidents,
  withFault,
} from './incidents-fixture';

const ENV = { NO_COLOR: '1', INCIDENT_TABLE_NAME: 'incidents' };

interface Document {
  readonly incidents: readonly { readonly status: string }[];
}

describe('incidents list --watch', () => {
  it('prints into a pipe once, and again only when something has changed', async () => {
    const fake = makeFakeIo({ env: ENV });
    const store = await makeTable([makeIncident()]);
    let looks = 0;
    const changing = withFault(store, {
      listSilences: async (time) => {
        looks += 1;
        if (looks === 3) await store.writeSilence(makeSilence());
        if (looks === 4) fake.stop.abort();
        return store.listSilences(time);
      },
    });
    const { code, stdout } = await runIncidents(['list', '--watch', '--every', '0.1', '--json'], {
      store: changing,
      fake,
    });
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Document);
    expect(printed.map(({ incidents }) => incidents[0]?.status)).toEqual(['open', 'silenced']);
    expect(code).toBe(1);
  });

  it('draws on a terminal anew, and keeps the top of it in sight', async () => {
    const fake = makeFakeIo({ env: ENV, isTTY: true, columns: 100 });
    Object.assign(fake.io.stdout, { rows: 6 });
    fake.stop.abort();
    const { stdout } = await runIncidents(['list', '--watch'], {
      store: await makeTable(makeBadHour()),
      fake,
    });
    expect(stdout.startsWith('\u001b[2J\u001b[H4 open')).toBe(true);
    expect(stdout.split('\n')).toHaveLength(6);
    expect(stdout).toMatch(/… \d+ more lines; without --watch all are shown\n$/);
  });

  it('outlives a table that does not answer for a moment, and says so', async () => {
    const fake = makeFakeIo({ env: ENV });
    const store = await makeTable([makeIncident()]);
    let looks = 0;
    const flaky = withFault(store, {
      listActive: () => {
        looks += 1;
        if (looks === 2) {
          fake.stop.abort();
          return Promise.reject(makeStoreError(true));
        }
        return store.listActive();
      },
    });
    // Stopped during the second look: the run ends after it.
    const { code, stderr } = await runIncidents(['list', '--watch', '--every', '0.1'], {
      store: flaky,
      fake,
    });
    expect(stderr).toBe('warning: the incident table: Query failed: Timeout\n');
    expect(code).toBe(1);
  });

  it.each(['0', '0.05', '3601', '-1', 'x', ''])('refuses to look every "%s" seconds', (text) => {
    expect(() => parseEvery(text)).toThrow('must be seconds from 0.1 to 3,600.');
  });
});

describe('the incident table', () => {
  it.each([
    ['nothing', [], { USER: 'ana' }, 'no incident table: give --table NAME, or set INCIDENT_TABLE_NAME'],
    ['no name', ['--table', 'a b'], {}, '--table "a b" is no table'],
    ['no name in the environment', [], { INCIDENT_TABLE_NAME: '!' }, 'INCIDENT_TABLE_NAME "!" is no table'],
    [
      'no Region',
      ['--table', 'tab', '--region', 'Ireland'],
      {},
      '--region "Ireland" is no Region; one is like eu-west-1',
    ],
  ])('cannot be found with %s', async (...[, args, env, message]) => {
    const { code, stdout, stderr } = await runIncidents(['list', ...args], { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it.each([
    [['--table', 'mine', '--region', 'eu-west-1'], { tableName: 'mine', region: 'eu-west-1' }],
    [[], { tableName: 'incidents' }],
    [
      ['--table', 'arn:aws:dynamodb:eu-west-1:111111111111:table/mine'],
      { tableName: 'arn:aws:dynamodb:eu-west-1:111111111111:table/mine' },
    ],
  ])('is found by %j', async (args, place) => {
    expect((await runIncidents(['list', ...args])).places).toEqual([place]);
  });

  it('that refuses ends the command with 2 and its reason', async () => {
    const store = withFault(await makeTable([]), { listActive: () => Promise.reject(makeStoreError(false)) });
    const { code, stderr } = await runIncidents(['list'], { store });
    expect([code, stderr]).toEqual([2, 'error: the incident table: Query failed: AccessDeniedException\n']);
  });
});
