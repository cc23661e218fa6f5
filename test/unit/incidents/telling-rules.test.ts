import { decideTelling } from '../../../lambda/core/incidents/decide-telling';
import type { Incident, MuteReason, Told } from '../../../lambda/core/incidents/incident';
import { nextPowerOfTen, type Question } from '../../../lambda/core/incidents/telling-question';
import { TELLING_RULES } from '../../../lambda/core/incidents/telling-rules';
import { NOTIFY_TIMERS } from '../../../lambda/core/incidents/timers';
import { at, BLIND, BROKEN, CAUSE, makeIncident, makeTold, MENDED } from '../../fixtures/make-incident';

const UNTOLD = undefined;
const CONFIRMED = makeTold({ verdict: 'confirmed', check: CAUSE.check, subject: CAUSE.subject });
const LEAD_ENDED = { muted: { because: 'linked', since: at(-60), until: at(2) } } as const;
const ACKNOWLEDGED = { state: 'acknowledged', acknowledgement: { by: 'ana', at: at(1) } } as const;
const REOPENED = { previous: { openedAt: at(-90), resolvedAt: at(-30), failures: 9, wasTold: true } };
const GONE = { ...CAUSE, goneAt: at(4) };

interface Case {
  readonly rule: string;
  readonly when: string;
  readonly incident?: Partial<Incident>;
  readonly said: Told | undefined;
  readonly minutes: number;
  readonly mute?: MuteReason;
  readonly ended?: MuteReason;
  readonly related?: number;
  readonly answer: string;
}

