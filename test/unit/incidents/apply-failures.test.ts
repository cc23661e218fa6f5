import {
  type Applied,
  applyFailures,
  type FailuresContext,
} from '../../../lambda/core/incidents/apply-failures';
import { hasCounted, MAX_APPLIED_BATCHES } from '../../../lambda/core/incidents/applied-batches';
import type { FailureGroup } from '../../../lambda/core/incidents/group-failures';
import type { Incident } from '../../../lambda/core/incidents/incident';
import {
  at,
  CAUSE,
  makeContext,
  makeEntry,
  makeGroup,
  makeIncident,
  makeTold,
} from '../../fixtures/make-incident';

function apply(
  incident: Incident | undefined,
  group: FailureGroup,
  changes: Partial<FailuresContext> = {},
): Applied & { readonly incident: Incident } {
  const applied = applyFailures(incident, group, { ...makeContext(), row: { benign: false }, ...changes });
  if (applied.incident === undefined) throw new Error('no incident');
  return { ...applied, incident: applied.incident };
}

const RESOLVED = makeIncident({
  state: 'resolved',
  stateSince: at(30),
  resolution: { at: at(30), proof: 'Quiet.' },
  told: makeTold({ why: 'resolved', isOver: true }),
  threads: { slack: { channel: 'C1', reference: '1.2' } },
});

test('the first failures of a key open an incident and put the message into its outbox, leased to the batch', () => {
  const { incident, decision } = apply(undefined, makeGroup(3, at(0)), { now: at(1) });
  expect(decision).toEqual({
    notify: true,
    rule: 'first-failure',
    type: 'opened',
    why: 'first-failure',
    alertId: incident.outbox[0]?.alertId,
  });
  expect(incident).toMatchObject({
    version: 0,
    state: 'open',
    episode: 1,
    failures: 3,
    sizeBytes: 300,
    openedAt: at(1),
    lastSeen: at(0),
    operations: { OBJECT_PUT: 3 },
    prefixes: { 'video/2026/': 3 },
    appliedBatches: [{ id: 'batch-1', at: at(1) }],
    outbox: [
      {
        type: 'opened',
        audience: 'everybody',
        says: { at: at(1), why: 'first-failure', failures: 3 },
        lease: { by: 'batch-1', until: at(2) },
        channels: { sns: { attempts: 0, nextAt: at(1) }, slack: { attempts: 0, nextAt: at(1) } },
      },
    ],
  });
  expect(incident.told).toBeUndefined();
});

test('failures that need nobody make no incident', () => {
  const context = { ...makeContext(), row: { benign: true } };
  expect(applyFailures(undefined, makeGroup(3, at(0)), context)).toEqual({
    incident: undefined,
    decision: { notify: false, rule: 'benign', because: 'benign' },
  });
});

test('a batch is counted once, however often it is applied, and still knows what it has to deliver', () => {
  const first = apply(undefined, makeGroup(3, at(0)));
  const again = apply(first.incident, makeGroup(3, at(0)), { now: at(1) });
  expect(again.incident).toBe(first.incident);
  expect(again.decision).toEqual({ ...first.decision, rule: 'already-counted' });
  const settled = { ...first.incident, outbox: [] };
  expect(apply(settled, makeGroup(3, at(0))).decision).toMatchObject({
    notify: false,
    because: 'already-counted',
  });
});

test('a second batch that comes before the first message has left does not tell it again', () => {
  const { incident } = apply(undefined, makeGroup(3, at(0)));
  const next = apply(incident, makeGroup(500, at(1)), { now: at(1), by: 'batch-2' });
  expect(next.decision).toMatchObject({ notify: false, because: 'within-group-interval' });
  expect(next.incident).toMatchObject({ failures: 503, outbox: incident.outbox });
});

test('a failure from the future counts as one of now: it must not keep the incident open for ever', () => {
  const { incident } = apply(undefined, makeGroup(1, '2099-01-01T00:00:00.000Z'), { now: at(5) });
  expect(incident).toMatchObject({ firstSeen: at(5), lastSeen: at(5) });
});

