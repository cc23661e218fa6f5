import { z } from 'zod';
import { NOTIFY_TIMERS } from '../../../lambda/core/incidents/timers';
import { responderConfigSchema } from '../../../lib/config/config.schema';
import { findTimerConflicts } from '../../../lib/config/timer-conflicts';
import { timers } from '../../../lib/config/timers.schema';
import { TIMER_RANGES } from '../../../lib/notify-timer-rules';

const schema = z.strictObject(timers);

test('the timers are not a part of the configuration while nothing heeds them', () => {
  expect(Object.keys(responderConfigSchema.shape)).not.toContainEqual(
    expect.stringMatching(/Interval|resolve/),
  );
});

test('what nobody sets is as the incidents have it', () => {
  const { groupIntervalSeconds, repeatIntervalSeconds, resolveAfterSeconds } = NOTIFY_TIMERS;
  expect(schema.parse({})).toEqual({ groupIntervalSeconds, repeatIntervalSeconds, resolveAfterSeconds });
  expect(schema.parse({})).toEqual({
    groupIntervalSeconds: 300,
    repeatIntervalSeconds: 14_400,
    resolveAfterSeconds: 1_800,
  });
});

describe.each([
  ['groupIntervalSeconds', 60, 86_400],
  ['repeatIntervalSeconds', 300, 604_800],
  ['resolveAfterSeconds', 60, 86_400],
] as const)('%s', (field, least, most) => {
  test.each([least, most])('takes %d', (value) => {
    expect(schema.safeParse({ [field]: value }).success).toBe(true);
  });

  test.each([least - 1, most + 1, least + 0.5, String(least), null])('refuses %p', (value) => {
    expect(schema.safeParse({ [field]: value }).success).toBe(false);
  });

  test('says in an error and in the documents what it takes', () => {
    const meta = timers[field].meta();
    expect(meta).toMatchObject({ allowed: `a whole number from ${least} to ${most}` });
    expect(meta?.description).toMatch(/No less than `group(Wait|Interval)Seconds`\.$/);
  });
});

test.each([
  ['nothing is set', {}],
  ['all are the same', { groupIntervalSeconds: 600, repeatIntervalSeconds: 600, resolveAfterSeconds: 600 }],
  ['the group wait is as long as the group interval', { groupWaitSeconds: 300 }],
  ['another value is no number', { groupIntervalSeconds: '7200' }],
  ['another value is refused on its own account', { groupWaitSeconds: 900, groupIntervalSeconds: 90_000 }],
])('timers agree when %s', (_why, config) => {
  expect(findTimerConflicts(config)).toEqual([]);
});

test.each([
  [
    'the group interval is shorter than the group wait',
    { groupWaitSeconds: 120, groupIntervalSeconds: 60 },
    { path: 'groupIntervalSeconds', got: '60', allowed: 'at least 120, as groupWaitSeconds' },
  ],
  [
    'reminders would come more often than updates may',
    { groupIntervalSeconds: 900, repeatIntervalSeconds: 600 },
    { path: 'repeatIntervalSeconds', got: '600', allowed: 'at least 900, as groupIntervalSeconds' },
  ],
  [
    'an incident would be over before its recovery is told',
    { resolveAfterSeconds: 120 },
    { path: 'resolveAfterSeconds', got: '120', allowed: 'at least 300, as groupIntervalSeconds' },
  ],
  [
    'the one that is too short is a default',
    { groupIntervalSeconds: 3_600 },
    {
      path: 'resolveAfterSeconds',
      got: '1800 (the default)',
      allowed: 'at least 3600, as groupIntervalSeconds',
    },
  ],
])('timers contradict each other when %s', (_why, config, expected) => {
  expect(findTimerConflicts(config)).toEqual([
    { ...expected, example: expect.stringMatching(/^\d+$/), hint: expect.stringMatching(/.{20}/) },
  ]);
});

test('a group wait that is left out is compared as the configuration has it', () => {
  const { groupWaitSeconds } = responderConfigSchema.parse({ sourceBuckets: [{ name: 'media-prod' }] });
  expect(groupWaitSeconds).toBe(TIMER_RANGES.groupWait.fallback);
});