const CASES: readonly Case[] = [
  {
    rule: 'over-untold',
    when: 'it is over and nobody has heard of it',
    incident: { state: 'resolved' },
    said: UNTOLD,
    minutes: 40,
    answer: 'quiet: never-told',
  },
  {
    rule: 'over-told',
    when: 'that it is over was said',
    incident: { state: 'resolved' },
    said: makeTold({ why: 'resolved', isOver: true }),
    minutes: 400,
    answer: 'quiet: nothing-new',
  },
  {
    rule: 'over',
    when: 'it is over',
    incident: { state: 'resolved' },
    said: makeTold(),
    minutes: 40,
    answer: 'resolved: resolved',
  },
  {
    rule: 'over',
    when: 'it is over a moment after the last word: the end does not wait for the interval',
    incident: { state: 'resolved' },
    said: makeTold(),
    minutes: 1,
    answer: 'resolved: resolved',
  },
  {
    rule: 'over',
    when: 'it is over while it is silenced: whoever heard that it began hears that it is over',
    incident: { state: 'resolved' },
    said: makeTold(),
    minutes: 40,
    mute: 'silenced',
    answer: 'resolved: resolved',
  },
  {
    rule: 'muted',
    when: 'it is silenced, and has grown a hundredfold',
    incident: { failures: 300 },
    said: makeTold(),
    minutes: 400,
    mute: 'silenced',
    answer: 'quiet: silenced',
  },
  {
    rule: 'muted',
    when: 'another incident speaks for it',
    said: UNTOLD,
    minutes: 0,
    mute: 'linked',
    answer: 'quiet: linked',
  },
  {
    rule: 'muted',
    when: 'a cause explains it',
    said: UNTOLD,
    minutes: 0,
    mute: 'inhibited',
    answer: 'quiet: inhibited',
  },
  {
    rule: 'muted',
    when: 'it is one of too many',
    said: UNTOLD,
    minutes: 0,
    mute: 'overview',
    answer: 'quiet: overview',
  },
  {
    rule: 'settling',
    when: 'its lead has ended, and it has not failed since',
    incident: LEAD_ENDED,
    said: UNTOLD,
    minutes: 5,
    ended: 'linked',
    answer: 'quiet: settling',
  },
  {
    rule: 'recovering-untold',
    when: 'its cause is gone and nobody has heard of it',
    incident: { state: 'recovering' },
    said: UNTOLD,
    minutes: 5,
    answer: 'quiet: settling',
  },
  {
    rule: 'silence-ended',
    when: 'its silence ends and people knew of it before',
    said: makeTold(),
    minutes: 3,
    ended: 'silenced',
    answer: 'reminder: silence-ended',
  },
  {
    rule: 'silence-ended',
    when: 'its silence ends and it began under it',
    said: UNTOLD,
    minutes: 3,
    ended: 'silenced',
    answer: 'opened: silence-ended',
  },
  {
    rule: 'on-its-own',
    when: 'its lead has ended and it fails since',
    incident: { ...LEAD_ENDED, lastSeen: at(3) },
    said: UNTOLD,
    minutes: 5,
    ended: 'linked',
    answer: 'opened: on-its-own',
  },
  {
    rule: 'on-its-own',
    when: 'its lead has ended and a check finds it broken since',
    incident: { ...LEAD_ENDED, looked: { at: at(4), investigation: BROKEN } },
    said: makeTold(),
    minutes: 5,
    ended: 'linked',
    answer: 'changed: on-its-own',
  },
  {
    rule: 'reopened',
    when: 'it was over half an hour ago',
    incident: REOPENED,
    said: UNTOLD,
    minutes: 0,
    answer: 'reopened: reopened',
  },
  {
    rule: 'first-failure',
    when: 'nobody has heard of it',
    said: UNTOLD,
    minutes: 0,
    answer: 'opened: first-failure',
  },
  {
    rule: 'first-failure',
    when: 'it was over half an hour ago, and nobody had heard of that',
    incident: { previous: { ...REOPENED.previous, wasTold: false } },
    said: UNTOLD,
    minutes: 0,
    answer: 'opened: first-failure',
  },
  {
    rule: 'first-failure',
    when: 'its lead has ended, and others depend on it now: it may not wait until it has proven itself',
    incident: LEAD_ENDED,
    said: UNTOLD,
    minutes: 5,
    ended: 'linked',
    related: 3,
    answer: 'opened: first-failure',
  },
  {
    rule: 'within-group-interval',
    when: 'it grows a hundredfold within five minutes',
    incident: { failures: 300 },
    said: makeTold(),
    minutes: 4.9,
    answer: 'quiet: within-group-interval',
  },
  {
    rule: 'cause-gone',
    when: 'the cause that was told is gone',
    incident: { state: 'recovering', cause: GONE },
    said: CONFIRMED,
    minutes: 6,
    answer: 'changed: cause-gone',
  },
  {
    rule: 'cause-gone',
    when: 'somebody has acknowledged it: whoever mends it wants to know',
    incident: { ...ACKNOWLEDGED, state: 'recovering', cause: GONE },
    said: CONFIRMED,
    minutes: 6,
    answer: 'changed: cause-gone',
  },
  {
    rule: 'failing-despite',
    when: 'it fails five minutes after the cause that was told was found gone',
    incident: { cause: GONE, lastSeen: at(9) },
    said: CONFIRMED,
    minutes: 10,
    answer: 'changed: changed-verdict',
  },
  {
    rule: 'failing-despite',
    when: 'it was said that the cause is gone, and it fails again',
    incident: { cause: GONE, lastSeen: at(20) },
    said: makeTold({ why: 'cause-gone', at: at(5) }),
    minutes: 21,
    answer: 'changed: changed-verdict',
  },
  {
    rule: 'newly-confirmed',
    when: 'a check confirms what was likely',
    incident: { cause: CAUSE },
    said: makeTold(),
    minutes: 6,
    answer: 'changed: changed-verdict',
  },
  {
    rule: 'another-cause',
    when: 'a check confirms another subject',
    incident: { cause: { ...CAUSE, subject: 'arn:aws:iam::111111111111:role/r' } },
    said: CONFIRMED,
    minutes: 6,
    answer: 'changed: changed-cause',
  },
  {
    rule: 'another-cause',
    when: 'another check confirms something else about the same subject',
    incident: { cause: { ...CAUSE, check: 'destination-bucket' } },
    said: CONFIRMED,
    minutes: 6,
    answer: 'changed: changed-cause',
  },
  {
    rule: 'still-broken',
    when: 'nothing fails for half an hour and the check still confirms',
    incident: { cause: CAUSE, looked: { at: at(30), investigation: BROKEN } },
    said: CONFIRMED,
    minutes: 30,
    answer: 'reminder: still-broken',
  },
  {
    rule: 'still-broken',
    when: 'somebody has acknowledged it: it must not look mended',
    incident: { ...ACKNOWLEDGED, cause: CAUSE, looked: { at: at(30), investigation: BROKEN } },
    said: CONFIRMED,
    minutes: 30,
    answer: 'reminder: still-broken',
  },
  {
    rule: 'spread',
    when: 'it speaks for its first other incident',
    said: makeTold(),
    minutes: 6,
    related: 1,
    answer: 'changed: spread',
  },
  {
    rule: 'spread',
    when: 'it speaks for ten, and one was told',
    said: makeTold({ related: 1 }),
    minutes: 6,
    related: 10,
    answer: 'changed: spread',
  },
  {
    rule: 'acknowledged',
    when: 'somebody is at it and it grows',
    incident: { ...ACKNOWLEDGED, failures: 300 },
    said: makeTold(),
    minutes: 300,
    answer: 'quiet: acknowledged',
  },
  {
    rule: 'growth',
    when: 'it passes the next power of ten after five minutes',
    incident: { failures: 10 },
    said: makeTold(),
    minutes: 5,
    answer: 'grew: growth',
  },
  {
    rule: 'reminder',
    when: 'nothing was said for four hours',
    said: makeTold(),
    minutes: 240,
    answer: 'reminder: reminder',
  },
  {
    rule: 'reminder',
    when: 'it was acknowledged a day ago: it must not be forgotten',
    incident: ACKNOWLEDGED,
    said: makeTold(),
    minutes: 24 * 60 + 1,
    answer: 'reminder: reminder',
  },
  {
    rule: 'reminder',
    when: 'that there is no traffic was said four hours ago',
    incident: { cause: CAUSE, looked: { at: at(240), investigation: BROKEN } },
    said: { ...CONFIRMED, isWithoutTraffic: true },
    minutes: 240,
    answer: 'reminder: reminder',
  },
  {
    rule: 'no-growth',
    when: 'it grows from three to nine',
    incident: { failures: 9 },
    said: makeTold(),
    minutes: 6,
    answer: 'quiet: no-growth',
  },
  {
    rule: 'nothing-new',
    when: 'nothing has changed',
    said: makeTold(),
    minutes: 6,
    answer: 'quiet: nothing-new',
  },
  {
    rule: 'nothing-new',
    when: 'nobody could look this time: what was confirmed is not unsaid',
    incident: { cause: CAUSE, looked: { at: at(6), investigation: BLIND } },
    said: CONFIRMED,
    minutes: 6,
    answer: 'quiet: nothing-new',
  },
  {
    rule: 'nothing-new',
    when: 'a failure comes a minute after the cause was found gone: changes take a while to be known',
    incident: {
      cause: GONE,
      lastSeen: at(5),
      looked: { at: at(4), investigation: MENDED },
    },
    said: CONFIRMED,
    minutes: 6,
    answer: 'quiet: nothing-new',
  },
];

test.each(CASES)(
  '$rule decides when $when',
  ({ rule, incident, minutes, said, related, answer, ...rest }) => {
    const question: Question = {
      incident: makeIncident(incident),
      said,
      related: related ?? 0,
      now: at(minutes),
      timers: NOTIFY_TIMERS,
      mute: rest.mute,
      ended: rest.ended,
    };
    const telling = decideTelling(question);
    const found = 'why' in telling ? `${telling.type}: ${telling.why}` : `quiet: ${telling.quiet}`;
    expect({ rule: telling.rule, answer: found }).toEqual({ rule, answer });
  },
);

test('every rule has a case in which it decides, and a name and a reason of its own', () => {
  const ids = TELLING_RULES.map(({ id }) => id);
  expect(ids.filter((id) => !CASES.some(({ rule }) => rule === id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(TELLING_RULES.map(({ because }) => because)).size).toBe(ids.length);
});

test.each([
  [0, 1],
  [1, 10],
  [9, 10],
  [10, 100],
  [57, 100],
  [999_999, 1_000_000],
])('the power of ten above %d is %d', (count, power) => {
  expect(nextPowerOfTen(count)).toBe(power);
});
