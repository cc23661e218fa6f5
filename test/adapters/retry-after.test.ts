import { parseRetryAfter } from '../../lambda/adapters/retry-after';

const NOW = new Date('2026-01-01T10:00:00.500Z');

describe('parseRetryAfter', () => {
  test.each([
    ['30', 30],
    ['0', 0],
    [' 5 ', 5],
    ['999999999999999999999', 3_600],
    ['Thu, 01 Jan 2026 10:00:20 GMT', 20],
    ['Thu, 01 Jan 2026 09:00:00 GMT', 0],
    ['Fri, 01 Jan 2027 00:00:00 GMT', 3_600],
  ])('reads %j as %d seconds', (header, seconds) => {
    expect(parseRetryAfter(header, NOW)).toBe(seconds);
  });

  test.each([
    null,
    undefined,
    '',
    'soon',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '2026-01-01T10:00:20Z',
    'Thu, 99 Jan 2026 10:00:20 GMT',
  ])('finds no time in %j', (header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  });
});
