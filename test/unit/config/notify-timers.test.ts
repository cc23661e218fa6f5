import { Duration, Lazy } from 'aws-cdk-lib';
import { checkNotifyTimers, toTimersEnvironment } from '../../../lib/notify-timers';

type Props = Parameters<typeof checkNotifyTimers>[0];

test.each<[why: string, props: Props]>([
  ['nothing is set', {}],
  [
    'they are as short as they may be',
    { groupInterval: Duration.minutes(1), resolveAfter: Duration.minutes(1) },
  ],
  [
    'they are as long as they may be',
    { groupInterval: Duration.days(1), repeatInterval: Duration.days(7), resolveAfter: Duration.days(1) },
  ],
  ['the group wait is as long as the group interval', { groupWait: Duration.minutes(5) }],
  ['the group wait is refused on its own account', { groupWait: Duration.minutes(15) }],
  [
    'one is known only at deployment',
    { groupInterval: Duration.seconds(Lazy.number({ produce: () => 1 })), groupWait: Duration.seconds(300) },
  ],
])('the timers of the construct are fine when %s', (_why, props) => {
  expect(checkNotifyTimers(props)).toEqual([]);
});

test.each<[why: string, props: Props, problems: readonly RegExp[]]>([
  [
    'one is too short',
    { groupInterval: Duration.seconds(59) },
    [/^groupInterval: got 59 s, allowed 60 to 86400 whole seconds$/],
  ],
  [
    'one is too long, and it is not compared with the others as well',
    { groupInterval: Duration.days(2) },
    [/^groupInterval: got 172800 s, allowed 60 to 86400 whole seconds$/],
  ],
  [
    'one has a fraction of a second',
    { resolveAfter: Duration.millis(600_500) },
    [/^resolveAfter: got 600\.5 s, allowed 60 to 86400 whole seconds$/],
  ],
  [
    'the group interval is shorter than the group wait',
    { groupWait: Duration.seconds(300), groupInterval: Duration.seconds(60) },
    [/^groupInterval: got 60 s, allowed at least the groupWait of 300 s: failures are not counted while/],
  ],
  [
    'others are shorter than the group interval, by default or not',
    { groupInterval: Duration.hours(1), repeatInterval: Duration.minutes(30) },
    [
      /^repeatInterval: got 1800 s, allowed at least the groupInterval of 3600 s: a reminder is an update, too$/,
      /^resolveAfter: got 1800 s \(the default\), allowed at least the groupInterval of 3600 s: /,
    ],
  ],
])('the timers of the construct are refused when %s', (_why, props, problems) => {
  const found = checkNotifyTimers(props);
  expect(found.length).toBe(problems.length);
  for (const [index, problem] of problems.entries()) expect(found[index]).toMatch(problem);
});

test('the environment holds the timers that are set, in seconds, and no other', () => {
  expect(toTimersEnvironment({})).toEqual({});
  expect(toTimersEnvironment({ repeatInterval: Duration.hours(12) })).toEqual({
    REPEAT_INTERVAL_SECONDS: '43200',
  });
});
