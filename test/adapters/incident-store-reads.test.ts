import '../contract/node-errors';
import { makeIncident, makeKey } from '../contract/incident-fixture';
import { startWireServer, type WireServer } from '../contract/wire-server';
import { answer, openStore, readCall, refuse, TABLE_NAME, wireItem } from './incident-store-wire';

let server: WireServer;
beforeEach(async () => {
  server = await startWireServer();
});
afterEach(() => server.stop());

interface BatchGet {
  readonly RequestItems: Readonly<
    Record<
      string,
      { readonly Keys: readonly { readonly pk: { readonly S: string } }[]; readonly ConsistentRead: boolean }
    >
  >;
}

function askedKeys(): readonly (readonly string[])[] {
  return server.requests.map((request) => {
    const { RequestItems } = readCall(request).input as unknown as BatchGet;
    return RequestItems[TABLE_NAME]?.Keys.map(({ pk }) => pk.S) ?? [];
  });
}

function found(...items: readonly object[]) {
  return answer({ Responses: { [TABLE_NAME]: items }, UnprocessedKeys: {} });
}

const stored = makeIncident({ version: 3 });

describe('reading incidents by id', () => {
  test('asks consistently, each id once, a hundred at a time', async () => {
    server.answerWith(found());
    const ids = Array.from({ length: 250 }, (_, at) => `id-${at % 230}`);
    await openStore(server).read(ids);
    expect(askedKeys().map((keys) => keys.length)).toEqual([100, 100, 30]);
    expect(new Set(askedKeys().flat()).size).toBe(230);
    for (const request of server.requests) {
      const { RequestItems } = readCall(request).input as unknown as BatchGet;
      expect(RequestItems[TABLE_NAME]?.ConsistentRead).toBe(true);
    }
  });

  test('asks nothing for no id', async () => {
    await openStore(server).read([]);
    expect(server.requests).toEqual([]);
  });

  test('asks again for the keys that were left unprocessed', async () => {
    const other = makeIncident({ key: makeKey('other'), version: 1 });
    server.answerWith(() => {
      if (server.requests.length > 1) return found(wireItem(other));
      const Keys = [{ pk: { S: `incident#${other.id}` }, sk: { S: 'incident' } }];
      return answer({
        Responses: { [TABLE_NAME]: [wireItem(stored)] },
        UnprocessedKeys: { [TABLE_NAME]: { Keys } },
      });
    });
    const read = await openStore(server).read([stored.id, other.id]);
    expect([...read.found.values()]).toEqual([stored, other]);
    expect(askedKeys()).toEqual([
      [`incident#${stored.id}`, `incident#${other.id}`],
      [`incident#${other.id}`],
    ]);
  });

  test('gives up in time when keys stay unprocessed: an incident that is not read must not look new', async () => {
    const Keys = [{ pk: { S: `incident#${stored.id}` }, sk: { S: 'incident' } }];
    server.answerWith(answer({ Responses: {}, UnprocessedKeys: { [TABLE_NAME]: { Keys } } }));
    await expect(openStore(server, { timeoutMs: 300 }).read([stored.id])).rejects.toMatchObject({
      name: 'StoreError',
      operation: 'BatchGetItem',
      reason: 'no answer within 300 ms',
      retryable: true,
    });
    expect(server.requests.length).toBeGreaterThan(1);
  });

  test.each([
    ['an empty object', '{}'],
    ['an empty body', ''],
    ['null', 'null'],
    ['a page', '<!doctype html>'],
  ])('does not take %s for "nothing is stored"', async (_name, body) => {
    server.answerWith(answer(body));
    await expect(openStore(server).read([stored.id])).rejects.toMatchObject({
      name: 'StoreError',
      retryable: true,
    });
  });

  test('tells of throttling', async () => {
    server.answerWith(refuse('ProvisionedThroughputExceededException'));
    await expect(openStore(server).read([stored.id])).rejects.toMatchObject({ retryable: true });
  });
});

