import { countColumns } from '../../../lambda/core/render/terminal-text';
import { at, makeIncident } from '../../fixtures/make-incident';
import {
  expectGolden,
  HOSTILE,
  expectVisible,
  makeBadHour,
  makeSilence,
  makeTable,
  runIncidents,
  withFault,
} from './incidents-fixture';

const ENV = { NO_COLOR: '1', INCIDENT_TABLE_NAME: 'incidents' };
const MOVING = makeSilence({ matchers: { sourceBucket: 'moving' } });
const BROKEN_ITEM = { id: 'feedfacefeedface', because: 'incident feedfacefeedface: got layout 9. Deploy it' };

interface Document {
  readonly incidents: readonly {
    readonly id: string;
    readonly status: string;
    readonly sourceBucket: string;
  }[];
  readonly unreadable: readonly unknown[];
}

describe('incidents list', () => {
  it.each([
    ['list', 100, []],
    ['list-narrow', 60, []],
    ['list-all', 100, ['--all']],
  ])('reads like the golden %s at %i columns', async (name, columns, args) => {
    const store = await makeTable(makeBadHour(), [MOVING]);
    const { code, stdout, stderr } = await runIncidents(['list', ...args], {
      store,
      isTTY: true,
      columns,
      env: ENV,
    });
    expectGolden(name, stdout);
    expect([code, stderr]).toEqual([1, '']);
  });

  it('puts first what nobody is at, of that the most severe, and below it what it speaks for', async () => {
    const { stdout } = await runIncidents(['list', '--all', '--json'], {
      store: await makeTable(makeBadHour(), [MOVING]),
    });
    const { incidents } = JSON.parse(stdout) as Document;
    expect(incidents.map(({ sourceBucket, status }) => `${sourceBucket} ${status}`)).toEqual([
      'media-prod open',
      'invoices open',
      'photos open',
      'archive acknowledged',
      'backups recovering',
      'moving silenced',
      'yesterday resolved',
    ]);
  });

  it('shows an incident whose lead is not in the table, or is led itself', async () => {
    const one = makeIncident({ lead: { id: '00000000', because: 'linked' } }, { ruleId: 'one' });
    const two = makeIncident({ lead: { id: one.id, because: 'linked' } }, { ruleId: 'two' });
    const three = makeIncident({ lead: { id: two.id, because: 'linked' } }, { ruleId: 'three' });
    const { stdout } = await runIncidents(['list', '--json'], { store: await makeTable([one, two, three]) });
    expect((JSON.parse(stdout) as Document).incidents.map(({ id }) => id).sort()).toEqual(
      [one.id, two.id, three.id].sort(),
    );
  });

  it('ends with 0 when nothing is open, and says so', async () => {
    const store = await makeTable([makeIncident({ state: 'resolved' })]);
    const { code, stdout } = await runIncidents(['list'], { store });
    expect([code, stdout]).toEqual([0, 'Nothing is open. As of 2026-01-01 10:01 UTC; all times are UTC.\n']);
  });

  it('shows what is over as long as that has not been told, and is not disturbed by it', async () => {
    const channels = { slack: { attempts: 2, nextAt: at(5) } };
    const says = { at: at(0), why: 'resolved', failures: 3 } as const;
    const outbox = [{ alertId: 'a', type: 'resolved', audience: 'everybody', says, channels }] as const;
    const { code, stdout } = await runIncidents(['list'], {
      store: await makeTable([makeIncident({ state: 'resolved', outbox })]),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing is open, 1 resolved.');
    expect(stdout).toContain('1 message not delivered yet');
  });

  it('tells what cannot be read, beside what can, and ends with 1: it may be open', async () => {
    const store = await makeTable([]);
    const broken = withFault(store, {
      listActive: async () => ({ ...(await store.listActive()), unreadable: [BROKEN_ITEM] }),
    });
    const text = await runIncidents(['list'], { store: broken });
    const json = await runIncidents(['list', '--json', '--all'], { store: broken });
    expect([text.code, json.code]).toEqual([1, 1]);
    expect(text.stdout).toContain(
      'Cannot be read, and may be open\n  incident feedfacefeedface: got layout 9. Deploy it',
    );
    expect((JSON.parse(json.stdout) as Document).unreadable).toEqual([BROKEN_ITEM]);
  });

  it('notices that a silence has begun or ended before the responder does', async () => {
    const muted = { because: 'silenced', since: at(-60) } as const;
    const store = await makeTable([makeIncident({ muted })]);
    const ended = await runIncidents(['list', '--json'], { store });
    await store.writeSilence(makeSilence());
    const begun = await runIncidents(['list', '--json'], { store });
    const statuses = [ended, begun].map(
      ({ stdout }) => (JSON.parse(stdout) as Document).incidents[0]?.status,
    );
    expect(statuses).toEqual(['open', 'silenced']);
  });

  it.each([40, 60, 79, 80, 100, 120])(
    'keeps hostile names within %i columns, and shows them',
    async (columns) => {
      const names = { sourceBucket: HOSTILE.repeat(9), ruleId: HOSTILE.repeat(20), failureReason: HOSTILE };
      const state = {
        state: 'acknowledged',
        acknowledgement: { by: HOSTILE, at: at(0), comment: HOSTILE },
      } as const;
      const store = await makeTable(
        [makeIncident(state, { ...names, destinationBucket: 'b'.repeat(200) }), makeIncident({}, names)],
        [
          makeSilence({
            id: HOSTILE,
            by: HOSTILE,
            comment: HOSTILE,
            matchers: { rulePrefix: 'x'.repeat(255) },
          }),
        ],
      );
      const { stdout } = await runIncidents(['list'], { store, isTTY: true, columns, env: ENV });
      expectVisible(stdout);
      expect(stdout).toContain('\\u001b');
      expect(stdout.split('\n').filter((line) => countColumns(line) > columns)).toEqual([]);
    },
  );

  it('says the same in colours', async () => {
    const store = await makeTable(makeBadHour(), [MOVING]);
    const options = { store, isTTY: true, columns: 100 };
    const plain = await runIncidents(['list'], { ...options, env: ENV });
    const colored = await runIncidents(['list'], { ...options, env: { ...ENV, NO_COLOR: '' } });
    expect(colored.stdout).toContain('\u001b[31mcritical\u001b[39m');
    // eslint-disable-next-line no-control-regex -- the colours
    expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });

  it('makes ids as long as they have to be to differ', async () => {
    const [one, two] = [makeIncident(), makeIncident({}, { ruleId: 'two' })];
    const alike = { ...two, id: `${one.id.slice(0, 11)}${one.id[11] === '0' ? '1' : '0'}0000` };
    const { stdout } = await runIncidents(['list'], { store: await makeTable([one, alike]) });
    expect(stdout).toContain(`\n${one.id.slice(0, 12)}  open`);
    expect(stdout).toContain(`\n${alike.id.slice(0, 12)}  open`);
  });
});

it.each([[[]], [['list']], [['show']], [['ack']], [['silence']], [['unsilence']], [['resolve']]])(
  'there is help for incidents %j, with its --json',
  async (args) => {
    const { code, stdout } = await runIncidents([...args, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--json');
  },
);
