import type { Silence } from '../../../lambda/core/incidents/silence';
import { at, makeIncident } from '../../fixtures/make-incident';
import {
  HOSTILE,
  expectVisible,
  makeSilence,
  makeTable,
  runIncidents,
  TYPED_AT,
  withFault,
} from './incidents-fixture';

const OPEN = makeIncident();
const LATER = '2099-01-01T00:00Z';

async function silence(...args: readonly string[]) {
  const store = await makeTable([OPEN, makeIncident({ state: 'resolved' }, { ruleId: 'all-else' })]);
  const run = await runIncidents(['silence', ...args], { store });
  const [stored] = (await store.listSilences(TYPED_AT)).found;
  return { ...run, stored };
}

describe('incidents silence', () => {
  it.each<[readonly string[], Silence['matchers']]>([
    [[OPEN.id.slice(0, 5)], { incidentId: OPEN.id }],
    [['--bucket', 'media-prod'], { sourceBucket: 'media-prod' }],
    [
      ['--rule', 'all-', '--reason', 'dstputobjectnotpermitted'],
      { rulePrefix: 'all-', failureReason: 'dstputobjectnotpermitted' },
    ],
    [
      ['--destination', 'media-dr', '--bucket', 'media-prod'],
      { sourceBucket: 'media-prod', destinationBucket: 'media-dr' },
    ],
  ])('by %j is about %j, and names what is silenced now', async (args, matchers) => {
    const { code, stdout, stderr, stored } = await silence(...args, '--for', '2h', '--comment', 'planned');
    expect([code, stderr]).toEqual([0, '']);
    expect(stored).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      matchers,
      createdAt: TYPED_AT,
      until: at(121),
      by: 'ana',
      comment: 'planned',
    });
    expect(stdout).toMatch(/^Silenced until 12:01 UTC: /);
    expect(stdout).toContain(`That is 1 open incident now`);
    expect(stdout).toContain(`  ${OPEN.id}  media-prod → media-dr`);
    expect(stdout).toContain(`incidents unsilence ${stored?.id}`);
  });

  it.each([
    [['--for', '30m'], at(31)],
    [['--for', '1h30m'], at(91)],
    [['--for', '3d'], at(1 + 3 * 1_440)],
    [['--for', '1w1d'], at(1 + 8 * 1_440)],
    [['--until', '2026-01-01T18:00Z'], '2026-01-01T18:00:00.000Z'],
    [['--until', '2026-01-01t19:00:30+01:00'], '2026-01-01T18:00:30.000Z'],
  ])('%j ends at %s', async (args, until) => {
    expect((await silence('--bucket', 'b', ...args)).stored?.until).toBe(until);
  });

  it.each([
    [['--for', '2h'], 'a silence needs to know about what: give the id of an incident, or --bucket'],
    [['--bucket', 'b'], 'a silence needs an end: give --for 2h, or --until'],
    [['--bucket', 'b', '--for', '2h', '--until', LATER], '--for and --until contradict each other'],
    [
      [OPEN.id, '--bucket', 'b', '--rule', 'r', '--for', '2h'],
      'an incident id and --bucket and --rule contradict',
    ],
    [['--bucket', '', '--for', '2h'], '--bucket is empty: everything would be silenced'],
    [['--rule', 'r'.repeat(256), '--for', '2h'], '--rule has 256 characters; no name has more than 255'],
    [['--bucket', 'b', '--for', '2'], '--for "2" is no length of time: it is like 30m, 2h'],
    [['--bucket', 'b', '--for', '0h'], '--for "0h" is no length of time'],
    [['--bucket', 'b', '--for', '-2h'], '--for "-2h" is no length of time'],
    [['--bucket', 'b', '--for', '2h later'], '--for "2h later" is no length of time'],
    [['--bucket', 'b', '--for', '91d'], '--for 91d is too long: a silence lasts at most 90 days'],
    [['--bucket', 'b', '--for', '999999w'], '--for 999999w is too long'],
    [['--bucket', 'b', '--until', LATER], '--until 2099-01-01T00:00Z is too long'],
    [['--bucket', 'b', '--until', '2026-01-01T10:01Z'], 'is over already, at 2026-01-01T10:01:00.000Z now'],
    [['--bucket', 'b', '--until', '18:00'], '--until "18:00" is no time: it is like 2026-01-31T18:00Z'],
    [['--bucket', 'b', '--until', '2026-01-01T18:00'], '--until "2026-01-01T18:00" is no time'],
    [['--bucket', 'b', '--until', '2026-13-01T18:00Z'], 'is no time'],
    [['--bucket', 'b', '--until', HOSTILE], 'is no time'],
    [['0000', '--for', '2h'], 'no incident begins with 0000'],
    [[OPEN.id, 'another', '--for', '2h'], 'too many arguments'],
  ])('%j is refused, and silences nothing', async (args, message) => {
    const { code, stdout, stderr, stored } = await silence(...args);
    expect([code, stdout, stored]).toEqual([2, '', undefined]);
    expect(stderr).toContain(message);
    expectVisible(stderr);
  });

  it('about nothing that is open now says so: the name may be misspelt', async () => {
    const { code, stdout } = await silence('--bucket', 'media-prd', '--for', '2h');
    expect(code).toBe(0);
    expect(stdout).toContain('No incident that is open now matches; those that open until then will.');
  });

  it('of a reason that nobody knows is made, with a note of what may be meant', async () => {
    const { code, stderr, stored } = await silence('--reason', 'DstPutObjctNotPermitted', '--for', '2h');
    expect(code).toBe(0);
    expect(stderr).toBe(
      'note: "DstPutObjctNotPermitted" is not in the catalog of reasons; did you mean DstPutObjectNotPermitted?\n',
    );
    expect(stored?.matchers).toEqual({ failureReason: 'DstPutObjctNotPermitted' });
  });

  it('given twice at one moment is one', async () => {
    const store = await makeTable([]);
    const args = ['silence', '--bucket', 'b', '--for', '2h'];
    await runIncidents(args, { store });
    await runIncidents(args, { store });
    await runIncidents(['silence', '--bucket', 'c', '--for', '2h'], { store });
    expect((await store.listSilences(TYPED_AT)).found).toHaveLength(2);
  });

  it('is printed for programs with what it silences', async () => {
    const { stdout } = await silence('--bucket', 'media-prod', '--for', '2h', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      matchers: { sourceBucket: 'media-prod' },
      incidents: [OPEN.id],
    });
  });
});

