import type { Investigation } from '../../../lambda/core/diagnosis/investigate';
import type { Incident } from '../../../lambda/core/incidents/incident';
import { LOOKED } from '../../contract/incident-fixture';
import { at, CAUSE, makeIncident, makeTold, MENDED } from '../../fixtures/make-incident';
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

/** What looking found: a deny, and who put it there. */
const DENIED: Investigation = {
  ...LOOKED.investigation,
  diagnosis: {
    ...LOOKED.investigation.diagnosis,
    cause: {
      check: 'destination-write-permission',
      subject: 'arn:aws:s3:::media-dr',
      statement: 'DenyOutsideVpc',
    },
    findings: [
      {
        check: 'destination-write-permission',
        verdict: 'confirmed',
        evidence: [
          'Statement `DenyOutsideVpc` of the policy of bucket `media-dr` denies `s3:ReplicateObject`.',
        ],
      },
      { check: 'role-trust', verdict: 'ruled-out', evidence: ['The role trusts S3.'] },
    ],
    notChecked: [
      { check: 'organization-policy', because: 'access is denied', needs: ['iam:SimulatePrincipalPolicy'] },
    ],
    changes: [
      {
        time: at(-69),
        event: 'PutBucketPolicy',
        on: 'media-dr',
        by: 'arn:aws:sts::222222222222:assumed-role/deploy-role/ci',
        eventId: '1f2e7a10',
      },
    ],
  },
};

/** Told twice, acknowledged, silenced, with a message that Slack does not take. */
const STORIED: Incident = makeIncident({
  failures: 12_431,
  firstSeen: at(-62),
  openedAt: at(-61),
  sizeBytes: 1_200_000_000_000,
  prefixes: { 'video/2026/': 11_200, 'audio/': 1_231 },
  state: 'acknowledged',
  acknowledgement: { by: 'ben', at: at(-40), comment: 'asked the owner' },
  episode: 2,
  previous: { openedAt: at(-300), resolvedAt: at(-200), failures: 40, wasTold: true },
  looked: { at: at(-2), investigation: DENIED },
  cause: {
    check: 'destination-write-permission',
    subject: 'arn:aws:s3:::media-dr',
    title: 'The destination bucket policy denies S3 the write',
    at: at(-60),
  },
  told: makeTold({ at: at(-55), why: 'growth', failures: 1_204, verdict: 'confirmed' }),
  streamed: makeTold({ at: at(-20), why: 'growth', failures: 10_000, verdict: 'confirmed' }),
  threads: { slack: { channel: 'C1', reference: '1.2' } },
  outbox: [
    {
      alertId: 'a-1',
      type: 'grew',
      audience: 'everybody',
      says: makeTold({ at: at(-20), why: 'growth', failures: 10_000 }),
      channels: { slack: { attempts: 3, nextAt: at(6) } },
    },
    {
      alertId: 'a-2',
      type: 'reminder',
      audience: 'stream',
      says: makeTold({ at: at(1), why: 'reminder', failures: 12_431 }),
      lease: { by: 'sweep', until: at(2) },
      channels: { sns: { attempts: 0, nextAt: at(1) } },
    },
  ],
});

const LED = makeIncident(
  { failures: 58, lead: { id: STORIED.id, because: 'linked' } },
  { sourceBucket: 'invoices', ruleId: 'invoices-dr' },
);

const LAG = makeIncident(
  {
    kind: 'lag',
    failures: 3,
    lag: { missed: 3, arrived: 1, notTracked: 1, threshold: 'PT15M', replicationTime: HOSTILE },
  },
  { failureReason: 'OperationMissedThreshold' },
);

async function show(id: string, incidents: readonly Incident[], ...args: readonly string[]) {
  return runIncidents(['show', id, ...args], { store: await makeTable(incidents, [makeSilence()]) });
}

