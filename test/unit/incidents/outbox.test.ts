import type { Incident } from '../../../lambda/core/incidents/incident';
import { expireEntries } from '../../../lambda/core/incidents/expire-entries';
import { settleDelivery } from '../../../lambda/core/incidents/settle-delivery';
import { sparePeople } from '../../../lambda/core/incidents/spare-people';
import { takeDue } from '../../../lambda/core/incidents/take-due';
import { tell } from '../../../lambda/core/incidents/tell';
import { toStatus, updateMute } from '../../../lambda/core/incidents/mute';
import {
  at,
  BROKEN,
  CAUSE,
  makeContext,
  makeEntry,
  makeIncident,
  makeTold,
  SLACK,
  SNS,
} from '../../fixtures/make-incident';

const CHANNELS = [SNS, SLACK];

function due(incident: Incident, minutes: number, by = 'me'): readonly string[] {
  return takeDue(incident, { by, now: at(minutes), channels: CHANNELS }).due.map(
    ({ entry, channels }) => `${entry.alertId}: ${channels.join(', ')}`,
  );
}

test('what is due is leased, so that nobody else delivers it at the same time', () => {
  const incident = makeIncident({ outbox: [makeEntry()] });
  const taken = takeDue(incident, { by: 'me', now: at(0), channels: CHANNELS });
  expect(taken.due.map(({ channels }) => channels)).toEqual([['sns', 'slack']]);
  expect(taken.incident.outbox[0]?.lease).toEqual({ by: 'me', until: at(1) });
  expect(due(taken.incident, 0.5, 'other')).toEqual([]);
  expect(due(taken.incident, 0.5, 'me')).toEqual(['alert-1: sns, slack']);
  expect(due(taken.incident, 1, 'other')).toEqual(['alert-1: sns, slack']);
});

test('a channel gets one message at a time, the older one first', () => {
  const waiting = { sns: { attempts: 1, nextAt: at(2) } };
  const newer = makeEntry({
    alertId: 'alert-2',
    channels: { ...waiting, slack: { attempts: 0, nextAt: at(0) } },
  });
  const incident = makeIncident({ outbox: [makeEntry({ channels: waiting }), newer] });
  expect(due(incident, 1)).toEqual(['alert-2: slack']);
  expect(due(incident, 2)).toEqual(['alert-1: sns', 'alert-2: slack']);
});

test('behind what somebody else is delivering, nothing overtakes', () => {
  const held = makeEntry({ lease: { by: 'other', until: at(1) } });
  expect(due(makeIncident({ outbox: [held, makeEntry({ alertId: 'alert-2' })] }), 0.5)).toEqual([]);
});

test('with nothing due the incident is the same: there is nothing to write', () => {
  const incident = makeIncident({
    outbox: [makeEntry({ channels: { sns: { attempts: 1, nextAt: at(9) } } })],
  });
  expect(takeDue(incident, { by: 'me', now: at(0), channels: CHANNELS })).toEqual({ incident, due: [] });
});

const OPEN = makeIncident({ outbox: [makeEntry({ lease: { by: 'me', until: at(1) } })] });
const BUILT = { ...OPEN, failures: 57, cause: CAUSE, looked: { at: at(0.1), investigation: BROKEN } };

test('an entry that every channel has leaves, and what was built counts as told', () => {
  const settled = settleDelivery(OPEN, {
    alertId: 'alert-1',
    now: at(0.2),
    results: { sns: { ok: true }, slack: { ok: true, thread: { channel: 'C1', reference: '1.2' } } },
    built: BUILT,
  });
  const told = {
    at: at(0),
    why: 'first-failure',
    failures: 57,
    verdict: 'confirmed',
    check: CAUSE.check,
    subject: CAUSE.subject,
  };
  expect(settled).toEqual({
    ...OPEN,
    outbox: [],
    cause: CAUSE,
    looked: BUILT.looked,
    told,
    streamed: told,
    threads: { slack: { channel: 'C1', reference: '1.2' } },
  });
});

