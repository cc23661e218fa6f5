import { parseBody } from '../../../lambda/core/events/parse-body';
import type { EventProblem } from '../../../lambda/core/events/replication-event';
import { loadEventFixture } from '../../fixtures/event-fixtures';
import { makeRecord, toBody, toEnvelope } from './raw-record';

const MIB = 1_048_576;

/** The one problem of a body that has nothing else. */
function problemOf(body: string): EventProblem | undefined {
  const { events, problems, ignored } = parseBody(body);
  expect(events).toEqual([]);
  expect(ignored).toEqual({ testEvents: 0, otherEvents: 0 });
  expect(problems).toHaveLength(1);
  return problems[0];
}

describe('the size of a body', () => {
  const fill = (bytes: number, character = ' ') =>
    toBody(makeRecord()) +
    character.repeat((bytes - toBody(makeRecord()).length) / Buffer.byteLength(character));

  test('may be all that SQS delivers', () => {
    expect(fill(MIB)).toHaveLength(MIB);
    expect(parseBody(fill(MIB)).events).toHaveLength(1);
  });

  test('may not be a byte more, and then the body is not even parsed', () => {
    const body = fill(MIB + 1);
    expect(problemOf(body)).toEqual({
      code: 'too-large',
      path: '$',
      got: 'text of 1048577 characters',
      allowed: 'at most 1048576 bytes, as in SQS',
      excerpt: expect.stringMatching(/^\{"Records":\[.*…$/),
      body,
    });
  });

  test('is counted in bytes of UTF-8, not in characters', () => {
    expect(problemOf(`"${'€'.repeat(349_526)}"`)).toMatchObject({ code: 'too-large' });
    expect(problemOf(`"${'€'.repeat(349_524)}"`)).toMatchObject({ code: 'unknown-shape' });
  });

  test('of 5 MB is one problem with an excerpt of 256 characters', () => {
    expect(problemOf('\u202e'.repeat(5_000_000))?.excerpt).toHaveLength(256);
  });
});

describe('a body that is no notification', () => {
  test.each([
    ['', 'an empty text'],
    [' ', 'text of 1 characters'],
    ['{"Records":[{', 'text of 13 characters'],
    ['\ufeff{}', 'text of 3 characters'],
  ])('%j is not JSON', (body, got) => {
    expect(problemOf(body)).toEqual({
      code: 'not-json',
      path: '$',
      got,
      allowed: 'JSON',
      excerpt: expect.any(String),
      body,
    });
  });

  test.each([
    ['null', 'null'],
    ['"text"', 'string "text"'],
    ['[{}]', 'array of 1'],
    ['{}', 'object without fields'],
    ['{"Event":"s3:OtherEvent"}', 'object with "Event"'],
    ['{"Event":["s3:TestEvent"]}', 'object with "Event"'],
    ['{"Type":"Other","Message":"{}"}', 'object with "Type", "Message"'],
    ['{"Type":"constructor"}', 'object with "Type"'],
    ['{"Type":7}', 'object with "Type"'],
    ['{"__proto__":{"Records":[]}}', 'object with "__proto__"'],
  ])('%s has an unknown shape', (body, got) => {
    expect(problemOf(body)).toEqual({
      code: 'unknown-shape',
      path: '$',
      got,
      allowed: expect.stringContaining('S3 event notification'),
      excerpt: body,
      body,
    });
  });

  test.each([
    ['{"Records":null}', 'wrong-type', 'null'],
    ['{"Records":{}}', 'wrong-type', 'object without fields'],
    ['{"Records":"[]"}', 'wrong-type', 'string "[]"'],
    ['{"Records":[]}', 'unknown-shape', 'array of 0'],
    ['{"Records":3,"Event":"s3:TestEvent"}', 'wrong-type', 'number 3'],
  ])('%s has records that are none', (body, code, got) => {
    expect(problemOf(body)).toMatchObject({ code, path: 'Records', got, excerpt: body, body });
  });
});

describe('records', () => {
  test('are all read, and all counted', () => {
    const other = { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' };
    const { events, problems, ignored } = parseBody(toBody(makeRecord(), other, 7, makeRecord(), other));
    expect(events).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(ignored).toEqual({ testEvents: 0, otherEvents: 2 });
  });

  test('that are the only one and unreadable send the body as received to the dead-letter queue', () => {
    const body = ` ${toBody(makeRecord('s3.object.key', 'a%zz'))}\n`;
    expect(problemOf(body)).toEqual({
      code: 'bad-key-encoding',
      path: 'Records[0].s3.object.key',
      got: 'string "a%zz"',
      allowed: expect.any(String),
      excerpt: expect.stringMatching(/^\{"eventVersion":"2\.2",.{233}…$/),
      body,
    });
  });

  test('that are unreadable among readable ones go there alone', () => {
    const bad = makeRecord('s3.bucket.name', { evil: true });
    const [problem] = parseBody(toBody(makeRecord(), bad)).problems;
    expect(problem?.path).toBe('Records[1].s3.bucket.name');
    expect(problem?.got).toBe('object with "evil"');
    expect(JSON.parse(problem?.body ?? '')).toEqual({ Records: [bad] });
  });

  test('that are unreadable inside an envelope send the envelope, or leave it', () => {
    const alone = toEnvelope(toBody(7));
    expect(parseBody(alone).problems).toMatchObject([{ path: 'Message.Records[0]', body: alone }]);
    const [problem] = parseBody(toEnvelope(toBody(7, makeRecord()))).problems;
    expect(problem?.body).toBe('{"Records":[7]}');
  });

  test('make at most ten problems of one body, and the tenth carries all the rest', () => {
    const ten = parseBody(toBody(...Array.from({ length: 10 }, (_, index) => index)));
    expect(ten.problems.map(({ body }) => body)).toEqual(
      Array.from({ length: 10 }, (_, index) => `{"Records":[${index}]}`),
    );
    expect(ten.problems[9]?.got).toBe('number 9');

    const many = parseBody(toBody(...Array.from({ length: 50_000 }, (_, index) => index)));
    expect(many.problems).toHaveLength(10);
    expect(many.problems[8]?.body).toBe('{"Records":[8]}');
    expect(many.problems[9]).toMatchObject({
      path: 'Records[9]',
      got: 'number 9; and 49990 more unreadable records',
      excerpt: '9',
    });
    expect((JSON.parse(many.problems[9]?.body ?? '') as { Records: unknown[] }).Records).toHaveLength(49_991);
  });

  test('nested too deep to be written again take the body along instead of being lost', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"Records":[${deep},${JSON.stringify(makeRecord())}]}`;
    const { events, problems } = parseBody(body);
    expect(events).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'wrong-type', path: 'Records[0]', got: 'array of 1', body }]);
  });

  test('give absent fields no place in the event', () => {
    expect(parseBody(toBody(makeRecord('replicationEventData', undefined))).events).toStrictEqual([
      {
        kind: 'OperationFailedReplication',
        eventTime: '2026-01-15T09:59:12.527Z',
        region: 'eu-west-1',
        sourceBucket: 'media-prod',
        key: 'video/2026/clip 01.mp4',
        versionId: 'abcdeH0Xp66ep__QDjR76LK7Gc9X4wKO',
        sizeBytes: 520_080,
        eTag: 'e12345ca7e88a38428305d3ff7fcb99f',
        sequencer: '0066DA1CBF104C0D51',
        partition: 'aws',
      },
    ]);
  });
});

describe('SNS', () => {
  test('envelopes are opened three deep and no deeper', () => {
    const three = toEnvelope(toEnvelope(toEnvelope(toBody(makeRecord()))));
    expect(parseBody(three).events).toHaveLength(1);
    const four = toEnvelope(three);
    expect(problemOf(four)).toMatchObject({
      code: 'unknown-shape',
      path: 'Message.Message.Message.Message',
      allowed: 'fewer SNS envelopes inside each other',
      body: four,
    });
  });

  test.each([
    ['a test event', '{"Event":"s3:TestEvent"}', 1],
    ['two envelopes around a test event', toEnvelope('{"Event":"s3:TestEvent"}'), 1],
  ])('around %s is counted and makes no noise', (_, message, testEvents) => {
    expect(parseBody(toEnvelope(message))).toEqual({
      events: [],
      problems: [],
      ignored: { testEvents, otherEvents: 0 },
    });
  });

  test.each([
    ['{"Type":"Notification"}', 'missing-field', 'nothing'],
    ['{"Type":"Notification","Message":{"Records":[]}}', 'wrong-type', 'object with "Records"'],
  ])('%s has no message to read', (body, code, got) => {
    expect(problemOf(body)).toMatchObject({ code, path: 'Message', got, body });
  });

  test('around something else says at which depth it is', () => {
    expect(problemOf(toEnvelope('oops'))).toMatchObject({ code: 'not-json', path: 'Message' });
    expect(problemOf(toEnvelope(toEnvelope('[]')))).toMatchObject({
      code: 'unknown-shape',
      path: 'Message.Message',
    });
    expect(problemOf(toEnvelope('{"Records":0}'))).toMatchObject({ path: 'Message.Records' });
  });

  test.each([
    ['subscription-confirmation.json', 'SubscriptionConfirmation', /confirm-subscription/],
    ['unsubscribe-confirmation.json', 'UnsubscribeConfirmation', /unsubscribed/],
  ])('%s says what to do, without the token that would do it', (file, type, advice) => {
    const body = JSON.stringify(loadEventFixture(file));
    const problem = problemOf(body);
    expect(problem).toMatchObject({ code: 'unknown-shape', path: 'Type', got: `string "${type}"`, body });
    expect(problem?.allowed).toMatch(advice);
    expect(problem?.allowed.length).toBeLessThanOrEqual(255);
    expect(problem?.excerpt).toBe(
      `${type} of string "arn:aws:sns:eu-west-1:111111111111:replication-events"`,
    );
  });
});
