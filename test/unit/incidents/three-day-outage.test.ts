import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCount, formatCounted, formatDuration } from '../../../lambda/core/render/quantity';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import type { Incident, NotifyReason } from '../../../lambda/core/incidents/incident';
import { makeEvent } from '../../fixtures/make-event';
import { type Defect, IncidentWorld, type Sent } from './incident-world';

/**
 * The whole conversation of an outage of three days, on a fake clock. Read it like prose in review;
 * `UPDATE_GOLDEN=1 npx jest three-day-outage` writes it anew.
 */
const GOLDEN = join(__dirname, '../../golden/three-day-outage.txt');

const DAY = '2026-01-15';
const BATCH_SECONDS = 60;
const SWEEP_SECONDS = 300;

/** Seconds since the first midnight. */
function at(day: number, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return ((day - 1) * 24 + hours) * 3_600 + minutes * 60;
}

const DENY: Defect = {
  check: 'destination-write-permission',
  subject: 'arn:aws:s3:::media-dr',
  title: 'The destination bucket policy denies S3 the write',
  evidence: 'Statement `DenyOutsideVpc` denies `s3:ReplicateObject`.',
  breaks: ({ key }) => key.destinationBucket === 'media-dr',
};

interface Traffic {
  readonly event: Partial<ReplicationEvent>;
  readonly from: number;
  readonly to: number;
  readonly perMinute: number;
}

const MEDIA = { sourceBucket: 'media-prod', ruleId: 'all-media' };
const INVOICES = { sourceBucket: 'invoices', ruleId: 'invoices-dr' };

/** What is written, and fails while the deny is in place. */
const TRAFFIC: readonly Traffic[] = [
  { event: MEDIA, from: at(1, '09:59'), to: at(1, '17:30'), perMinute: 200 },
  { event: INVOICES, from: at(1, '10:20'), to: at(1, '16:00'), perMinute: 2 },
  { event: MEDIA, from: at(2, '08:00'), to: at(2, '15:20'), perMinute: 200 },
  { event: MEDIA, from: at(3, '10:16'), to: at(3, '10:41'), perMinute: 200 },
];

interface Happening {
  readonly at: number;
  readonly what: string;
  readonly happen: (world: IncidentWorld) => unknown;
}

function find(world: IncidentWorld, bucket: string): Incident {
  const found = [...world.incidents.values()].find(({ key }) => key.sourceBucket === bucket);
  if (found === undefined) throw new Error(`no incident of ${bucket}`);
  return found;
}

const STORY: readonly Happening[] = [
  {
    at: at(1, '09:52'),
    what: 'A deploy puts a deny into the policy of media-dr.',
    happen: (world) => world.break(DENY),
  },
  {
    at: at(1, '10:03'),
    what: 'Slack is down.',
    happen: (world) => world.down.add('slack'),
  },
  {
    at: at(1, '10:12'),
    what: 'Slack is back.',
    happen: (world) => world.down.delete('slack'),
  },
  {
    at: at(1, '10:20'),
    what: 'Invoices are written, to the same destination.',
    happen: () => undefined,
  },
  { at: at(1, '17:30'), what: 'Everybody goes home: nothing is written any more.', happen: () => undefined },
  { at: at(2, '08:00'), what: 'Work begins again.', happen: () => undefined },
  {
    at: at(2, '09:10'),
    what: 'ana acknowledges it.',
    happen: (world) => world.acknowledge(find(world, 'media-prod').id, 'ana'),
  },
  {
    at: at(2, '12:00'),
    what: 'ana silences media-prod for two hours: the bucket is being moved.',
    happen: (world) =>
      world.silences.push({
        id: 'silence-1',
        matchers: { sourceBucket: 'media-prod' },
        createdAt: world.now,
        until: new Date(Date.parse(world.now) + 2 * 3_600_000).toISOString(),
        by: 'ana',
        comment: 'the bucket is being moved',
      }),
  },
  {
    at: at(2, '15:20'),
    what: 'The deny is taken out of the policy.',
    happen: (world) => world.mend(DENY.check),
  },
  {
    at: at(3, '10:15'),
    what: 'The next deploy puts the deny back.',
    happen: (world) => world.break(DENY),
  },
  {
    at: at(3, '10:41'),
    what: 'The deny is taken out again, of the template as well.',
    happen: (world) => world.mend(DENY.check),
  },
];

/** Failures of one batch: what was written since the batch before. */
function toEvents(seconds: number): readonly ReplicationEvent[] {
  const end = Date.parse(`${DAY}T00:00:00.000Z`) + seconds * 1_000;
  return TRAFFIC.filter(({ from, to }) => seconds > from && seconds <= to).flatMap(({ event, perMinute }) =>
    Array.from({ length: perMinute }, (_, index) => {
      const eventTime = new Date(end - Math.floor((index * 60_000) / perMinute)).toISOString();
      return makeEvent({ ...event, key: `2026/${seconds}/${index}`, eventTime });
    }),
  );
}

function toClock(time: string): string {
  return time.slice(11, 16);
}

