import '../contract/node-errors';
import { makeIncident } from '../contract/incident-fixture';
import { findClosedOrigin, startWireServer, type WireServer } from '../contract/wire-server';
import { answer, openStore, readCall, refuse, TABLE_NAME, wireItem, WRITTEN } from './incident-store-wire';

let server: WireServer;
beforeEach(async () => {
  server = await startWireServer();
  server.answerWith(WRITTEN);
});
afterEach(() => server.stop());

function lastInput(): Record<string, unknown> {
  const request = server.requests.at(-1);
  if (request === undefined) throw new Error('nothing was sent');
  return readCall(request).input;
}

describe('a write to the incident table', () => {
  test('is one request, on the condition that nothing is stored when it is the first', async () => {
    await expect(openStore(server).write(makeIncident())).resolves.toBe('written');
    expect(server.requests.map((request) => readCall(request).operation)).toEqual(['PutItem']);
    expect(lastInput()).toMatchObject({
      TableName: TABLE_NAME,
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': 'pk' },
      Item: { version: { N: '1' }, layout: { N: '1' }, board: { S: 'active' } },
    });
  });

  test('is otherwise on the condition that the version is still the one it was made from', async () => {
    await openStore(server).write(makeIncident({ version: 4 }));
    expect(lastInput()).toMatchObject({
      ConditionExpression: '#version = :version',
      ExpressionAttributeValues: { ':version': { N: '4' } },
      Item: { version: { N: '5' } },
    });
  });

  test('leaves the index entry alone for five minutes: in a storm it would cost as much as the incident', async () => {
    const keys = [];
    for (const time of ['10:00:00.000Z', '10:04:59Z', '10:05:00.123456789Z']) {
      await openStore(server).write(makeIncident({ lastSeen: `2026-01-01T${time}` }));
      keys.push((lastInput()['Item'] as { seenAt: { S: string } }).seenAt.S);
    }
    expect(keys).toEqual([
      '2026-01-01T10:00:00.000Z',
      '2026-01-01T10:00:00.000Z',
      '2026-01-01T10:05:00.000Z',
    ]);
  });

  test('that meets a newer version is a conflict', async () => {
    const Item = wireItem(makeIncident({ version: 2 }));
    server.answerWith(refuse('ConditionalCheckFailedException', { Item }));
    await expect(openStore(server).write(makeIncident({ version: 1 }))).resolves.toBe('conflict');
  });

  test('that meets nothing where something was is a conflict: its time to live was over', async () => {
    server.answerWith(refuse('ConditionalCheckFailedException'));
    await expect(openStore(server).write(makeIncident({ version: 1 }))).resolves.toBe('conflict');
  });

  test('whose answer is lost is repeated, and meets itself: that is no conflict', async () => {
    let stored: unknown;
    server.answerWith((request) => {
      if (stored !== undefined) return refuse('ConditionalCheckFailedException', { Item: stored });
      stored = readCall(request).input['Item'];
      return 'reset';
    });
    const store = openStore(server, { maxAttempts: 2 });
    await expect(store.write(makeIncident())).resolves.toBe('written');
    expect(server.requests).toHaveLength(2);
  });

  test('is repeated when it was throttled, and told as retryable when that does not help', async () => {
    server.answerWith(refuse('ProvisionedThroughputExceededException'));
    const store = openStore(server, { maxAttempts: 3 });
    await expect(store.write(makeIncident())).rejects.toMatchObject({
      name: 'StoreError',
      operation: 'PutItem',
      retryable: true,
      message: 'the incident table: PutItem failed: ProvisionedThroughputExceededException (HTTP 400)',
    });
    expect(server.requests).toHaveLength(3);
  });

  test.each([
    ['ThrottlingException', 400, true],
    ['RequestLimitExceeded', 400, true],
    ['InternalServerError', 500, true],
    ['ServiceUnavailable', 503, true],
    ['AccessDeniedException', 400, false],
    ['ResourceNotFoundException', 400, false],
    ['ValidationException', 400, false],
  ])(
    'says whether %s (HTTP %d) may pass, and nothing that AWS says beside',
    async (type, status, retryable) => {
      server.answerWith(refuse(type, { status }));
      const error: unknown = await openStore(server)
        .write(makeIncident())
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'StoreError', reason: `${type} (HTTP ${status})`, retryable });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('sk-secret');
    },
  );

  test.each([
    ['AccessDeniedException', 'Allow dynamodb:BatchGetItem, Query and PutItem'],
    ['ResourceNotFoundException', 'Deploy the stack again'],
  ])('says what to do about %s', async (type, fix) => {
    server.answerWith(refuse(type));
    await expect(openStore(server).write(makeIncident())).rejects.toThrow(fix);
  });

  test.each([
    ['an empty body', ''],
    ['an empty object', '{}'],
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['half an answer', '{"ConsumedCapacity": {'],
  ])('is not taken for done by %s with HTTP 200', async (_name, body) => {
    server.answerWith(answer(body));
    await expect(openStore(server).write(makeIncident())).rejects.toMatchObject({
      name: 'StoreError',
      retryable: true,
    });
  });

  test.each(['hang', 'stall'] as const)('ends in time when the table does %s', async (how) => {
    server.answerWith(how);
    await expect(openStore(server, { timeoutMs: 100 }).write(makeIncident())).rejects.toMatchObject({
      name: 'StoreError',
      reason: 'no answer within 100 ms',
      retryable: true,
    });
  });

  test('is retryable when nobody listens', async () => {
    const nobody = { origin: await findClosedOrigin() };
    await expect(openStore(nobody).write(makeIncident())).rejects.toMatchObject({
      name: 'StoreError',
      reason: 'no connection (ECONNREFUSED)',
      retryable: true,
    });
  });

  test('of a receipt for more messages than an item holds is refused before it is sent', async () => {
    const messageIds = Array.from({ length: 50_001 }, (_, at) => `m-${at}`);
    const receipt = { batchId: 'b1', at: '2026-01-01T10:00:00.000Z', messageIds };
    await expect(openStore(server).writeReceipt(receipt)).rejects.toThrow(
      'a receipt of 50001 messages, allowed are 50000. Hand over fewer at once',
    );
    expect(server.requests).toEqual([]);
  });
});