describe('a stored item that is not what we write', () => {
  const text = (changes: object) => ({ incident: { S: JSON.stringify({ ...stored, ...changes }) } });

  test.each<readonly [string, object, RegExp]>([
    [
      'of a newer layout',
      { layout: { N: '2' } },
      /: got layout 2, this release reads layout 1\. Deploy the release that wrote it/,
    ],
    ['without a layout', { layout: undefined }, /: got no layout, .*Somebody has edited/],
    ['without text', { incident: { N: '1' } }, /: got no text in "incident"/],
    [
      'with half a text',
      { incident: { S: '{"id": "' } },
      /: got text that is no JSON in "incident"\. Somebody/,
    ],
    ['with another text', { incident: { S: '[]' } }, /: got array of 0 in "incident"/],
    ['with a field missing', text({ failures: undefined }), /: got nothing in "incident\.failures"/],
    ['with a count that is none', text({ failures: -1 }), /: got number -1 in "incident\.failures"/],
    [
      'with a time that is none',
      text({ lastSeen: 'yesterday' }),
      /: got string "yesterday" in "incident\.lastSeen"/,
    ],
    ['with an unknown state', text({ state: 'closed' }), /: got string "closed" in "incident\.state"/],
    [
      'with a broken outbox',
      text({ outbox: [{ alertId: 'a' }] }),
      /: got nothing in "incident\.outbox\.0\.type"/,
    ],
    [
      'with a broken look',
      text({ looked: { at: stored.openedAt, investigation: {} } }),
      /"incident\.looked\.investigation\.diagnosis"/,
    ],
    ['with text of another incident', text({ id: 'other' }), /: got string "other" in "incident\.id"/],
    ['with text of another version', text({ version: 2 }), /: got number 2 in "incident\.version"/],
    [
      'with a hostile name',
      text({ prefixes: { '\u001b[31m\n': 'x' } }),
      /^incident [0-9a-f]{16}: [\x20-\x7e\u2400-\u2426…]+$/,
    ],
  ])('%s is told in one line, and hides no other', async (_name, changes, because) => {
    const good = makeIncident({ key: makeKey('good'), version: 1 });
    server.answerWith(found(wireItem(stored, changes), wireItem(good)));
    const read = await openStore(server).read([stored.id, good.id]);
    expect([...read.found.keys()]).toEqual([good.id]);
    expect(read.unreadable).toEqual([{ id: stored.id, because: expect.stringMatching(because) as string }]);
  });

  test('with more fields than we know is read: a newer release may have added them', async () => {
    server.answerWith(found(wireItem(stored, text({ mood: 'calm' }))));
    const read = await openStore(server).read([stored.id]);
    expect(read.found.get(stored.id)).toEqual({ ...stored, mood: 'calm' });
  });

  test.each<readonly [string, object, string]>([
    ['no matcher', { matchers: {} }, 'got object without fields in "silence.matchers"'],
    ['no end', { until: undefined }, 'got nothing in "silence.until"'],
  ])('a silence with %s silences nothing, and is told', async (_name, changes, because) => {
    const silence = {
      ...{ id: 's1', matchers: { sourceBucket: 'media-prod' }, by: 'on-call', comment: '' },
      ...{ createdAt: '2026-01-01T10:00:00.000Z', until: '2026-01-01T12:00:00.000Z', ...changes },
    };
    const item = {
      ...{ pk: { S: 'silences' }, sk: { S: 's1' }, layout: { N: '1' } },
      silence: { S: JSON.stringify(silence) },
    };
    server.answerWith(answer({ Items: [item], Count: 1 }));
    await expect(openStore(server).listSilences('2026-01-01T11:00:00.000Z')).resolves.toEqual({
      found: [],
      unreadable: [{ id: 's1', because: expect.stringContaining(because) as string }],
    });
  });

  test('a receipt is passed over: its messages are counted again, which is better than not at all', async () => {
    const items = [
      {},
      { sk: { S: 'x' } },
      { sk: { S: '2026#b1' }, messages: { B: 'AAA=' } },
      { messages: { S: 'x' } },
    ];
    server.answerWith(answer({ Items: items, Count: items.length }));
    await expect(openStore(server).findBatches(['m1'], '2026')).resolves.toEqual(new Map());
  });
});

describe('lists', () => {
  test('follow every page of the index, then read the incidents themselves', async () => {
    const incidents = ['a', 'b', 'c'].map((rule) => makeIncident({ key: makeKey(rule), version: 1 }));
    server.answerWith((request) => {
      const { operation, input } = readCall(request);
      if (operation === 'BatchGetItem') return found(...incidents.map((incident) => wireItem(incident)));
      const start = input['ExclusiveStartKey'] as { pk: { S: string } } | undefined;
      const at = incidents.findIndex(({ id }) => `incident#${id}` === start?.pk.S) + 1;
      const Items = incidents.slice(at, at + 1).map((incident) => wireItem(incident));
      const LastEvaluatedKey =
        at + 1 < incidents.length ? { pk: { S: `incident#${incidents[at]?.id}` } } : undefined;
      return answer({ Items, Count: Items.length, LastEvaluatedKey });
    });
    const { found: active } = await openStore(server).listActive();
    expect(active.map(({ id }) => id).toSorted()).toEqual(incidents.map(({ id }) => id).toSorted());
    expect(server.requests.map((request) => readCall(request).operation)).toEqual([
      ...['Query', 'Query', 'Query', 'BatchGetItem'],
    ]);
  });

  test('leave out what was closed since the index was written', async () => {
    server.answerWith((request) =>
      readCall(request).operation === 'Query'
        ? answer({ Items: [wireItem(stored)], Count: 1 })
        : found(wireItem(makeIncident({ version: 3, state: 'resolved' }))),
    );
    await expect(openStore(server).listActive()).resolves.toEqual({ found: [], unreadable: [] });
  });

  test.each([
    ['active incidents', (store: ReturnType<typeof openStore>) => store.listActive()],
    ['openings', (store: ReturnType<typeof openStore>) => store.listOpenedSince('2026')],
    ['silences', (store: ReturnType<typeof openStore>) => store.listSilences('2026')],
    ['receipts', (store: ReturnType<typeof openStore>) => store.findBatches(['m1'], '2026')],
  ])('of %s are not empty because the answer was', async (_name, list) => {
    server.answerWith(answer('{}'));
    await expect(list(openStore(server))).rejects.toMatchObject({
      name: 'StoreError',
      operation: 'Query',
      retryable: true,
    });
  });

  test('of silences and receipts are consistent, and receipts are read from their time on', async () => {
    server.answerWith(answer({ Items: [], Count: 0 }));
    await openStore(server).listSilences('2026-01-01T10:00:00.000Z');
    await openStore(server).findBatches(['m1'], '2026-01-01T10:00:00.000Z');
    expect(server.requests.map((request) => readCall(request).input)).toEqual([
      expect.objectContaining({ ConsistentRead: true, KeyConditionExpression: '#key = :key' }),
      expect.objectContaining({
        ConsistentRead: true,
        KeyConditionExpression: '#key = :key AND #sort >= :from',
        ExpressionAttributeValues: { ':key': { S: 'receipts' }, ':from': { S: '2026-01-01T10:00:00.000Z' } },
      }),
    ]);
  });
});
