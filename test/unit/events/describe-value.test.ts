import { describeValue, toExcerpt } from '../../../lambda/core/events/describe-value';

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  ['', 'string ""'],
  ['abc', 'string "abc"'],
  ['a\nb\u202e', 'string "a\\nb\\u202e"'],
  [42, 'number 42'],
  [-0.5, 'number -0.5'],
  [true, 'boolean true'],
  [[], 'array of 0'],
  [[1, 2], 'array of 2'],
  [{}, 'object without fields'],
  [{ a: 1, '\x1b[31m': 2 }, 'object with "a", "\\u001b[31m"'],
  [
    Object.fromEntries('abcdefghij'.split('').map((name) => [name, 0])),
    'object with "a", "b", "c", "d", "e", "f", "g", "h" and 2 more',
  ],
  [10n, 'bigint'],
])('%p is described as %s', (value, words) => expect(describeValue(value)).toBe(words));

test('a long text is quoted in part and a long field name named in part', () => {
  expect(describeValue('x'.repeat(1_000))).toBe(`string "${'x'.repeat(79)}…"`);
  expect(describeValue({ ['y'.repeat(1_000)]: 0 })).toBe(`object with "${'y'.repeat(19)}…"`);
});

test('an excerpt never exceeds 256 characters, even when every character has to be made visible', () => {
  expect(toExcerpt('x'.repeat(256))).toBe('x'.repeat(256));
  expect(toExcerpt('x'.repeat(257))).toBe(`${'x'.repeat(255)}…`);
  expect(toExcerpt('\0'.repeat(257))).toHaveLength(256);
});

test('an excerpt ends before a surrogate pair that it would have to split', () => {
  expect(toExcerpt(`${'x'.repeat(254)}😀😀`)).toBe(`${'x'.repeat(254)}…`);
});

test('an excerpt is one line in which control characters and bidi marks are visible', () => {
  expect(toExcerpt('\x1b[2J\r\n\u202e\u2066\u200b')).toBe('\\u001b[2J\\r\\n\\u202e\\u2066\\u200b');
});