test.each([
  ['with milliseconds', '2026-01-01T10:00:00.000Z', '2026-01-01T10:00:00Z'],
  ['without', '2026-01-01T10:00:00Z', '2026-01-01T10:00:00.000Z'],
])('times are compared by what they mean: %s', (_what, known, added) => {
  const { incident } = apply(makeIncident({ lastSeen: known }), makeGroup(1, added), { now: at(1) });
  expect(Date.parse(incident.lastSeen)).toBe(Date.parse(at(0)));
});

test('failing again within a day reopens the incident in its thread, with everything counted anew', () => {
  const { incident, decision } = apply(RESOLVED, makeGroup(2, at(60)), { now: at(61), by: 'batch-9' });
  expect(decision).toMatchObject({ notify: true, type: 'reopened', why: 'reopened' });
  expect(incident).toMatchObject({
    id: RESOLVED.id,
    version: RESOLVED.version,
    state: 'open',
    episode: 2,
    failures: 2,
    openedAt: at(61),
    previous: { openedAt: at(0), resolvedAt: at(30), failures: 3, wasTold: true },
    threads: RESOLVED.threads,
  });
  expect(incident).not.toHaveProperty('resolution');
  expect(incident).not.toHaveProperty('told');
});

test('failing again after more than a day is a new conversation', () => {
  const late = 30 + 24 * 60 + 1;
  const { incident, decision } = apply(RESOLVED, makeGroup(2, at(late)), { now: at(late) });
  expect(decision).toMatchObject({ type: 'opened', why: 'first-failure' });
  expect(incident).toMatchObject({ episode: 2, threads: {} });
  expect(incident).not.toHaveProperty('previous');
});

test.each([
  {
    what: 'a failure that came late, from before the last one known, is counted and proves nothing',
    lastSeen: at(-0.5),
    then: { state: 'resolved', failures: 4 },
  },
  {
    what: 'one that falls into the quiet disproves the proof',
    lastSeen: at(10),
    then: { state: 'open', failures: 1 },
  },
])('after the end, $what', ({ lastSeen, then }) => {
  const { incident } = apply(RESOLVED, makeGroup(1, lastSeen), { now: at(31), by: 'batch-9' });
  expect(incident).toMatchObject(then);
});

test('what was under way when somebody closed it by hand does not open it again', () => {
  const closed = { ...RESOLVED, resolution: { at: at(30), proof: 'Closed.', by: 'ana' } };
  expect(apply(closed, makeGroup(1, at(29.9)), { now: at(30.1) }).incident).toMatchObject({
    state: 'resolved',
  });
  expect(apply(closed, makeGroup(1, at(30.1)), { now: at(30.2) }).incident).toMatchObject({ state: 'open' });
});

test('a failure after the cause was found gone takes a recovering incident back to open', () => {
  const recovering = makeIncident({
    state: 'recovering',
    stateSince: at(10),
    cause: { ...CAUSE, goneAt: at(10) },
    told: makeTold({ at: at(10), why: 'cause-gone' }),
  });
  expect(apply(recovering, makeGroup(1, at(9)), { now: at(16) }).incident.state).toBe('recovering');
  const back = apply(recovering, makeGroup(1, at(16)), { now: at(16) });
  expect(back.incident).toMatchObject({ state: 'open', stateSince: at(16) });
  expect(back.decision).toMatchObject({ type: 'changed', why: 'changed-verdict' });
});

test('while it is silenced people are spared, and the stream has everything', () => {
  const silence = {
    id: 's1',
    matchers: { sourceBucket: 'media-prod' },
    createdAt: at(-1),
    until: at(60),
    by: 'ana',
    comment: 'planned',
  };
  const first = apply(undefined, makeGroup(3, at(0)), { silences: [silence] });
  expect(first.decision).toMatchObject({
    notify: false,
    because: 'silenced',
    streamed: { type: 'opened', why: 'first-failure', alertId: first.incident.outbox[0]?.alertId },
  });
  expect(first.incident.outbox).toMatchObject([{ audience: 'stream', channels: { sns: {} } }]);
  expect(Object.keys(first.incident.outbox[0]?.channels ?? {})).toEqual(['sns']);

  const next = apply(first.incident, makeGroup(9, at(6)), { silences: [silence], now: at(6), by: 'batch-2' });
  expect(next.decision).toMatchObject({ notify: false, streamed: { type: 'grew', why: 'growth' } });

  const after = apply(next.incident, makeGroup(1, at(61)), { now: at(61), by: 'batch-3' });
  expect(after.decision).toMatchObject({ notify: true, type: 'opened', why: 'silence-ended' });
  expect(after.incident.muted).toBeUndefined();
});

