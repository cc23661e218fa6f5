import { HOSTILE_KEY, makeStory } from '../../../cli/demo/story';
import { findDeviations, type StoryResult } from '../../../cli/demo/story-outcome';
import { BODY_LIMIT_BYTES } from '../../../cli/run/read-body';
import { toInboundMessages } from '../../../lambda/core/events/inbound-messages';
import { readBatch } from '../../../lambda/core/respond/read-batch';
import type { Alert } from '../../../lambda/core/alerts/alert.schema';
import { NOW, runFake } from './fake-io';
import { makeAlertView, ROW } from './page-fixture';

describe('the story', () => {
  const story = makeStory(NOW);

  it('is the same each time', () => {
    expect(makeStory(NOW)).toEqual(story);
  });

  it('fits its posts and its batches', () => {
    for (const { posts } of story) {
      const bodies = posts.flatMap(({ body }) =>
        toInboundMessages(JSON.parse(body)).map((message) => message.body),
      );
      for (const { body } of posts) expect(Buffer.byteLength(body)).toBeLessThan(BODY_LIMIT_BYTES);
      // A scene that made two batches would make two alerts.
      expect(bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0)).toBeLessThan(6 * 1024 * 1024);
    }
  });

  it('holds as many readable failures as it tells', () => {
    for (const { posts, failures } of story) {
      const messages = posts.flatMap(({ body }) => toInboundMessages(JSON.parse(body)));
      expect(readBatch(messages).summary).toMatchObject({ failures, incidents: 1, problems: 0 });
    }
  });

  it('keeps its hostile key through the form encoding', () => {
    const [post] = story[3]?.posts ?? [];
    const { groups } = readBatch(toInboundMessages(JSON.parse(post?.body ?? '')));
    expect(groups[0]?.samples[0]?.key).toBe(HOSTILE_KEY);
  });
});

function confirm(check: string, alert: Alert): Alert {
  if (alert.type === 'unreadable') return alert;
  const cause = { check, subject: 'arn:aws:s3:::media-dr' };
  return { ...alert, diagnosis: { ...alert.diagnosis, verdict: 'confirmed', cause } };
}

describe('findDeviations', () => {
  const story = makeStory(NOW);
  const result: StoryResult = {
    alerts: [
      confirm('role-trust', makeAlertView({ failureReason: 'AssumeRoleNotPermitted' }, 5_000).alert),
      confirm(
        'destination-versioning',
        makeAlertView({ failureReason: 'DstBucketUnversioned', sourceBucket: 'invoices' }, 42).alert,
      ),
      confirm('destination-write-permission', makeAlertView({ sourceBucket: 'customer-uploads' }).alert),
      makeAlertView({ failureReason: 'DstReplicaQuotaExceeded', sourceBucket: 'photos' }).alert,
    ],
    counters: { messages: 5_047, failures: 5_047, alerts: 4, benign: 3, unreadable: 0, ignored: 0 },
    incidents: Array.from({ length: 5 }, () => ROW),
  };

  it('finds none when all came out as told', () => {
    expect(findDeviations(story, result)).toEqual([]);
  });

  it.each<[string, Partial<StoryResult>, string]>([
    ['a missing alert', { alerts: result.alerts.slice(1) }, 'alerts: 3, told 4'],
    ['an alert twice', { alerts: [...result.alerts, result.alerts[0]!] }, 'alerts: 5, told 4'],
    [
      'a wrong count',
      {
        alerts: [
          makeAlertView({ failureReason: 'AssumeRoleNotPermitted' }, 4_999).alert,
          ...result.alerts.slice(1),
        ],
      },
      'failures of "A role loses its trust policy": 4999, told 5000',
    ],
    [
      'a benign failure that made an alert',
      { counters: { ...result.counters, benign: 0 } },
      'failures that need nobody: 0, told 3',
    ],
    [
      'an unreadable message',
      { counters: { ...result.counters, unreadable: 1 } },
      'unreadable messages: 1, told 0',
    ],
    ['a lost incident', { incidents: [ROW] }, 'incidents: 1, told 5'],
  ])('finds %s', (_name, change, deviation) => {
    expect(findDeviations(story, { ...result, ...change })).toContain(deviation);
  });
});

describe('demo', () => {
  it('tells the story through a real responder, comes out as told and ends with 0', async () => {
    const { code, stdout, stderr } = await runFake(['demo', '--exit']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('5,047 failures → 4 alerts.');
    expect(stdout).toMatch(/Live page: http:\/\/127\.0\.0\.1:\d+/);
    expect(stdout.match(/alert$/gm)).toHaveLength(5);
    expect(stdout).toContain('3 events, no alert');
    expect(stdout).not.toContain('NOT AS TOLD');
    for (const character of ['\u001b', '\u202e', '\r']) expect(stdout).not.toContain(character);
    expect(stdout.split('\n').length).toBeLessThan(150);
  }, 30_000);

  it('gives the outcome as JSON', async () => {
    const { code, stdout } = await runFake(['demo', '--exit', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      messages: 5_047,
      failures: 5_047,
      alerts: 4,
      benign: 3,
      unreadable: 0,
      ignored: 0,
      incidents: 5,
      deviations: [],
    });
  }, 30_000);
});
