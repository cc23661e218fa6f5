import './node-errors';
import type { Alert, IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../../lambda/core/alerts/notifier';
import type { Thread } from '../../lambda/core/incidents/incident';
import { makeIncidentAlert, makeUnreadableAlert } from './alert-fixture';
import { type OutputSpy, spyOnOutput } from './output-spy';
import {
  findClosedOrigin,
  type HttpAnswer,
  type RecordedRequest,
  startWireServer,
  type WireServer,
} from './wire-server';

/** One refusal in the channel's own words. */
interface RefusalCase {
  readonly code: string;
  readonly answer: HttpAnswer;
  readonly retryable: boolean;
}

/** What the kit needs to know about a channel: how it speaks, and what it must keep to itself. */
export interface NotifierSubject {
  /** Name of its file in `lambda/adapters`, without `.ts`. */
  readonly name: string;
  /** The function that file exports; `create` calls it. */
  readonly factory: unknown;
  /** Texts that may appear in no result and no output. */
  readonly secrets: readonly string[];
  create(target: { readonly origin: string; readonly timeoutMs: number }): Notifier;
  readonly accepted: HttpAnswer;
  /** The reference that `accepted` gives. */
  readonly reference: string | undefined;
  /** A failure with this status, as the channel would word it. */
  failure(status: 401 | 404 | 429 | 500 | 503): HttpAnswer;
  /** A failure that sends `text` back wherever the channel's format has room for text. */
  echo(text: string): HttpAnswer;
  /** The channel's own codes, each with what it means for a retry. */
  readonly refusals: readonly RefusalCase[];
  /** What a request carried, as its receiver reads it. */
  readPayload(request: RecordedRequest): unknown;
  /** What it must carry for this alert. */
  toPayload(alert: Alert): unknown;
  /** Only where what was told before matters: a message is edited and replied to, or not repeated. */
  readonly conversation?: {
    /** The thread that `accepted` begins. */
    readonly thread: Thread;
    /** What the requests must carry for a later alert in that thread, in this order. */
    toPayloads(alert: IncidentAlert): readonly unknown[];
  };
}

const TIMEOUT_MS = 400;
/** A busy machine may be late; a delivery that never ends is what this catches. */
const GRACE_MS = 3_000;

/** Runs the whole contract of `Notifier` against one channel, over real HTTP on loopback. */
export function describeNotifierContract(subject: NotifierSubject): void {
  describe(`${subject.name} keeps the notifier contract`, () => {
    let server: WireServer;
    let output: OutputSpy;
    const notifier = (origin = server.origin): Notifier => subject.create({ origin, timeoutMs: TIMEOUT_MS });

    beforeEach(async () => {
      server = await startWireServer();
      output = spyOnOutput();
    });
    afterEach(async () => {
      output.restore();
      await server.stop();
      for (const secret of subject.secrets) expect(output.text()).not.toContain(secret);
    });

    const inThread = (thread: Thread | undefined, makeAlert: () => Alert): Harness => ({
      async deliver(alert = makeAlert(), origin) {
        const result = await notifier(origin).deliver(alert, thread);
        for (const secret of subject.secrets) expect(JSON.stringify(result)).not.toContain(secret);
        return result;
      },
      server: () => server,
    });

    describeDelivery(subject, inThread(undefined, makeIncidentAlert));
    describeConversation(subject, inThread);
    describe.each([
      ['with a first message', undefined, makeIncidentAlert],
      ['with a later message', toLaterThread(subject), makeLaterAlert],
    ] as const)('%s', (_name, thread, makeAlert) => {
      const harness = inThread(thread, makeAlert);
      describeStatuses(subject, harness);
      describeTransport(harness);
      describeSecrecy(subject, harness);
    });
  });
}

interface Harness {
  readonly deliver: (alert?: Alert, origin?: string) => Promise<DeliveryResult>;
  readonly server: () => WireServer;
}

/** An alert that goes on with an incident; no channel leaves it out. */
function makeLaterAlert(): IncidentAlert {
  return makeIncidentAlert({ type: 'reminder', why: 'reminder' });
}

/** Channels without conversations are given somebody else's. */
function toLaterThread({ conversation }: NotifierSubject): Thread {
  return conversation?.thread ?? { channel: 'elsewhere', reference: '1' };
}

const ALERTS: readonly (readonly [string, () => Alert])[] = [
  ['an incident alert', makeIncidentAlert],
  ['an unreadable alert', makeUnreadableAlert],
];

function describeDelivery(subject: NotifierSubject, { deliver, server }: Harness): void {
  test('names its channel', () => {
    expect(subject.create({ origin: server().origin, timeoutMs: TIMEOUT_MS }).channel).toMatch(/^[a-z]+$/);
  });

  test.each(ALERTS)('delivers %s with one request, every character intact', async (_name, makeAlert) => {
    server().answerWith(subject.accepted);
    const result = await deliver(makeAlert());
    expect(result).toEqual({
      ...toSuccess(subject),
      ...(subject.conversation !== undefined &&
        makeAlert().type !== 'unreadable' && { thread: subject.conversation.thread }),
    });
    expect(server().requests.map((request) => subject.readPayload(request))).toEqual([
      subject.toPayload(makeAlert()),
    ]);
  });

  test('answers with a refusal, never an exception, for an alert it cannot render', async () => {
    server().answerWith(subject.accepted);
    await expect(deliver({} as Alert)).resolves.toMatchObject({ ok: false, retryable: false });
    expect(server().requests).toEqual([]);
  });
}

function toSuccess({ reference }: NotifierSubject): DeliveryResult {
  return { ok: true, ...(reference !== undefined && { reference }) };
}

function describeConversation(
  subject: NotifierSubject,
  inThread: (thread: Thread | undefined, makeAlert: () => Alert) => Harness,
): void {
  const { conversation } = subject;

  test('goes on in the thread it is given, or ignores it', async () => {
    const { deliver, server } = inThread(toLaterThread(subject), makeLaterAlert);
    server().answerWith(subject.accepted);
    await expect(deliver()).resolves.toEqual({
      ...toSuccess(subject),
      ...(conversation !== undefined && { thread: conversation.thread }),
    });
    expect(server().requests.map((request) => subject.readPayload(request))).toEqual(
      conversation?.toPayloads(makeLaterAlert()) ?? [subject.toPayload(makeLaterAlert())],
    );
  });

  test('keeps an alert about no incident out of every thread', async () => {
    const { deliver, server } = inThread(toLaterThread(subject), makeUnreadableAlert);
    server().answerWith(subject.accepted);
    await expect(deliver()).resolves.toEqual(toSuccess(subject));
    expect(server().requests.map((request) => subject.readPayload(request))).toEqual([
      subject.toPayload(makeUnreadableAlert()),
    ]);
  });

  test.each(['', ' ', '<!channel>', '../1', '1+', 'x'.repeat(10_000), '\u0000'])(
    'delivers an alert whose thread is none: %j',
    async (reference) => {
      const { deliver, server } = inThread({ channel: reference, reference }, makeLaterAlert);
      server().answerWith(subject.accepted);
      await expect(deliver()).resolves.toMatchObject({ ok: true });
      expect(server().requests).toHaveLength(1);
    },
  );

  test('gives a thread that can be stored and shown', async () => {
    const { deliver, server } = inThread(undefined, makeIncidentAlert);
    server().answerWith(subject.accepted);
    const { thread } = (await deliver()) as { thread?: Thread };
    for (const part of Object.values(thread ?? {})) expect(part).toMatch(/^[\w.+-]{1,128}$/);
    expect(thread === undefined).toBe(conversation === undefined);
  });
}

function describeStatuses(subject: NotifierSubject, { deliver, server }: Harness): void {
  test.each([
    [401, false],
    [404, false],
    [429, true],
    [500, true],
    [503, true],
  ] as const)('HTTP %i: retryable is %s', async (status, retryable) => {
    server().answerWith(subject.failure(status));
    const result = await deliver();
    expect(result).toMatchObject({ ok: false, retryable });
    expect(result).toHaveProperty('reason', expect.stringContaining(String(status)));
  });

  test.each([408, 429, 502, 504])(
    'HTTP %i without a code is retryable: a proxy may say so',
    async (status) => {
      server().answerWith({ status, body: '<html>not now</html>' });
      await expect(deliver()).resolves.toMatchObject({ ok: false, retryable: true });
    },
  );

  test('tells the seconds of Retry-After', async () => {
    server().answerWith(withHeaders(subject.failure(429), { 'retry-after': '7' }));
    await expect(deliver()).resolves.toMatchObject({ ok: false, retryable: true, retryAfterSeconds: 7 });
  });

  test('reads a Retry-After that is a date', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    server().answerWith(withHeaders(subject.failure(503), { 'retry-after': date }));
    const { retryAfterSeconds } = (await deliver()) as { retryAfterSeconds?: number };
    expect(retryAfterSeconds).toBeGreaterThan(20);
    expect(retryAfterSeconds).toBeLessThanOrEqual(30);
  });

  test.each(subject.refusals.map((refusal) => [refusal.code, refusal] as const))(
    'the refusal %s is named and classified',
    async (code, { answer, retryable }) => {
      server().answerWith(answer);
      const result = await deliver();
      expect(result).toMatchObject({ ok: false, retryable });
      expect(result).toHaveProperty('reason', expect.stringContaining(code));
    },
  );

  test('does not follow a redirect, and does not try again', async () => {
    const elsewhere = await startWireServer();
    elsewhere.answerWith(subject.accepted);
    const results: DeliveryResult[] = [];
    for (const status of [301, 302, 307, 308]) {
      server().answerWith({ status, headers: { location: `${elsewhere.origin}/services/T/B/x` } });
      results.push(await deliver());
    }
    await elsewhere.stop();
    expect(elsewhere.requests).toEqual([]);
    for (const result of results) expect(result).toMatchObject({ ok: false, retryable: false });
  });
}

