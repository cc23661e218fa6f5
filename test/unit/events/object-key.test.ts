import { decodeEventKey, encodeEventKey } from '../../../lambda/core/events/object-key';

test.each([
  ['plain/key.txt', 'plain/key.txt'],
  ['a+b', 'a b'],
  ['+', ' '],
  ['++a++', '  a  '],
  ['a%2Bb', 'a+b'],
  ['a%2bb', 'a+b'],
  ['100%25', '100%'],
  ['%2525', '%25'],
  ['a%20b', 'a b'],
  ['line%0Abreak%0D', 'line\nbreak\r'],
  ['%00%7F', '\0\x7f'],
  ['%3C%21channel%3E+%24%28rm+-rf+%2F%29', '<!channel> $(rm -rf /)'],
  ['caf%C3%A9', 'café'],
  ['a+%F0%9F%98%80%2B', 'a 😀+'],
  ['%F0%9F%98%80'.repeat(256), '😀'.repeat(256)],
  ['not encoded: é 😀', 'not encoded: é 😀'],
])('%j is the key %j', (encoded, key) => {
  expect(decodeEventKey(encoded)).toBe(key);
});

test.each([
  ['an escape cut short at the end', 'a%'],
  ['an escape of one digit', 'a%2'],
  ['an escape of letters that are no digits', 'a%zz'],
  ['an escape whose second digit is none', 'a%2g'],
  ['digits that only look like ones', '%２０'],
  ['a character just below and above the digits', '%/:'],
  ['a byte that continues nothing', '%80'],
  ['a character of two bytes cut short', 'a%C3'],
  ['a slash in more bytes than it needs', '%C0%AF'],
  ['half a surrogate pair in UTF-8', '%ED%A0%BD'],
  ['Latin-1', 'caf%E9'],
  ['a good escape before a bad one', '%41%'],
])('%s makes no key', (_, encoded) => {
  expect(decodeEventKey(encoded)).toBeUndefined();
});

test('encoding a key gives what S3 writes for it', () => {
  expect(encodeEventKey('a b+c%/é')).toBe('a+b%2Bc%25/%C3%A9');
});