test.each([
  { which: 'first', attempts: 0, minutes: 1 },
  { which: 'second', attempts: 1, minutes: 2 },
  { which: 'fifth', attempts: 4, minutes: 30 },
  { which: 'hundredth', attempts: 99, minutes: 30 },
  { which: 'first, when it says when to come back', attempts: 0, retryAfterSeconds: 600, minutes: 10 },
])(
  'after the $which failure a channel waits $minutes minutes',
  ({ attempts, retryAfterSeconds, minutes }) => {
    const channels = { slack: { attempts, nextAt: at(0) } };
    const incident = makeIncident({ outbox: [makeEntry({ channels, lease: { by: 'me', until: at(1) } })] });
    const result = { ok: false, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } as const;
    const settled = settleDelivery(incident, {
      alertId: 'alert-1',
      now: at(0),
      results: { slack: result },
      built: incident,
    });
    expect(settled.outbox[0]?.channels).toEqual({ slack: { attempts: attempts + 1, nextAt: at(minutes) } });
    expect(settled.outbox[0]).not.toHaveProperty('lease');
    expect(settled).not.toHaveProperty('told');
  },
);

test('one channel that fails does not hold up the others, and it is told as soon as anybody has it', () => {
  const results = { sns: { ok: true }, slack: { ok: false } } as const;
  const first = settleDelivery(OPEN, { alertId: 'alert-1', now: at(0), results, built: BUILT });
  expect(first.told).toMatchObject({ at: at(0), failures: 57 });
  expect(Object.keys(first.outbox[0]?.channels ?? {})).toEqual(['slack']);
  const later = settleDelivery(first, {
    alertId: 'alert-1',
    now: at(20),
    results: { slack: { ok: true } },
    built: { ...BUILT, failures: 99 },
  });
  expect(later.outbox).toEqual([]);
  expect(later.told).toEqual(first.told);
});

test('without looking, what was told was likely at best', () => {
  const settled = settleDelivery(OPEN, {
    alertId: 'alert-1',
    now: at(0),
    results: { sns: { ok: true } },
    built: OPEN,
  });
  expect(settled.told).toEqual(makeTold());
});

test('what was told meanwhile is not untold by an older message that arrives late', () => {
  const newer = makeTold({ at: at(6), why: 'growth', failures: 300 });
  const incident = { ...OPEN, told: newer, streamed: newer };
  const results = { slack: { ok: true } } as const;
  const settled = settleDelivery(incident, { alertId: 'alert-1', now: at(7), results, built: OPEN });
  expect(settled.told).toEqual(newer);
});

test('an entry that is gone changes nothing', () => {
  const results = { sns: { ok: true } } as const;
  expect(settleDelivery(OPEN, { alertId: 'other', now: at(0), results, built: OPEN })).toBe(OPEN);
});

test('an older look does not replace a newer one', () => {
  const looked = { at: at(5), investigation: BROKEN };
  const incident = { ...OPEN, looked };
  const built = { ...BUILT, looked: { ...looked, at: at(1) } };
  const settled = settleDelivery(incident, { alertId: 'alert-1', now: at(6), results: {}, built });
  expect(settled.looked).toBe(looked);
});

test('when it turns out that another incident speaks for it, people are spared and the stream has its record', () => {
  const leads = new Map([[OPEN.id, { id: 'lead', because: 'linked' } as const]]);
  const context = { now: at(0), silences: [], channels: CHANNELS, alertId: 'alert-1', leads };
  const spared = sparePeople(OPEN, context);
  expect(spared).toMatchObject({
    lead: { id: 'lead', because: 'linked' },
    muted: { because: 'linked', since: at(0) },
    outbox: [{ audience: 'stream' }],
  });
  expect(Object.keys(spared.outbox[0]?.channels ?? {})).toEqual(['sns']);
  expect(sparePeople(OPEN, { ...context, leads: new Map() })).toBe(OPEN);
  const settled = settleDelivery(spared, {
    alertId: 'alert-1',
    now: at(0),
    results: { sns: { ok: true } },
    built: spared,
  });
  expect(settled.told).toBeUndefined();
  expect(settled.streamed).toMatchObject({ why: 'first-failure' });
});

