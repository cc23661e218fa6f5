import { rememberDelivered } from '../../../lambda/adapters/remember-delivered';
import type { InboundMessage, ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { respondToMessages } from '../../../lambda/core/respond/respond-to-messages';
import { makeBody } from '../../fixtures/make-event';
import { makeNotifier, makePorts } from './recording-ports';

function message(messageId: string, changes: Partial<ReplicationEvent> = {}): InboundMessage {
  return { messageId, body: makeBody(changes) };
}

const UNVERSIONED = { failureReason: 'DstBucketUnversioned' };
const BENIGN = { failureReason: 'SrcReplicationNotPending' };
const POISON = { messageId: 'poison', body: '{"Records": [' };

test('thousand failures of one cause are one alert on every channel', async () => {
  const [sns, slack] = [makeNotifier('sns'), makeNotifier('slack')];
  const messages = Array.from({ length: 1_000 }, (_, index) => message(`m${index}`, { key: `k${index}` }));
  const outcome = await respondToMessages(messages, makePorts({ notifiers: [sns, slack] }));
  expect(outcome.failedMessageIds).toEqual([]);
  expect(sns.received).toHaveLength(1);
  expect(slack.received).toEqual(sns.received);
  expect(sns.received[0]).toMatchObject({
    type: 'opened',
    why: 'first-failure',
    incident: { failures: 1_000 },
  });
});

test('different causes are different alerts, the most severe first', async () => {
  const sns = makeNotifier('sns');
  const messages = [
    message('a', { failureReason: 'SrcObjectNotEligible' }),
    message('b', { failureReason: 'AssumeRoleNotPermitted' }),
  ];
  await respondToMessages(messages, makePorts({ notifiers: [sns] }));
  expect(sns.received.map((alert) => 'incident' in alert && alert.incident.failureReason)).toEqual([
    'AssumeRoleNotPermitted',
    'SrcObjectNotEligible',
  ]);
});

test('a benign race makes no message and is acknowledged', async () => {
  const sns = makeNotifier('sns');
  const ports = makePorts({ notifiers: [sns] });
  const outcome = await respondToMessages([message('a', BENIGN)], ports);
  expect(sns.received).toEqual([]);
  expect(outcome).toMatchObject({ failedMessageIds: [], alerts: [], benign: [{ failures: 1 }] });
  expect(ports.observed).toContain('SrcReplicationNotPending × 1: benign');
});

test('only the messages behind a refused alert come back', async () => {
  const sns = makeNotifier('sns', (alert) =>
    'incident' in alert && alert.incident.failureReason === 'DstBucketUnversioned'
      ? { ok: false, retryable: true, reason: '503' }
      : { ok: true },
  );
  const messages = [message('a'), message('b', UNVERSIONED), message('c'), message('d', UNVERSIONED)];
  const outcome = await respondToMessages(messages, makePorts({ notifiers: [sns] }));
  expect(outcome.failedMessageIds).toEqual(['b', 'd']);
});

test('a best-effort channel that is down brings no message back and stops no other channel', async () => {
  const sns = makeNotifier('sns');
  const slack = {
    ...makeNotifier('slack', () => ({ ok: false, retryable: true, reason: '500' })),
    bestEffort: true,
  };
  const ports = makePorts({ notifiers: [slack, sns] });
  const outcome = await respondToMessages([message('a')], ports);
  expect(outcome.failedMessageIds).toEqual([]);
  expect(sns.received).toHaveLength(1);
  expect(ports.observed).toContain('slack refused opened: 500');
});

test('a channel that breaks its promise and throws is a refusal without its text', async () => {
  const sns = makeNotifier('sns', () => {
    throw new TypeError('https://hooks.slack.com/services/secret');
  });
  const ports = makePorts({ notifiers: [sns] });
  const outcome = await respondToMessages([message('a')], ports);
  expect(outcome.failedMessageIds).toEqual(['a']);
  expect(ports.observed).toContain('sns refused opened: unexpected TypeError');
});

test('a poison message is told, quarantined and acknowledged, and its batch goes on', async () => {
  const sns = makeNotifier('sns');
  const ports = makePorts({ notifiers: [sns] });
  const outcome = await respondToMessages([message('a'), POISON, message('c')], ports);
  expect(outcome.failedMessageIds).toEqual([]);
  expect(sns.received.map(({ type }) => type)).toEqual(['opened', 'unreadable']);
  expect(ports.kept).toMatchObject([
    { messageId: 'poison', problem: { code: 'not-json', body: POISON.body } },
  ]);
});

test('a poison message that could not be told stays on the queue, alone', async () => {
  const sns = makeNotifier('sns', ({ type }) =>
    type === 'unreadable' ? { ok: false, retryable: true, reason: '503' } : { ok: true },
  );
  const ports = makePorts({ notifiers: [sns] });
  const outcome = await respondToMessages([message('a'), POISON, message('c')], ports);
  expect(outcome.failedMessageIds).toEqual(['poison']);
  expect(ports.kept).toEqual([]);
});

test('a poison message that could not be quarantined stays on the queue, alone', async () => {
  const quarantine = { keep: () => Promise.reject(new Error('no queue')) };
  const ports = makePorts({ notifiers: [makeNotifier('sns')], quarantine });
  const outcome = await respondToMessages([message('a'), POISON], ports);
  expect(outcome.failedMessageIds).toEqual(['poison']);
  expect(ports.observed).toContain('not quarantined not-json');
});

test('no delivery is begun when the invocation is about to end', async () => {
  const sns = makeNotifier('sns');
  const ports = makePorts({ notifiers: [sns], remainingMs: () => 1_000 });
  const outcome = await respondToMessages([message('a')], ports);
  expect(sns.received).toEqual([]);
  expect(outcome.failedMessageIds).toEqual(['a']);
});

test('redelivery of the same messages makes alerts with the same ids', async () => {
  const messages = [message('a'), message('b', UNVERSIONED), POISON];
  const [first, second] = [makeNotifier('sns'), makeNotifier('sns')];
  await respondToMessages(messages, makePorts({ notifiers: [first] }));
  await respondToMessages(
    messages,
    makePorts({ notifiers: [second], now: () => new Date('2026-01-01T11:00:00Z') }),
  );
  expect(second.received.map(({ id }) => id)).toEqual(first.received.map(({ id }) => id));
});

test('no more deliveries are under way on a channel than it allows', async () => {
  let [running, most] = [0, 0];
  const sns = {
    channel: 'sns',
    concurrency: 3,
    async deliver() {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { ok: true } as const;
    },
  };
  const messages = Array.from({ length: 12 }, (_, index) =>
    message(`m${index}`, { ruleId: `rule-${index}` }),
  );
  const outcome = await respondToMessages(messages, makePorts({ notifiers: [sns] }));
  expect(outcome.alerts).toHaveLength(12);
  expect(most).toBe(3);
});

test('Replication Time Control events and foreign events are acknowledged without an alert', async () => {
  const sns = makeNotifier('sns');
  const ports = makePorts({ notifiers: [sns] });
  const testEvent = { messageId: 't', body: JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }) };
  const outcome = await respondToMessages(
    [testEvent, message('a', { kind: 'OperationMissedThreshold' })],
    ports,
  );
  expect(outcome.failedMessageIds).toEqual([]);
  expect(sns.received).toEqual([]);
  expect(ports.observed).toEqual(['read 2 messages: 0 failures, 0 incidents, 0 problems']);
});

test('two failures of one instant in two messages are two alerts, whatever has been delivered before', async () => {
  const sns = makeNotifier('sns');
  const notifiers = [rememberDelivered(sns)];
  await respondToMessages([message('a', { key: 'one' })], makePorts({ notifiers }));
  await respondToMessages([message('b', { key: 'two' })], makePorts({ notifiers }));
  expect(new Set(sns.received.map(({ id }) => id)).size).toBe(2);
});