function describeTransport({ deliver, server }: Harness): void {
  test.each(['hang', 'stall'] as const)('gives up in time when the server does %s', async (answer) => {
    server().answerWith(answer);
    const start = performance.now();
    await expect(deliver()).resolves.toMatchObject({ ok: false, retryable: true });
    expect(performance.now() - start).toBeLessThan(TIMEOUT_MS + GRACE_MS);
  });

  test('a refused connection is retryable', async () => {
    const origin = await findClosedOrigin();
    const result = await deliver(undefined, origin);
    expect(result).toEqual({ ok: false, retryable: true, reason: 'no connection (ECONNREFUSED)' });
  });

  test('a torn connection is retryable', async () => {
    server().answerWith('reset');
    await expect(deliver()).resolves.toMatchObject({ ok: false, retryable: true });
  });

  test.each([
    ['an empty body', ''],
    ['truncated JSON', '{"ok": tru'],
    ['JSON null', 'null'],
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['a megabyte', 'x'.repeat(1_048_576)],
  ])('does not take %s with HTTP 200 for a success', async (_name, body) => {
    server().answerWith({ status: 200, body });
    await expect(deliver()).resolves.toMatchObject({ ok: false, retryable: true });
  });
}

function describeSecrecy(subject: NotifierSubject, { deliver, server }: Harness): void {
  test('repeats no secret that the server sends back', async () => {
    for (const secret of subject.secrets) {
      for (const text of [secret, secret.toLowerCase(), secret.toUpperCase()]) {
        server().answerWith(subject.echo(text));
        expect(JSON.stringify(await deliver()).toLowerCase()).not.toContain(secret.toLowerCase());
      }
    }
  });

  test('repeats nothing of the request when the server sends all of it back', async () => {
    for (const status of [200, 400, 500]) {
      server().answerWith(({ path, headers, body }) => ({
        status,
        body: [path, JSON.stringify(headers), body].join('\n'),
      }));
      await expect(deliver()).resolves.toMatchObject({ ok: false });
    }
  });

  test('gives a reason of one short printable line', async () => {
    server().answerWith(subject.echo(`\u001b[31m<!channel>\r\n${'long '.repeat(2_000)}`));
    const { reason } = (await deliver()) as { reason: string };
    expect(reason).toMatch(/^[\x20-\x7e…]{1,300}$/);
  });
}

function withHeaders(answer: HttpAnswer, headers: Readonly<Record<string, string>>): HttpAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
