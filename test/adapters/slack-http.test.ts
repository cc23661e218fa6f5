import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postToSlack } from '../../lambda/adapters/slack-http';
import { createSlackWebhookNotifier } from '../../lambda/adapters/slack-webhook-notifier';
import { makeIncidentAlert } from '../contract/alert-fixture';
import { startWireServer, type WireServer } from '../contract/wire-server';

describe('postToSlack', () => {
  let server: WireServer;
  beforeEach(async () => {
    server = await startWireServer();
  });
  afterEach(() => server.stop());

  const post = () =>
    postToSlack({
      url: new URL('/hook', server.origin),
      headers: { authorization: 'Bearer xoxb-1' },
      payload: { text: 'é 🎬' },
      signal: AbortSignal.timeout(5_000),
    });

  test('sends JSON in UTF-8 and says so', async () => {
    server.answerWith({ status: 200, body: 'ok' });
    await expect(post()).resolves.toEqual({ status: 200, body: 'ok' });
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/hook', body: '{"text":"é 🎬"}' });
    expect(server.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      authorization: 'Bearer xoxb-1',
    });
  });

  test('reads an answer of the greatest length and none beyond', async () => {
    server.answerWith({ status: 200, body: 'x'.repeat(262_144) });
    await expect(post()).resolves.toMatchObject({ body: 'x'.repeat(262_144) });
    server.answerWith({ status: 200, body: 'x'.repeat(262_145) });
    await expect(post()).resolves.toEqual({ status: 200, body: undefined });
  });
});

test('an endless answer is left after a while, long before the time-out', async () => {
  const endless = createServer((_request, response) => {
    const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
    response.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
  const secret = () => Promise.resolve(`${origin}/hook`);
  const notifier = createSlackWebhookNotifier({ secret, allowedOrigin: origin, timeoutMs: 4_000 });
  const result = await notifier.deliver(makeIncidentAlert());
  endless.closeAllConnections();
  await new Promise((resolve) => endless.close(resolve));
  expect(result).toEqual({ ok: false, retryable: true, reason: 'HTTP 200 with too long an answer' });
});