describe('incidents show', () => {
  it('tells the whole story of one, as in the golden text', async () => {
    const { code, stdout, stderr } = await show(STORIED.id, [STORIED, LED]);
    expectGolden('show', stdout);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('tells of one that is over what proved it and what it was', async () => {
    const over: Partial<Incident> = {
      state: 'resolved',
      lastSeen: at(-35),
      looked: { at: at(-1), investigation: MENDED },
      cause: { ...CAUSE, title: 'The destination bucket keeps no versions', at: at(-60), goneAt: at(-30) },
      resolution: { at: at(0), proof: 'No failure for 35 minutes. Versioning of `media-dr` is enabled.' },
      outbox: [],
    };
    const { stdout } = await show(STORIED.id, [{ ...STORIED, ...over }]);
    expectGolden('show-resolved', stdout);
  });

  it('shows what Replication Time Control sent as it is', async () => {
    const { code, stdout } = await show(LAG.id, [LAG]);
    expectGolden('show-lag', stdout);
    expect(code).toBe(0);
    expectVisible(stdout);
  });

  it('says that nobody was told, and who speaks for it', async () => {
    const { stdout } = await show(LED.id, [STORIED, LED]);
    expect(stdout).toContain('Nobody has been told.');
    expect(stdout).toContain(`No messages of its own: the same cause as ${STORIED.id}.`);
  });

  it('gives programs the parts of an alert document, and what only the table knows', async () => {
    const { stdout } = await show(STORIED.id, [STORIED, LED], '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      row: { id: STORIED.id, status: 'silenced', severity: 'critical' },
      incident: { status: 'silenced', failures: 12_431, acknowledgement: { by: 'ben' } },
      diagnosis: { verdict: 'confirmed', findings: expect.any(Array) },
      fix: [{ command: expect.stringContaining('put-bucket-policy') }],
      related: { total: 1, incidents: [{ id: LED.id }] },
      told: { failures: 1_204 },
      outbox: [{ alertId: 'a-1' }, { alertId: 'a-2' }],
      lookedAt: at(-2),
    });
  });

  it('shows every incident of a bad hour without an escape sequence of somebody else', async () => {
    for (const incident of makeBadHour()) {
      const { code, stdout } = await show(incident.id, [...makeBadHour(), { ...LAG, partition: HOSTILE }]);
      expect([code, stdout.includes('\u001b')]).toEqual([0, false]);
    }
  });
});

describe('the id of an incident', () => {
  const [one, two] = [makeIncident(), makeIncident({}, { ruleId: 'two' })];
  const alike = { ...two, id: `${one.id.slice(0, 6)}ffffffffff` };

  it.each([4, 6, 15, 16])('may be its first %i characters, in any letter case', async (length) => {
    const { code, stdout } = await show(one.id.slice(0, length).toUpperCase(), [one, two]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Incident ${one.id}`);
  });

  it('names one that is over, too', async () => {
    expect((await show(one.id.slice(0, 4), [{ ...one, state: 'resolved' }])).code).toBe(0);
  });

  it('that could be several is answered with those', async () => {
    const { code, stderr } = await show(one.id.slice(0, 6), [one, alike]);
    expect(code).toBe(2);
    expect(stderr).toContain(`several incidents begin with ${one.id.slice(0, 6)}; give more of the id:`);
    for (const { id } of [one, alike])
      expect(stderr).toContain(`\n  ${id}  open  media-prod → media-dr, DstPutObjectNotPermitted`);
  });

  it.each([
    ['abc', 'is no incident: give the id, or its first 4 to 16 characters'],
    ['media-prod', 'is no incident'],
    ['0123456789abcdef0', 'is no incident'],
    ['\u001b[31m', '"\\u001b[31m" is no incident'],
    ['0123', 'no incident begins with 0123'],
    ['0123456789abcdef', 'there is no incident 0123456789abcdef in this table'],
  ])('"%s" is refused with a reason', async (id, message) => {
    const { code, stdout, stderr } = await show(id, [one]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('of something that cannot be read is answered with why, and no other is hidden by it', async () => {
    const broken = { id: `${one.id.slice(0, 6)}eeeeeeeeee`, because: 'incident …: got layout 9. Deploy it' };
    const memory = await makeTable([one]);
    const store = withFault(memory, {
      read: async (ids) => ({
        ...(await memory.read(ids)),
        unreadable: ids.includes(broken.id) ? [broken] : [],
      }),
      listActive: async () => ({ ...(await memory.listActive()), unreadable: [broken] }),
    });
    const ambiguous = await runIncidents(['show', one.id.slice(0, 6)], { store });
    const exact = await runIncidents(['show', broken.id.slice(0, 7)], { store });
    const other = await runIncidents(['show', one.id], { store });
    expect(ambiguous.stderr).toContain(`${broken.id}  cannot be read`);
    expect([exact.code, exact.stderr]).toEqual([2, `error: ${broken.because}. Nothing was changed\n`]);
    expect([other.code, other.stderr]).toEqual([0, `warning: in the table: ${broken.because}\n`]);
  });
});