const SAYINGS: Readonly<Record<NotifyReason, (sent: Sent) => string>> = {
  'first-failure': describeFailure,
  reopened: ({ incident }) => {
    const { resolvedAt = '' } = incident.previous ?? {};
    const quiet = formatDuration((Date.parse(incident.openedAt) - Date.parse(resolvedAt)) / 1_000);
    return `Failing again, ${quiet} after it was resolved. ${describeFailure({ incident })}`;
  },
  growth: describeFailure,
  spread: describeFailure,
  'changed-cause': describeFailure,
  'changed-verdict': describeFailure,
  'on-its-own': describeFailure,
  'channel-lost': describeFailure,
  reminder: (sent) => (sent.entry.says.isWithoutTraffic ? describeQuiet(sent) : describeFailure(sent)),
  'silence-ended': (sent) => `The silence has ended, and it still fails. ${describeFailure(sent)}`,
  'still-broken': describeQuiet,
  'cause-gone': ({ incident }) =>
    `The cause is gone since ${toClock(incident.cause?.goneAt ?? '')}, and nothing has failed since ${toClock(incident.lastSeen)}.`,
  resolved: ({ incident }) => incident.resolution?.proof ?? '',
};

function describeQuiet({ incident }: Pick<Sent, 'incident'>): string {
  const title = incident.cause?.title ?? '';
  return `No traffic since ${toClock(incident.lastSeen)}, still broken: ${title}.`;
}

function describeFailure({ incident }: Pick<Sent, 'incident'>): string {
  const { cause, failures, firstSeen, looked } = incident;
  const amount = `${formatCounted(failures, 'failure')} since ${toClock(firstSeen)}`;
  if (cause === undefined || looked === undefined) return `Cause not known yet. ${amount}.`;
  return `${cause.title} (verified ${toClock(looked.at)}). ${amount}.`;
}

function toLines(sent: Sent): readonly string[] {
  const { at: time, entry, channels, incident, related, status } = sent;
  const { key } = incident;
  const flags = status === 'open' || status === 'resolved' ? '' : ` [${status}]`;
  const audience = entry.audience === 'stream' ? 'the stream only' : channels.join(', ');
  const others = (related?.incidents ?? []).map(
    ({ sourceBucket, ruleId, failures }) =>
      `         with it: ${sourceBucket}, rule ${ruleId}, ${formatCounted(failures, 'failure')}`,
  );
  return [
    `  ${toClock(time)}  ${entry.type.toUpperCase()}${flags} ${key.sourceBucket} → ${key.destinationBucket} (${entry.says.why}; to ${audience})`,
    `         ${SAYINGS[entry.says.why](sent)}`,
    ...others,
  ];
}

/** Why nobody was told, and how often that was decided. */
function countQuiet(world: IncidentWorld): readonly string[] {
  const counts = new Map<string, number>();
  for (const { decision } of world.decisions) {
    if (!decision.notify) counts.set(decision.because, (counts.get(decision.because) ?? 0) + 1);
  }
  return [...counts].map(([because, count]) => `  ${formatCount(count).padStart(7)}  ${because}`);
}

function play(): { readonly text: string; readonly world: IncidentWorld } {
  const world = new IncidentWorld(`${DAY}T00:00:00.000Z`);
  const lines: string[] = [];
  const end = at(4, '00:00');
  for (let seconds = at(1, '09:50'); seconds < end; seconds += BATCH_SECONDS) {
    const now = new Date(Date.parse(`${DAY}T00:00:00.000Z`) + seconds * 1_000);
    if (now.toISOString().slice(0, 10) !== world.now.slice(0, 10) || lines.length === 0)
      lines.push('', now.toUTCString().slice(0, 11));
    world.now = now.toISOString();
    for (const { at: when, what, happen } of STORY) {
      if (when !== seconds) continue;
      happen(world);
      lines.push(`  ${toClock(world.now)}  · ${what}`);
    }
    const before = world.sent.length;
    const events = toEvents(seconds);
    if (events.length > 0) world.batch(events);
    if (seconds % SWEEP_SECONDS === 0) world.sweep();
    for (const sent of world.sent.slice(before)) lines.push(...toLines(sent));
  }
  const messages = world.sent.filter(({ channels }) => channels.includes('slack')).length;
  const text = [
    'A deny in a bucket policy, three days, two source buckets. Lines with a dot are what happens; the others are what is said.',
    'Slack and the alert topic (sns) are the channels; the alert topic is the stream that programs read.',
    ...lines,
    '',
    `${formatCount(messages)} messages on Slack, ${formatCount(world.sent.length)} in the stream, in ${formatCount(world.decisions.length)} decisions.`,
    'Why nobody was told:',
    ...countQuiet(world),
    '',
  ].join('\n');
  return { text, world };
}

const { text, world } = play();

test('the conversation of three days reads as in the golden file', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
});

test('at the end everything is over, and every failure is counted', () => {
  const written = TRAFFIC.reduce((sum, { from, to, perMinute }) => sum + ((to - from) / 60) * perMinute, 0);
  const counted = [...world.incidents.values()].reduce(
    (sum, { failures, previous }) => sum + failures + (previous?.failures ?? 0),
    0,
  );
  expect(counted).toBe(written);
  for (const { state, outbox } of world.incidents.values())
    expect({ state, outbox }).toEqual({ state: 'resolved', outbox: [] });
});
