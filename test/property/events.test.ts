import fc from 'fast-check';
import { toInboundMessages } from '../../lambda/core/events/inbound-messages';
import { decodeEventKey, encodeEventKey } from '../../lambda/core/events/object-key';
import { parseBody } from '../../lambda/core/events/parse-body';
import { isUtcTime } from '../../lambda/core/events/utc-time';
import { listEventFixtures, loadEventFixture, readEventFixture } from '../fixtures/event-fixtures';

const FORBIDDEN_IN_SIGHT = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const texts = listEventFixtures().map(({ file }) => readEventFixture(file));
const json = fc.jsonValue({ maxDepth: 4 });
const hostileName = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
);

/** Names we read, so that arbitrary objects come near a notification. */
const fieldName = fc.oneof(
  hostileName,
  fc.constantFrom(
    'Records',
    'Type',
    'Message',
    'Event',
    'eventSource',
    'eventName',
    's3',
    'bucket',
    'object',
    'key',
  ),
);
const value = fc.oneof(
  json,
  fc.constantFrom('aws:s3', 'aws:sqs', 'Notification', 's3:TestEvent', '2.2'),
  fc.string(),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: 'small', withCrossShrink: true },
    value,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fieldName, tie('tree'), { maxKeys: 4 }),
  ),
}));

/** Reads a body and holds the result against all that is promised of any body. */
function expectSound(body: string): void {
  const { events, problems, ignored } = parseBody(body);
  expect(events.length + problems.length + ignored.testEvents + ignored.otherEvents).toBeGreaterThan(0);
  for (const problem of problems) {
    expect(problem.excerpt.length).toBeLessThanOrEqual(256);
    for (const text of [problem.path, problem.got, problem.allowed, problem.excerpt]) {
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(FORBIDDEN_IN_SIGHT);
    }
  }
  for (const event of events) {
    expect(isUtcTime(event.eventTime)).toBe(true);
    for (const field of Object.values(event)) {
      expect(field).not.toBe('');
      expect(field).toBeDefined();
      expect(String(field).isWellFormed()).toBe(true);
    }
  }
}

test('any text is read without an exception, and never comes to nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), expectSound));
});

test('any JSON is read without an exception, and never comes to nothing', () => {
  fc.assert(fc.property(json, (input) => expectSound(JSON.stringify(input))));
});

test('objects with the names we read in any place are read without an exception', () => {
  fc.assert(
    fc.property(tree, (input) => expectSound(JSON.stringify(input))),
    { numRuns: 500 },
  );
});

test('a real event with any one value replaced is still one event, one problem or one ignored', () => {
  const record = (loadEventFixture('s3-failure.json') as { Records: [unknown] }).Records[0];
  const paths = toPaths(record);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.oneof(value, tree), (path, replacement) => {
      const body = JSON.stringify({ Records: [replaceAt(record, path, replacement)] });
      expectSound(body);
      const { events, problems, ignored } = parseBody(body);
      expect(events.length + problems.length + ignored.otherEvents).toBe(1);
    }),
    { numRuns: 1_000 },
  );
});

test('fixtures with any character replaced or the end cut off are read without an exception', () => {
  const cut = fc.tuple(
    fc.constantFrom(...texts),
    fc.nat(),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(cut, ([text, position, inserted, isCut]) => {
      const at = position % (text.length + 1);
      expectSound(text.slice(0, at) + inserted + (isCut ? '' : text.slice(at + 1)));
    }),
    { numRuns: 500 },
  );
});

test('every key comes back from form-encoding as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (key) => {
      expect(decodeEventKey(encodeEventKey(key))).toBe(key);
    }),
    { numRuns: 500 },
  );
});

test('decoding agrees with the one of the platform for any text', () => {
  const encoded = fc.string({ unit: fc.constantFrom(...'aZ0+%%%29AfF/é😀'), maxLength: 30 });
  fc.assert(
    fc.property(encoded, (text) => expect(decodeEventKey(text)).toBe(decodeByPlatform(text))),
    { numRuns: 2_000 },
  );
});

test('anything handed in becomes messages with text bodies, at least one', () => {
  fc.assert(
    fc.property(fc.oneof(tree, fc.anything()), (input) => {
      const messages = toInboundMessages(input);
      expect(messages.length).toBeGreaterThan(0);
      for (const { body } of messages) expect(typeof body).toBe('string');
    }),
    { numRuns: 500 },
  );
});

test('reading hostile names leaves the prototype of objects alone', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  fc.assert(fc.property(tree, (input) => void parseBody(JSON.stringify(input))));
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});

function decodeByPlatform(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}

type Path = readonly string[];

function toPaths(node: unknown): readonly Path[] {
  if (typeof node !== 'object' || node === null) return [[]];
  return [
    [],
    ...Object.entries(node).flatMap(([name, child]) => toPaths(child).map((path) => [name, ...path])),
  ];
}

function replaceAt(node: unknown, [name, ...rest]: Path, replacement: unknown): unknown {
  if (name === undefined) return replacement;
  const object = node as Record<string, unknown>;
  return { ...object, [name]: replaceAt(object[name], rest, replacement) };
}
