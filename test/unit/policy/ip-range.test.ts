import { isInRange, parseRange } from '../../../lambda/core/policy/ip-range';

test.each([
  ['203.0.113.7', 32, 32],
  ['203.0.113.0/24', 32, 24],
  ['0.0.0.0/0', 32, 0],
  ['::', 128, 128],
  ['::1', 128, 128],
  ['2001:db8::/32', 128, 32],
  ['1:2:3:4:5:6:7:8', 128, 128],
  ['1:2:3:4:5:6:7::', 128, 128],
  ['::ffff:203.0.113.7', 128, 128],
  ['1:2:3:4:5:6:203.0.113.7/96', 128, 96],
])('%s is an address of %i bits with a prefix of %i', (text, bits, prefix) => {
  expect(parseRange(text)).toMatchObject({ bits, prefix });
});

test.each([
  '',
  'localhost',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.7.1',
  '203.0.113.0/33',
  '203.0.113.0/x',
  '203.0.113.0/-1',
  '203.0.113.0/24/24',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '1::2::3',
  '12345::',
  'g::',
  '203.0.113.7::',
  '::203.0.113.7:1',
  '::/129',
])('%p is no address', (text) => {
  expect(parseRange(text)).toBeUndefined();
});

test('a range lies in a wider one and not in a narrower one', () => {
  const wide = parseRange('10.0.0.0/8');
  const narrow = parseRange('10.0.0.0/16');
  if (wide === undefined || narrow === undefined) throw new Error('both are ranges');
  expect(isInRange(narrow, wide)).toBe(true);
  expect(isInRange(wide, narrow)).toBe(false);
});
