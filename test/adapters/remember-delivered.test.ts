import { rememberDelivered } from '../../lambda/adapters/remember-delivered';
import type { Alert } from '../../lambda/core/alerts/alert.schema';
import type { DeliveryResult } from '../../lambda/core/alerts/notifier';
import { makeNotifier } from '../unit/respond/recording-ports';

const alert = (id: string) => ({ id }) as Alert;

test('an accepted alert is not sent again and answers with the first reference', async () => {
  const channel = makeNotifier('slack', () => ({ ok: true, reference: 'ts-1' }));
  const notifier = rememberDelivered(channel);
  await notifier.deliver(alert('a'));
  expect(await notifier.deliver(alert('a'))).toEqual({ ok: true, reference: 'ts-1' });
  expect(channel.received).toHaveLength(1);
});

test('a refused alert is tried again', async () => {
  const answers: DeliveryResult[] = [{ ok: false, retryable: true, reason: '503' }, { ok: true }];
  const channel = makeNotifier('sns', () => answers.shift()!);
  const notifier = rememberDelivered(channel);
  expect(await notifier.deliver(alert('a'))).toMatchObject({ ok: false });
  expect(await notifier.deliver(alert('a'))).toEqual({ ok: true });
});

test('the memory is bounded and forgets the oldest first', async () => {
  const channel = makeNotifier('sns');
  const notifier = rememberDelivered(channel, 2);
  for (const id of ['a', 'b', 'c', 'c', 'b', 'a']) await notifier.deliver(alert(id));
  expect(channel.received.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'a']);
});
