import type { Investigation } from '../../../lambda/core/diagnosis/investigate';
import type { Incident } from '../../../lambda/core/incidents/incident';
import { sweepIncident, type SweepContext, type Swept } from '../../../lambda/core/incidents/sweep-incident';
import {
  at,
  BLIND,
  BROKEN,
  CAUSE,
  makeContext,
  makeEntry,
  makeIncident,
  makeInvestigation,
  makeTold,
  MENDED,
  SLACK,
  SNS,
} from '../../fixtures/make-incident';

function sweep(incident: Incident, minutes: number, changes: Partial<SweepContext> = {}): Swept {
  return sweepIncident(incident, { ...makeContext({ now: at(minutes), by: 'sweep' }), ...changes });
}

const TOLD = makeTold();
const TOLD_CAUSE = makeTold({ verdict: 'confirmed', check: CAUSE.check, subject: CAUSE.subject });
const FOUND = { cause: CAUSE, looked: { at: at(0), investigation: BROKEN }, told: TOLD_CAUSE };

const OTHERS_IN_ORDER = makeInvestigation({
  findings: ['role-trust', 'destination-versioning'].map((check) => ({
    check,
    verdict: 'ruled-out' as const,
    evidence: ['It is in order.'],
  })),
  notChecked: [{ check: 'destination-key-state', because: 'access is denied', needs: ['kms:DescribeKey'] }],
});

interface Ending {
  readonly when: string;
  readonly incident: Partial<Incident>;
  readonly investigation?: Investigation;
  readonly proof: string;
}

const ENDINGS: readonly Ending[] = [
  {
    when: 'the check that had confirmed the cause rules it out',
    incident: { ...FOUND, cause: { ...CAUSE, goneAt: at(5) }, state: 'recovering', stateSince: at(5) },
    investigation: MENDED,
    proof:
      'The check `destination-versioning`, which had confirmed the cause, rules it out since 10:05 UTC, and no failure for 31 minutes. Versioning of `media-dr` is enabled.',
  },
  {
    when: 'the cause was confirmed and nobody can look any more',
    incident: FOUND,
    investigation: BLIND,
    proof:
      'No failure for 31 minutes. Nobody could look whether the cause is gone: `destination-versioning`: access is denied (needs `s3:GetBucketVersioning`).',
  },
  {
    when: 'checks are off',
    incident: { told: TOLD },
    proof: 'No failure for 31 minutes. Nobody could look whether the cause is gone.',
  },
  {
    when: 'nobody could ever look',
    incident: { told: TOLD },
    investigation: BLIND,
    proof:
      'No failure for 31 minutes. Nobody could look whether the cause is gone: `destination-versioning`: access is denied (needs `s3:GetBucketVersioning`).',
  },
  {
    when: 'the cause was never found',
    incident: { told: TOLD },
    investigation: OTHERS_IN_ORDER,
    proof:
      'No failure for 31 minutes. The cause was never found; in order: `role-trust`, `destination-versioning`. Not looked at: 1 check.',
  },
];

test.each(ENDINGS)('after half an hour of quiet it is over when $when, and the proof says so', (ending) => {
  const context = ending.investigation === undefined ? {} : { investigation: ending.investigation };
  const { incident, decision, moved } = sweep(makeIncident(ending.incident), 31, context);
  expect(moved).toBe('quiet');
  expect(incident).toMatchObject({ state: 'resolved', resolution: { at: at(31), proof: ending.proof } });
  expect(incident.resolution).not.toHaveProperty('by');
  expect(decision).toMatchObject({ notify: true, type: 'resolved', why: 'resolved' });
});

test('what nobody heard of ends without a word', () => {
  const { incident, decision } = sweep(makeIncident(), 31);
  expect(incident.state).toBe('resolved');
  expect(decision).toMatchObject({ notify: false, because: 'never-told' });
});

