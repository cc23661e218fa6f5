import '../contract/node-errors';
import { gunzipSync } from 'node:zlib';
import { SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { createSqsQuarantine } from '../../lambda/adapters/sqs-quarantine';
import type { EventProblem } from '../../lambda/core/events/replication-event';
import type { Quarantine } from '../../lambda/core/respond/quarantine';
import { findClosedOrigin, startWireServer, type WireServer } from '../contract/wire-server';

const SQS_MESSAGE_BYTES = 1_048_576;
/** The set that SendMessage documents, written as what is allowed. */
const SQS_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;

interface SentMessage {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue: string }>
  >;
}

let server: WireServer;
beforeEach(async () => {
  server = await startWireServer();
  server.answerWith({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ MessageId: 'q-1' }),
  });
});
afterEach(() => server.stop());

function makeClient(endpoint = server.origin): SQSClient {
  return new SQSClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
    // The recorded answer carries no digest of the body.
    md5: false,
  });
}

function makeQuarantine(options: { endpoint?: string; timeoutMs?: number } = {}): Quarantine {
  return createSqsQuarantine({
    client: makeClient(options.endpoint),
    queueUrl: `${server.origin}/111111111111/dead-letters`,
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  });
}

function makeProblem(changes: Partial<EventProblem> = {}): EventProblem {
  return {
    code: 'not-json',
    path: '$',
    got: 'text "{…"',
    allowed: 'JSON',
    excerpt: '{',
    body: '{"Records": [',
    ...changes,
  };
}

async function keepAndRead(problem: EventProblem, messageId?: string): Promise<SentMessage> {
  await makeQuarantine().keep(problem, messageId);
  return JSON.parse(server.requests.at(-1)?.body ?? '') as SentMessage;
}

function readAttributes({ MessageAttributes }: SentMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
  );
}

describe('createSqsQuarantine', () => {
  test('sends the body as it was received, with what was wrong as attributes', async () => {
    const message = await keepAndRead(
      makeProblem({ body: '{"Records": ["🎬 é"', path: 'Records[0].s3' }),
      'm-1',
    );
    expect(message.MessageBody).toBe('{"Records": ["🎬 é"');
    expect(message.QueueUrl).toContain('/111111111111/dead-letters');
    expect(readAttributes(message)).toEqual({
      problemCode: 'not-json',
      path: 'Records[0].s3',
      sourceMessageId: 'm-1',
    });
    expect(server.requests.at(-1)?.headers['x-amz-target']).toBe('AmazonSQS.SendMessage');
  });

  test('sends no attribute that has no value', async () => {
    expect(readAttributes(await keepAndRead(makeProblem({ path: '' })))).toEqual({ problemCode: 'not-json' });
  });

  test.each(['a\u0000b', '\ufffe', '\uffff', '\u001b[31m'])(
    'carries %j as base64: SQS refuses it',
    async (body) => {
      const message = await keepAndRead(makeProblem({ body }));
      expect(readAttributes(message)).toMatchObject({ bodyEncoding: 'base64' });
      expect(Buffer.from(message.MessageBody, 'base64').toString('utf8')).toBe(body);
    },
  );

  test('carries half a surrogate pair as UTF-16: UTF-8 cannot hold it', async () => {
    const body = 'key-\ud83c.mp4';
    const message = await keepAndRead(makeProblem({ body }));
    expect(Buffer.from(message.MessageBody, 'base64').toString('utf16le')).toBe(`\ufeff${body}`);
  });

  test('says of an empty body that it was empty', async () => {
    const message = await keepAndRead(makeProblem({ body: '' }));
    expect(message.MessageBody).toBe('(empty)');
    expect(readAttributes(message)).toMatchObject({ bodyEncoding: 'empty' });
  });

  test('packs a body that is larger than a message', async () => {
    const body = '{"Records": []}'.repeat(350_000);
    const message = await keepAndRead(makeProblem({ body }));
    expect(readAttributes(message)).toMatchObject({ bodyEncoding: 'gzip+base64' });
    expect(gunzipSync(Buffer.from(message.MessageBody, 'base64')).toString('utf8')).toBe(body);
  });

  test('keeps the beginning of a body that no packing makes small enough', async () => {
    let state = 1;
    const noise = Array.from({ length: 3_000_000 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return String.fromCharCode(32 + (state % 90));
    }).join('');
    const message = await keepAndRead(makeProblem({ body: noise }));
    expect(readAttributes(message)).toMatchObject({ bodyEncoding: 'gzip+base64; truncated' });
    expect(Buffer.byteLength(message.MessageBody)).toBeLessThanOrEqual(SQS_MESSAGE_BYTES);
    const start = gunzipSync(Buffer.from(message.MessageBody, 'base64')).toString('utf8');
    expect(start.length).toBeGreaterThan(500_000);
    expect(noise.startsWith(start)).toBe(true);
  });

  test('sends only what SQS takes, whatever the body, the path and the id', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.nat(0xffff).map((c) => String.fromCharCode(c)) }),
    );
    await fc.assert(
      fc.asyncProperty(text, text, fc.option(text, { nil: undefined }), async (body, path, messageId) => {
        const message = await keepAndRead(makeProblem({ body, path }), messageId);
        expect(message.MessageBody).toMatch(SQS_TEXT);
        for (const value of Object.values(readAttributes(message))) expect(value).toMatch(SQS_TEXT);
      }),
      { numRuns: 60 },
    );
  });

  test('stays within the size with the longest path and id, and the longest body that goes as it is', async () => {
    const body = 'x'.repeat(SQS_MESSAGE_BYTES - 4_096);
    const message = await keepAndRead(makeProblem({ path: '🎬'.repeat(100_000), body }), 'm'.repeat(100_000));
    expect(message.MessageBody).toBe(body);
    const sizes = Object.entries(readAttributes(message)).map(([name, value]) =>
      Buffer.byteLength(`${name}String${value}`),
    );
    const total = sizes.reduce((sum, size) => sum + size, Buffer.byteLength(message.MessageBody));
    expect(total).toBeLessThanOrEqual(SQS_MESSAGE_BYTES);
  });

  test.each([
    ['AccessDenied', 403, false],
    ['com.amazonaws.sqs#QueueDoesNotExist', 400, false],
    ['KmsThrottled', 400, true],
    ['KmsAccessDenied', 400, false],
    ['ThrottlingException', 400, true],
    ['InternalFailure', 500, true],
  ])('throws a QuarantineError that names %s', async (type, status, retryable) => {
    server.answerWith({
      status,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ __type: type, message: 'A message of AWS.' }),
    });
    await expect(makeQuarantine().keep(makeProblem(), 'm-1')).rejects.toMatchObject({
      name: 'QuarantineError',
      message: `the dead-letter queue did not take the message: ${type.replace(/^.*#/, '')} (HTTP ${status})`,
      retryable,
    });
  });

  test('throws when nobody listens, and when nobody answers in time', async () => {
    const unheard = makeQuarantine({ endpoint: await findClosedOrigin() });
    await expect(unheard.keep(makeProblem(), 'm-1')).rejects.toMatchObject({
      name: 'QuarantineError',
      retryable: true,
    });
    server.answerWith('hang');
    await expect(makeQuarantine({ timeoutMs: 80 }).keep(makeProblem(), 'm-1')).rejects.toThrow(
      'no answer within 80 ms',
    );
  });
});