describe('incidents unsilence', () => {
  const ONE = makeSilence();
  const ALIKE = makeSilence({ id: 'a1b2c3ffffffffff', matchers: { rulePrefix: 'x' } });

  it.each(['a1b2', ONE.id])('ends the silence %s, and says whose it was', async (id) => {
    const store = await makeTable([], [ONE]);
    const { code, stdout } = await runIncidents(['unsilence', id], { store });
    expect([code, stdout]).toEqual([
      0,
      `Ended the silence ${ONE.id}, until 12:00 by ana ("the bucket is being moved"): bucket media-prod\n`,
    ]);
    expect((await store.listSilences(TYPED_AT)).found).toEqual([]);
  });

  it.each([
    ['a1b2c3', 'several silences begin with "a1b2c3"; give more of the id:\n  a1b2c3d4e5f60718  until 12:00'],
    ['a1b', '"a1b" is too short: give at least 4 characters of the id. There are:\n  a1b2'],
    ['ffff', 'no silence begins with "ffff". There are:\n  a1b2'],
    [HOSTILE, 'no silence begins with "a\\u001b'],
  ])('of %s is answered with those there are', async (id, message) => {
    const store = await makeTable([], [ONE, ALIKE]);
    const { code, stderr } = await runIncidents(['unsilence', id], { store });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect((await store.listSilences(TYPED_AT)).found).toHaveLength(2);
  });

  it('says that nothing is silenced where nothing is', async () => {
    const { stderr } = await runIncidents(['unsilence', 'ffff'], { store: await makeTable([]) });
    expect(stderr).toContain('none: nothing is silenced');
  });

  it('of one that cannot be read says why', async () => {
    const broken = { id: 'ffff0000ffff0000', because: 'silence ffff0000ffff0000: got layout 9. Deploy it' };
    const memory = await makeTable([], [ONE]);
    const store = withFault(memory, {
      listSilences: async (time) => ({ ...(await memory.listSilences(time)), unreadable: [broken] }),
    });
    const { code, stderr } = await runIncidents(['unsilence', 'ffff'], { store });
    expect([code, stderr]).toEqual([2, `error: ${broken.because}\n`]);
  });

  it('says that somebody else was faster', async () => {
    const store = withFault(await makeTable([], [ONE]), { removeSilence: () => Promise.resolve(false) });
    const { code, stdout } = await runIncidents(['unsilence', ONE.id], { store });
    expect([code, stdout]).toEqual([0, `The silence ${ONE.id} was ended by somebody else a moment ago\n`]);
  });
});
