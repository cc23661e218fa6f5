import { alertSchema, type IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { buildIncidentAlert } from '../../../lambda/core/alerts/build-incident-alert';
import { findReason } from '../../../lambda/core/catalog/find-reason';
import { REASONS } from '../../../lambda/core/catalog/reasons';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { groupFailures } from '../../../lambda/core/incidents/group-failures';
import { makeEvent } from '../../fixtures/make-event';

const CONTEXT = {
  now: new Date('2026-01-01T10:01:00.000Z'),
  links: { runbookBaseUrl: 'https://runbooks.example.com/r/', dashboardUrl: 'https://dashboard.example.com' },
  why: 'first-failure',
  messageIds: ['m-1'],
};

function build(...events: readonly ReplicationEvent[]): IncidentAlert {
  const [group] = groupFailures(events);
  return buildIncidentAlert(group!, findReason(group!.key.failureReason ?? undefined), CONTEXT);
}

test.each(REASONS.map(({ reason }) => reason))('the alert for %s is a valid document', (failureReason) => {
  const alert = build(makeEvent({ failureReason }));
  expect(alertSchema.parse(alert)).toEqual(alert);
  expect(alert.links['runbook']).toBe(`https://runbooks.example.com/r/${failureReason}.md`);
  expect(JSON.stringify(alert.fix)).not.toMatch(/\{[a-zA-Z]+\}/);
});

test('the alert counts, sums and samples what failed', () => {
  const alert = build(makeEvent({ key: 'a/b/1' }), makeEvent({ key: 'a/b/2', sizeBytes: 5 }));
  expect(alert.incident).toMatchObject({
    failures: 2,
    sizeBytes: 105,
    operations: { OBJECT_PUT: 2 },
    prefixes: [{ prefix: 'a/b/', failures: 2 }],
    objects: [
      { key: 'a/b/1', versionId: 'v1' },
      { key: 'a/b/2', sizeBytes: 5 },
    ],
  });
  expect(alert.replication).toEqual({
    source: { bucket: 'media-prod', region: 'eu-central-1' },
    destination: { bucket: 'media-dr' },
    ruleId: 'all-media',
  });
});

test('a cause from the catalog is likely, never confirmed', () => {
  expect(build(makeEvent()).diagnosis).toMatchObject({ verdict: 'likely', findings: [], notChecked: [] });
  expect(build(makeEvent()).diagnosis.causes.length).toBeGreaterThan(0);
});

test.each([
  ['a reason nobody knows', { failureReason: 'BrandNew' }, 'BrandNew'],
  ['a reason that is missing', { failureReason: undefined }, null],
])('%s is said to be unknown', (_what, change, failureReason) => {
  const { failureReason: _removed, ...rest } = makeEvent();
  const event = change.failureReason === undefined ? rest : { ...rest, failureReason: change.failureReason };
  const alert = build(event);
  expect(alert.diagnosis.verdict).toBe('unknown');
  expect(alert.incident.failureReason).toBe(failureReason);
});

test('a wide blast radius raises the severity one step', () => {
  const few = build(makeEvent({ failureReason: 'SrcObjectNotEligible' }));
  const many = build(
    ...Array.from({ length: 1_000 }, () => makeEvent({ failureReason: 'SrcObjectNotEligible' })),
  );
  const order = ['info', 'low', 'medium', 'high', 'critical'];
  expect(order.indexOf(many.severity)).toBe(order.indexOf(few.severity) + 1);
});

test('text of any length and shape gives a bounded valid document', () => {
  const long = '😀\u001b[31m<!channel>\ud800'.repeat(5_000);
  const alert = build(
    ...Array.from({ length: 20 }, (_, index) =>
      makeEvent({
        key: `${long}${index}`,
        ruleId: long,
        failureReason: long,
        operation: `${long}${index}`,
        versionId: long,
      }),
    ),
  );
  expect(alertSchema.safeParse(alert).error).toBeUndefined();
  const text = JSON.stringify(alert);
  expect(text.isWellFormed()).toBe(true);
  expect(Buffer.byteLength(text)).toBeLessThan(100_000);
});

test('console links follow the partition', () => {
  const { links } = build(makeEvent({ partition: 'aws-cn', region: 'cn-north-1' }));
  expect(links['source']).toBe('https://console.amazonaws.cn/s3/buckets/media-prod?region=cn-north-1');
  const elsewhere = build(makeEvent({ partition: 'aws-iso' })).links;
  expect(elsewhere['source']).toBeUndefined();
});