test.each([
  ['silenced', { muted: { because: 'silenced', since: at(0) } }, 'silenced'],
  ['silenced until a moment ago', { muted: { because: 'silenced', since: at(0), until: at(1) } }, 'open'],
  ['linked', { muted: { because: 'linked', since: at(0) } }, 'open'],
  ['over under a silence', { state: 'resolved', muted: { because: 'silenced', since: at(0) } }, 'resolved'],
  ['acknowledged', { state: 'acknowledged' }, 'acknowledged'],
] as const)('the status of what is %s', (_what, changes, status) => {
  expect(toStatus(makeIncident(changes))).toBe(status);
});

test('why people are spared may change; since when, and until when, is kept', () => {
  const silence = {
    id: 's',
    matchers: { sourceBucket: 'media-prod' },
    createdAt: at(0),
    until: at(10),
    by: 'ana',
    comment: '',
  };
  const silences = [silence];
  const leads = new Map([[OPEN.id, { id: 'lead', because: 'linked' } as const]]);
  const silenced = updateMute(OPEN, { now: at(0), silences });
  expect(silenced.muted).toEqual({ because: 'silenced', since: at(0) });
  expect(updateMute(silenced, { now: at(1), silences })).toBe(silenced);
  const linked = updateMute(silenced, { now: at(10), silences, leads });
  expect(linked.muted).toEqual({ because: 'linked', since: at(0) });
  const free = updateMute(linked, { now: at(20), silences, leads: new Map() });
  expect(free.muted).toEqual({ because: 'linked', since: at(0), until: at(20) });
  expect(updateMute(free, { now: at(30), silences })).toBe(free);
});

test('on a channel where only the newest counts, what replaces an undelivered message owes as long as that did', () => {
  const refused = makeEntry({ channels: { slack: { attempts: 3, nextAt: at(12) } } });
  const context = makeContext({ now: at(10), by: 'batch-2' });
  const { incident } = tell(makeIncident({ failures: 3_000, told: makeTold(), outbox: [refused] }), context);
  const [newer] = incident.outbox;
  expect(incident.outbox).toHaveLength(1);
  expect(newer?.channels['slack']).toEqual({ attempts: 3, nextAt: at(12), since: refused.says.at });
  // Elsewhere each message is sent, and has its own time.
  expect(newer?.channels['sns']).toEqual({ attempts: 0, nextAt: at(10) });
});

test('a channel that takes nothing is found out after a day, however often it was given something newer', () => {
  const since = at(-24 * 60);
  const entry = makeEntry({
    says: makeTold({ at: at(-5) }),
    channels: { slack: { attempts: 40, nextAt: at(0), since }, sns: { attempts: 0, nextAt: at(0) } },
  });
  const { incident, lost } = expireEntries(makeIncident({ outbox: [entry] }), {
    now: at(0),
    channels: CHANNELS,
  });
  expect(lost).toEqual([{ alertId: 'alert-1', channel: 'slack', attempts: 40 }]);
  expect(Object.keys(incident.outbox[0]?.channels ?? {})).toEqual(['sns']);
});

test('that nobody looked does not undo what somebody saw', () => {
  const seen = makeIncident({
    cause: CAUSE,
    looked: { at: at(-1), investigation: BROKEN },
    outbox: OPEN.outbox,
  });
  const skipped = { ...BROKEN, skipped: 'too many incidents at once' };
  const settled = settleDelivery(seen, {
    alertId: 'alert-1',
    now: at(0.2),
    results: { sns: { ok: true } },
    built: { ...seen, looked: { at: at(0.1), investigation: skipped } },
  });
  expect(settled.looked).toEqual(seen.looked);
});
