import { SecretError } from '../../lambda/adapters/errors';
import type { SecretReader } from '../../lambda/adapters/secret-reader';
import { createSlackBotNotifier } from '../../lambda/adapters/slack-bot-notifier';
import { createSlackWebhookNotifier } from '../../lambda/adapters/slack-webhook-notifier';
import { makeIncidentAlert } from '../contract/alert-fixture';
import { startWireServer, type WireServer } from '../contract/wire-server';

/** A reader whose secret was rotated: it holds the old value until that one is refused. */
function makeRotatedSecret(oldValue: string, newValue: string): SecretReader & { reads: unknown[] } {
  const reads: unknown[] = [];
  const reader: SecretReader = (options) => {
    reads.push(options);
    return Promise.resolve(options?.refused === oldValue ? newValue : oldValue);
  };
  return Object.assign(reader, { reads });
}

describe('a secret that Slack refuses', () => {
  let server: WireServer;
  beforeEach(async () => {
    server = await startWireServer();
  });
  afterEach(() => server.stop());

  function answerOnly(accepted: string): void {
    server.answerWith(({ path, headers }) => {
      const isAccepted = path.includes(accepted) || headers.authorization === `Bearer ${accepted}`;
      if (path.startsWith('/api/')) {
        const fields = isAccepted ? { ok: true } : { ok: false, error: 'token_revoked' };
        return { status: 200, body: JSON.stringify(fields) };
      }
      return isAccepted ? { status: 200, body: 'ok' } : { status: 404, body: 'no_service' };
    });
  }

  test('is read again, and the alert goes out with the new webhook', async () => {
    answerOnly('/services/new');
    const secret = makeRotatedSecret(`${server.origin}/services/old`, `${server.origin}/services/new`);
    const notifier = createSlackWebhookNotifier({ secret, allowedOrigin: server.origin });
    await expect(notifier.deliver(makeIncidentAlert())).resolves.toMatchObject({ ok: true });
    expect(server.requests.map(({ path }) => path)).toEqual(['/services/old', '/services/new']);
  });

  test('is read again, and the alert goes out with the new token', async () => {
    answerOnly('xoxb-new');
    const secret = makeRotatedSecret('xoxb-old', '{"botToken": "xoxb-new"}');
    const notifier = createSlackBotNotifier({ secret, channel: 'C1', allowedOrigin: server.origin });
    await expect(notifier.deliver(makeIncidentAlert())).resolves.toEqual({ ok: true });
    expect(server.requests).toHaveLength(2);
  });

  test('is read again once only, when the new one is refused too', async () => {
    answerOnly('xoxb-none');
    const secret = makeRotatedSecret('xoxb-old', 'xoxb-new');
    const notifier = createSlackBotNotifier({ secret, channel: 'C1', allowedOrigin: server.origin });
    await expect(notifier.deliver(makeIncidentAlert())).resolves.toMatchObject({
      ok: false,
      retryable: false,
    });
    expect(server.requests).toHaveLength(2);
    expect(secret.reads).toEqual([undefined, { refused: 'xoxb-old' }]);
  });

  test('is not posted with twice when it has not changed', async () => {
    answerOnly('xoxb-none');
    const notifier = createSlackBotNotifier({
      secret: () => Promise.resolve('xoxb-same'),
      channel: 'C1',
      allowedOrigin: server.origin,
    });
    const result = await notifier.deliver(makeIncidentAlert());
    expect(result).toEqual({
      ok: false,
      retryable: false,
      reason: 'HTTP 200 token_revoked: renew the webhook or token and store it in the secret',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('is not read again for a refusal that is none of its own', async () => {
    server.answerWith({ status: 404, body: 'channel_not_found' });
    const secret = makeRotatedSecret(`${server.origin}/services/old`, `${server.origin}/services/new`);
    await createSlackWebhookNotifier({ secret, allowedOrigin: server.origin }).deliver(makeIncidentAlert());
    expect(secret.reads).toHaveLength(1);
  });
});

describe('a secret that cannot be read', () => {
  const problem = { what: 'the secret s', got: 'nothing', allowed: 'text', fix: 'Store it.' };

  test.each([true, false])('refuses the delivery, retryable as the reader says: %s', async (retryable) => {
    const notifier = createSlackBotNotifier({
      secret: () => Promise.reject(new SecretError({ ...problem, code: 'unavailable', retryable })),
      channel: 'C1',
    });
    await expect(notifier.deliver(makeIncidentAlert())).resolves.toEqual({
      ok: false,
      retryable,
      reason: 'the secret s: got nothing, needs text. Store it.',
    });
  });

  test('keeps the message of an error it does not know to itself', async () => {
    const notifier = createSlackWebhookNotifier({
      secret: () => Promise.reject(new RangeError('https://hooks/secret')),
    });
    await expect(notifier.deliver(makeIncidentAlert())).resolves.toEqual({
      ok: false,
      retryable: false,
      reason: 'unexpected RangeError',
    });
  });

  test('ends the delivery in its time when the reader hangs', async () => {
    const notifier = createSlackWebhookNotifier({
      secret: () => new Promise<string>(() => undefined),
      timeoutMs: 50,
    });
    await expect(notifier.deliver(makeIncidentAlert())).resolves.toEqual({
      ok: false,
      retryable: true,
      reason: 'no answer within 50 ms',
    });
  });

  test('sends nothing to a host that is not Slack', async () => {
    const server = await startWireServer();
    const notifier = createSlackWebhookNotifier({
      secret: () => Promise.resolve(`${server.origin}/services/T/B/x`),
    });
    const result = await notifier.deliver(makeIncidentAlert());
    await server.stop();
    expect(server.requests).toEqual([]);
    expect(result).toMatchObject({ ok: false, retryable: false });
  });
});
