import { connect } from 'node:net';
import { toSnsEnvelope, toSqsEvent } from '../../cli/demo/failure-notification';
import { EventStream } from '../../cli/run/event-stream';
import { BODY_LIMIT_BYTES } from '../../cli/run/read-body';
import { startResponder } from '../../cli/run/responder';
import {
  ask,
  FAILURE,
  openStream,
  post,
  type RunningResponder,
  startTestResponder,
  toBody,
} from './run-fixture';

describe('the responder over HTTP', () => {
  let responder: RunningResponder;
  beforeEach(async () => {
    responder = await startTestResponder();
  });
  afterEach(() => responder.stop());

  const json = (text: string): unknown => JSON.parse(text);

  describe('POST /events', () => {
    it('answers 202 with counts once the message is in the buffer', async () => {
      const answer = await post(responder.url, toBody());
      expect(answer.status).toBe(202);
      expect(json(answer.body)).toEqual({ accepted: 1, failures: 1, unreadable: 0, ignored: 0, waiting: 1 });
      expect(responder.alerts).toEqual([]);
      await responder.flush();
      expect(responder.alerts).toMatchObject([{ type: 'opened', incident: { failures: 1 } }]);
    });

    it('takes an SNS envelope as text/plain, as SNS posts it', async () => {
      const body = JSON.stringify(toSnsEnvelope(toBody(), FAILURE.time));
      const answer = await post(responder.url, body, 'text/plain; charset=UTF-8');
      expect(json(answer.body)).toMatchObject({ accepted: 1, failures: 1 });
    });

    it('takes an SQS Lambda event as the messages in it, and makes one alert of one incident', async () => {
      const answer = await post(responder.url, JSON.stringify(toSqsEvent([toBody(), toBody(), 'broken'])));
      expect(json(answer.body)).toEqual({ accepted: 3, failures: 2, unreadable: 1, ignored: 0, waiting: 3 });
      await responder.flush();
      expect(responder.alerts).toMatchObject([
        { type: 'opened', incident: { failures: 2 } },
        { type: 'unreadable' },
      ]);
    });

    it('takes what is no JSON and tells it as unreadable, because nothing is lost', async () => {
      const answer = await post(responder.url, Buffer.from([0xff, 0x00, 0x1b]), 'text/plain');
      expect(answer.status).toBe(202);
      expect(json(answer.body)).toMatchObject({ accepted: 1, unreadable: 1 });
      await responder.flush();
      expect(responder.alerts).toMatchObject([{ type: 'unreadable' }]);
    });

    it('ignores a test event with a count', async () => {
      const answer = await post(
        responder.url,
        JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }),
      );
      expect(json(answer.body)).toMatchObject({ failures: 0, unreadable: 0, ignored: 1 });
    });

    it('refuses a body whose declared length is over the limit', async () => {
      const answer = await post(responder.url, Buffer.alloc(BODY_LIMIT_BYTES + 1, 'x'));
      expect(answer.status).toBe(413);
      expect(json(answer.body)).toMatchObject({ error: expect.stringContaining('1048576') });
    });

    it('refuses a chunked body as soon as it grows over the limit', async () => {
      const { port } = new URL(responder.url);
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(
        'POST /events HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n',
      );
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      for (let sent = 0; sent <= 17; sent += 1) socket.write(chunk);
      let text = '';
      for await (const part of socket) text += String(part);
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).toMatch(/connection: close/i);
    });

    it('takes a body of exactly the limit', async () => {
      const body = toBody();
      const answer = await post(responder.url, body + ' '.repeat(BODY_LIMIT_BYTES - Buffer.byteLength(body)));
      expect([answer.status, json(answer.body)]).toMatchObject([202, { failures: 1 }]);
    });

    it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/html'])(
      'refuses the content type %s',
      async (type) => {
        expect((await post(responder.url, toBody(), type)).status).toBe(415);
        expect(responder.state().waiting.messages).toBe(0);
      },
    );

    it('refuses a body without a content type', async () => {
      expect((await ask(`${responder.url}/events`, { method: 'POST', body: toBody() })).status).toBe(415);
    });
  });

  describe('refuses', () => {
    it.each(['/', '/events', '/stream', '/incidents', '/healthz'])('another host at %s', async (path) => {
      const method = path === '/events' ? 'POST' : 'GET';
      const headers = { host: 'evil.example:80', 'content-type': 'application/json' };
      const answer = await ask(`${responder.url}${path}`, {
        method,
        headers,
        ...(method === 'POST' && { body: toBody() }),
      });
      expect(answer.status).toBe(403);
      expect(responder.state().waiting.messages).toBe(0);
    });

    it.each(['/events', '/stream', '/incidents'])('another origin at %s', async (path) => {
      const method = path === '/events' ? 'POST' : 'GET';
      const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' };
      const answer = await ask(`${responder.url}${path}`, {
        method,
        headers,
        ...(method === 'POST' && { body: toBody() }),
      });
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(responder.state().waiting.messages).toBe(0);
    });

    it('the preflight of another origin', async () => {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
      expect((await ask(`${responder.url}/events`, { method: 'OPTIONS', headers })).status).toBe(403);
    });

    it('a page that a site embeds or fetches', async () => {
      const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
      expect((await ask(responder.url, { headers })).status).toBe(403);
    });

    it('paths that are not there, also those of object prototypes', async () => {
      const runbooks = [
        '/runbooks/',
        '/runbooks/Nothing.md',
        '/runbooks/..%2f..%2fpackage.json',
        '/runbooks/../adr/x.md',
      ];
      for (const path of ['/nothing', '/constructor', '/__proto__', '/../package.json', ...runbooks]) {
        expect((await ask(`${responder.url}${path}`)).status).toBe(404);
      }
    });

    it.each([
      ['GET', '/events', 'POST'],
      ['POST', '/', 'GET'],
      ['DELETE', '/incidents', 'GET'],
    ])('%s %s, and says what is allowed', async (method, path, allow) => {
      const answer = await ask(`${responder.url}${path}`, { method });
      expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
    });
  });

  it('serves the runbook that an alert links to, as text', async () => {
    await post(responder.url, toBody());
    await responder.flush();
    const [alert] = responder.alerts;
    const reason = alert !== undefined && 'incident' in alert ? alert.incident.failureReason : undefined;
    const answer = await ask(alert?.links['runbook'] ?? '');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(answer.body).toContain(`# ${reason}`);
  });

  it('lets its own page post', async () => {
    const headers = {
      origin: responder.url,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    };
    expect((await ask(`${responder.url}/events`, { method: 'POST', headers, body: toBody() })).status).toBe(
      202,
    );
  });

  it('serves the page with a policy that lets nothing else run', async () => {
    const { status, headers, body } = await ask(responder.url);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(body).toContain('<div id="page"></div>');
  });

  it('answers HEAD without a body', async () => {
    const { status, body } = await ask(responder.url, { method: 'HEAD' });
    expect([status, body]).toEqual([200, '']);
  });

  it('tells its health and what waits', async () => {
    await post(responder.url, toBody());
    expect(json((await ask(`${responder.url}/healthz`)).body)).toEqual({ status: 'ok', waiting: 1 });
  });

  it('gives incidents and counters as JSON, across batches', async () => {
    for (const failureReason of [
      'DstPutObjectNotPermitted',
      'DstPutObjectNotPermitted',
      'SrcReplicationNotPending',
    ]) {
      await post(responder.url, toBody({ failureReason }));
      await responder.flush();
    }
    expect(json((await ask(`${responder.url}/incidents`)).body)).toMatchObject({
      counters: { messages: 3, failures: 3, alerts: 2, benign: 1, unreadable: 0, ignored: 0 },
      incidents: [
        { failureReason: 'SrcReplicationNotPending', status: 'benign', failures: 1, lastAlertId: null },
        {
          failureReason: 'DstPutObjectNotPermitted',
          status: 'open',
          failures: 2,
          lastAlertId: expect.any(String),
        },
      ],
    });
  });

  it('listens on 127.0.0.1 only', () => {
    expect(responder.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('answers with an error that can be told when the port is taken', async () => {
    const port = Number(new URL(responder.url).port);
    await expect(startTestResponder({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  describe('GET /stream', () => {
    it('begins with a snapshot, then tells of each alert and each batch', async () => {
      const stream = await openStream(responder.url);
      await post(responder.url, toBody());
      await responder.flush();
      const events = await stream.waitFor(5);
      expect(events.map(({ event }) => event)).toEqual(['snapshot', 'waiting', 'alert', 'batch', 'waiting']);
      expect(events[0]?.data).toMatchObject({ alerts: [], incidents: [], counters: { failures: 0 } });
      expect(events[1]?.data).toMatchObject({ messages: 1 });
      expect(events[2]?.data).toMatchObject({
        alert: { type: 'opened' },
        slack: { blocks: expect.any(Array) },
      });
      expect(events[3]?.data).toMatchObject({
        counters: { failures: 1, alerts: 1 },
        incidents: [{ failures: 1 }],
      });
      expect(events[4]?.data).toEqual({ messages: 0, dueInMs: 0 });
      stream.close();
    });

    it('continues after the last event that a page has seen', async () => {
      const first = await openStream(responder.url);
      await post(responder.url, toBody({ ruleId: 'one' }));
      await responder.flush();
      const seen = (await first.waitFor(5)).find(({ event }) => event === 'batch')?.id;
      first.close();
      await post(responder.url, toBody({ ruleId: 'two' }));
      await responder.flush();
      const second = await openStream(responder.url, seen);
      const events = await second.waitFor(2);
      expect(events.map(({ event }) => event)).toEqual(['alert', 'batch']);
      expect(events[0]?.data).toMatchObject({ alert: { replication: { ruleId: 'two' } } });
      second.close();
    });

    it.each(['other-1', 'nonsense', '', '-1', '%s-99'])(
      'gives a snapshot for the unknown event id %j',
      async (id) => {
        await post(responder.url, toBody());
        await responder.flush();
        const probe = await openStream(responder.url);
        const epoch = (await probe.waitFor(1))[0]?.id?.split('-')[0] ?? '';
        probe.close();
        const stream = await openStream(responder.url, id.replace('%s', epoch));
        expect((await stream.waitFor(1))[0]).toMatchObject({ event: 'snapshot', data: { alerts: [{}] } });
        stream.close();
      },
    );

    it('gives a snapshot after a gap longer than its history', async () => {
      const first = await openStream(responder.url);
      const seen = (await first.waitFor(1))[0]?.id;
      first.close();
      const bodies = Array.from({ length: 300 }, (_, index) => toBody({ ruleId: `rule-${index}` }));
      await post(responder.url, JSON.stringify(toSqsEvent(bodies)));
      await responder.flush();
      const second = await openStream(responder.url, seen);
      const [snapshot] = await second.waitFor(1);
      expect(snapshot?.event).toBe('snapshot');
      expect((snapshot?.data as { alerts: unknown[] }).alerts).toHaveLength(200);
      second.close();
    });

    it('refuses more pages than it can serve', async () => {
      const streams = await Promise.all(Array.from({ length: 32 }, () => openStream(responder.url)));
      expect((await ask(`${responder.url}/stream`)).status).toBe(503);
      streams.forEach((stream) => stream.close());
    });

    it('carries hostile names as data that cannot end its own event', async () => {
      const stream = await openStream(responder.url);
      await post(responder.url, toBody({ key: 'a\n\nevent: snapshot\ndata: {}\n\n' }));
      await responder.flush();
      const events = await stream.waitFor(5);
      expect(events.filter(({ event }) => event === 'snapshot')).toHaveLength(1);
      stream.close();
    });
  });

  describe('stop', () => {
    it('responds to what waits, ends the streams and closes the port', async () => {
      const other = await startTestResponder();
      const stream = await openStream(other.url);
      await post(other.url, toBody());
      await other.stop();
      await stream.ended;
      expect(other.alerts).toHaveLength(1);
      expect(stream.events.map(({ event }) => event)).toContain('alert');
      await expect(ask(other.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });
  });
});

describe('the heartbeat', () => {
  it('keeps a silent stream alive', async () => {
    const writes: string[] = [];
    const stream = new EventStream({
      heartbeatMs: 10,
      snapshot: () => ({
        alerts: [],
        incidents: [],
        counters: { messages: 0, failures: 0, alerts: 0, benign: 0, unreadable: 0, ignored: 0 },
        waiting: { messages: 0, dueInMs: 0 },
      }),
    });
    const response = {
      writableLength: 0,
      writeHead: () => undefined,
      write: (text: string) => writes.push(text),
      on: () => undefined,
      end: () => undefined,
    };
    stream.connect(response as unknown as Parameters<typeof stream.connect>[0], undefined);
    await new Promise((resolve) => setTimeout(resolve, 60));
    stream.close();
    expect(writes).toContain(': still here\n\n');
  });
});

it('makes no alert before the group wait is over, and one after it', async () => {
  const alerts: unknown[] = [];
  const responder = await startResponder({
    port: 0,
    groupWaitSeconds: 0.2,
    now: () => new Date(),
    reporter: { alert: (alert) => void alerts.push(alert), batch: () => undefined, warn: () => undefined },
  });
  await post(responder.url, toBody());
  expect(alerts).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(alerts).toHaveLength(1);
  await responder.stop();
});