test.each([
  ['before half an hour of quiet', makeIncident({ told: TOLD }), 29],
  [
    'while events that were held up still come in',
    makeIncident({ told: TOLD, appliedBatches: [{ id: 'b', at: at(20) }] }),
    35,
  ],
])('it is not over %s', (_when, incident, minutes) => {
  expect(sweep(incident, minutes).incident).toBe(incident);
});

test('while a check confirms the cause it stays open without failures: said once, then with each reminder', () => {
  const investigation = BROKEN;
  const first = sweep(makeIncident(FOUND), 31, { investigation });
  expect(first.incident.state).toBe('open');
  expect(first.decision).toMatchObject({ notify: true, type: 'reminder', why: 'still-broken' });
  const says = { ...TOLD_CAUSE, at: at(31), why: 'still-broken' as const, isWithoutTraffic: true as const };
  expect(first.incident.outbox[0]?.says).toEqual(says);

  const told = { ...first.incident, told: says, streamed: says, outbox: [] };
  expect(sweep(told, 36, { investigation }).decision).toMatchObject({ because: 'nothing-new' });
  expect(sweep(told, 31 + 240, { investigation }).decision).toMatchObject({ why: 'reminder' });
});

test('a confirmed cause holds for an hour when nobody looks again, not for ever', () => {
  const incident = makeIncident(FOUND);
  expect(sweep(incident, 59).incident.state).toBe('open');
  const { incident: ended } = sweep(incident, 61);
  expect(ended.resolution?.proof).toBe(
    'No failure for 61 minutes. Nobody could look whether the cause is gone: not since 10:00 UTC.',
  );
});

test('when the cause is gone and nothing fails, it recovers, and whoever was told the cause hears it', () => {
  const { incident, decision, moved } = sweep(makeIncident(FOUND), 6, { investigation: MENDED });
  expect(moved).toBe('cause-gone');
  expect(incident).toMatchObject({ state: 'recovering', stateSince: at(6), cause: { goneAt: at(6) } });
  expect(decision).toMatchObject({ notify: true, type: 'changed', why: 'cause-gone' });
  const says = incident.outbox[0]?.says;
  expect(says).not.toHaveProperty('subject');
  const told = { ...incident, told: says!, streamed: says!, outbox: [] };
  expect(sweep(told, 16, { investigation: MENDED }).decision).toMatchObject({ because: 'nothing-new' });
});

test('a cause that is gone while failures still come in is not a recovery', () => {
  const failing = makeIncident({ ...FOUND, lastSeen: at(5) });
  const { incident, moved } = sweep(failing, 6, { investigation: MENDED });
  expect(moved).toBeUndefined();
  expect(incident).toMatchObject({ state: 'open', cause: { goneAt: at(6) } });
});

test('what has failed although the cause is gone does not recover by a pause of five minutes', () => {
  const failing = makeIncident({ ...FOUND, cause: { ...CAUSE, goneAt: at(0) }, lastSeen: at(10) });
  expect(sweep(failing, 20, { investigation: MENDED }).incident.state).toBe('open');
});

test('a cause that comes back ends the recovery', () => {
  const recovering = makeIncident({
    ...FOUND,
    state: 'recovering',
    stateSince: at(6),
    cause: { ...CAUSE, goneAt: at(6) },
    told: makeTold({ at: at(6), why: 'cause-gone' }),
  });
  const { incident, decision, moved } = sweep(recovering, 12, { investigation: BROKEN });
  expect(moved).toBe('cause-back');
  expect(incident).toMatchObject({ state: 'open', cause: CAUSE });
  expect(incident.cause).not.toHaveProperty('goneAt');
  expect(decision).toMatchObject({ type: 'changed', why: 'changed-verdict' });
});

test('a question that no longer arises is a cause that is gone', () => {
  const investigation = makeInvestigation({
    findings: [{ check: CAUSE.check, verdict: 'not-applicable', evidence: ['The rule names no key.'] }],
  });
  expect(sweep(makeIncident(FOUND), 6, { investigation }).incident.state).toBe('recovering');
});