test('on a channel where the newest counts, a message that has not left gives way; elsewhere each is sent', () => {
  const told = makeTold();
  const before = makeIncident({ told, outbox: [makeEntry({ lease: { by: 'dead', until: at(1) } })] });
  const { incident } = apply(before, makeGroup(997, at(6)), { now: at(6) });
  expect(incident.outbox.map(({ type, channels }) => [type, Object.keys(channels)])).toEqual([
    ['opened', ['sns']],
    ['grew', ['sns', 'slack']],
  ]);
});

test('what somebody is delivering right now is left alone', () => {
  const before = makeIncident({
    told: makeTold(),
    outbox: [makeEntry({ lease: { by: 'other', until: at(7) } })],
  });
  const { incident } = apply(before, makeGroup(997, at(6)), { now: at(6) });
  expect(incident.outbox.map(({ channels }) => Object.keys(channels))).toEqual([
    ['sns', 'slack'],
    ['sns', 'slack'],
  ]);
});

test('without a channel nothing is decided to be told', () => {
  const { incident, decision } = apply(undefined, makeGroup(3, at(0)), { channels: [] });
  expect(decision).toEqual({ notify: false, rule: 'first-failure', because: 'no-channel' });
  expect(incident.outbox).toEqual([]);
});

test('batches are remembered for an hour, and no more than so many', () => {
  const old = makeIncident({
    appliedBatches: [
      { id: 'old', at: at(-61) },
      { id: 'young', at: at(-59) },
    ],
  });
  expect(apply(old, makeGroup(1, at(0))).incident.appliedBatches.map(({ id }) => id)).toEqual([
    'young',
    'batch-1',
  ]);
  const many = Array.from({ length: MAX_APPLIED_BATCHES }, (_, index) => ({ id: `b${index}`, at: at(0) }));
  const { incident } = apply(makeIncident({ appliedBatches: many }), makeGroup(1, at(0)));
  expect(incident.appliedBatches).toHaveLength(MAX_APPLIED_BATCHES);
  expect(hasCounted(incident, ['x', 'batch-1'])).toBe(true);
  expect(hasCounted(incident, ['b0'])).toBe(false);
});

test('whatever a hostile sender invents, an incident stays small', () => {
  const name = 'x'.repeat(60_000);
  let incident: Incident | undefined;
  for (let batch = 0; batch < 60; batch += 1) {
    const event = {
      ruleId: name,
      operation: `${batch}${name}`,
      key: `${batch}/${batch}/${name}`,
      versionId: name,
    };
    ({ incident } = apply(incident, makeGroup(5, at(batch), event), { now: at(batch), by: `b${batch}` }));
  }
  expect(JSON.stringify(incident).length).toBeLessThan(60_000);
  expect(incident?.failures).toBe(300);
  expect(Object.values(incident?.operations ?? {}).reduce((sum, count) => sum + count)).toBe(300);
});

test('operations and prefixes may be named like parts of an object', () => {
  const event = { operation: '__proto__', key: '__proto__/constructor/x' };
  const first = apply(undefined, makeGroup(2, at(0), event));
  const { incident } = apply(first.incident, makeGroup(3, at(1), event), { now: at(1), by: 'batch-2' });
  expect(Object.entries(incident.operations)).toEqual([['__proto__', 5]]);
  expect(Object.entries(incident.prefixes)).toEqual([['__proto__/constructor/', 5]]);
});

test('too many prefixes are counted under their first folders', () => {
  let incident: Incident | undefined;
  for (let batch = 0; batch < 60; batch += 1) {
    const event = { key: `data/${batch}/x` };
    ({ incident } = apply(incident, makeGroup(1, at(batch), event), { now: at(batch), by: `b${batch}` }));
  }
  const counts = Object.entries(incident?.prefixes ?? {});
  expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(60);
  expect(counts.find(([prefix]) => prefix === 'data/')?.[1]).toBeGreaterThanOrEqual(51);
});