test('that nobody can look does not make a confirmed cause go', () => {
  const { incident, decision } = sweep(makeIncident(FOUND), 6, { investigation: BLIND });
  expect(incident).toMatchObject({ state: 'open', cause: CAUSE });
  expect(decision).toMatchObject({ notify: false, because: 'nothing-new' });
});

test('growth that came within the interval is said by the sweep after it', () => {
  const grown = makeIncident({ told: TOLD, failures: 300, lastSeen: at(4) });
  expect(sweep(grown, 4).decision).toMatchObject({ because: 'within-group-interval' });
  expect(sweep(grown, 6).decision).toMatchObject({ notify: true, type: 'grew', why: 'growth' });
});

test('a sweep that comes twice at one time has nothing to add', () => {
  const once = sweep(makeIncident({ told: TOLD, failures: 300 }), 6).incident;
  const twice = sweep(once, 6);
  expect(twice.incident).toBe(once);
  expect(twice.decision).toMatchObject({ notify: false, because: 'within-group-interval' });
});

test('an incident that is over is not looked at any more', () => {
  const over = makeIncident({ state: 'resolved', resolution: { at: at(31), proof: 'Quiet.' } });
  expect(sweep(over, 40, { investigation: BROKEN }).incident).toBe(over);
});

test('what a channel did not take for a day is dropped, and said on the other one, once a day', () => {
  const waiting = { slack: { attempts: 50, nextAt: at(0) } };
  const incident = makeIncident({
    told: makeTold({ at: at(1_439) }),
    lastSeen: at(1_439),
    outbox: [makeEntry({ channels: waiting }), makeEntry({ alertId: 'alert-2', channels: waiting })],
  });
  const { incident: after, lost } = sweep(incident, 24 * 60);
  expect(lost).toEqual([
    { alertId: 'alert-1', channel: 'slack', attempts: 50 },
    { alertId: 'alert-2', channel: 'slack', attempts: 50 },
  ]);
  expect(after.outbox).toMatchObject([
    { type: 'reminder', says: { why: 'channel-lost' }, lostChannels: ['slack'], channels: { sns: {} } },
  ]);
  const again = { ...after, outbox: [makeEntry({ channels: waiting })] };
  expect(sweep(again, 24 * 60 + 60).incident.outbox.map(({ says }) => says.why)).not.toContain(
    'channel-lost',
  );
});

test('what nobody ever took is not told: it is said anew', () => {
  const { incident, decision } = sweep(makeIncident({ lastSeen: at(1_439), outbox: [makeEntry()] }), 24 * 60);
  expect(decision).toMatchObject({ notify: true, why: 'first-failure' });
  expect(incident.outbox).toHaveLength(1);
});

test('what waits for a channel that was taken out of the configuration is dropped', () => {
  const incident = makeIncident({ told: TOLD, outbox: [makeEntry()] });
  const { incident: after, lost } = sweep(incident, 1, { channels: [SNS] });
  expect(lost).toMatchObject([{ channel: 'slack' }]);
  expect(after.outbox.map(({ channels }) => Object.keys(channels))).toEqual([['sns']]);
});

test('that a channel lost the end of an incident does not make the end be told again', () => {
  const says = makeTold({ at: at(31), why: 'resolved', isOver: true });
  const over = makeIncident({
    state: 'resolved',
    resolution: { at: at(31), proof: 'Quiet.' },
    told: says,
    streamed: says,
    outbox: [makeEntry({ type: 'resolved', says, channels: { slack: { attempts: 50, nextAt: at(0) } } })],
  });
  const { incident } = sweep(over, 31 + 24 * 60, { channels: [SNS, SLACK] });
  expect(incident.outbox).toMatchObject([{ type: 'resolved', says: { why: 'channel-lost', isOver: true } }]);
  expect(sweep(incident, 31 + 25 * 60).decision).toMatchObject({ notify: false, because: 'nothing-new' });
});
