import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  formatSpan,
  formatTime,
} from '../../../lambda/core/render/quantity';

it.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [12_431, '12,431'],
  [1_000_050, '1,000,050'],
  [Number.MAX_SAFE_INTEGER, '9,007,199,254,740,991'],
])('the count %d is written %s', (count, written) => {
  expect(formatCount(count)).toBe(written);
});

it('a single thing is no plural', () => {
  expect([formatCounted(1, 'message'), formatCounted(2_000, 'message')]).toEqual([
    '1 message',
    '2,000 messages',
  ]);
});

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [1_249, '1.2 kB'],
  [9_960, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [1_200_345_678_901, '1.2 TB'],
  [Number.MAX_SAFE_INTEGER, '9 PB'],
])('%d bytes are written %s', (bytes, written) => {
  expect(formatBytes(bytes)).toBe(written);
});

const NOW = '2026-01-15T10:01:12.000Z';

it('a time of the same day is told by the clock, another with its date', () => {
  expect(formatTime('2026-01-15T09:59:41.000Z', NOW)).toBe('09:59 UTC');
  expect(formatTime('2026-01-14T09:59:41.000Z', NOW)).toBe('2026-01-14 09:59 UTC');
});

it('what is no time in UTC is shown as it stands', () => {
  expect(formatTime('yesterday', NOW)).toBe('yesterday');
});

it.each([
  ['2026-01-15T09:59:00Z', '2026-01-15T10:34:00Z', '09:59 to 10:34 UTC'],
  ['2026-01-15T09:59:00Z', '2026-01-15T09:59:30Z', '09:59 UTC'],
  ['2026-01-14T09:59:00Z', '2026-01-14T10:34:00Z', '2026-01-14 09:59 to 10:34 UTC'],
  ['2026-01-14T23:59:00Z', '2026-01-15T00:34:00Z', '2026-01-14 23:59 UTC to 00:34 UTC'],
])('from %s to %s is written %s', (from, to, written) => {
  expect(formatSpan(from, to, NOW)).toBe(written);
});

it.each([
  [-5, '0 seconds'],
  [1, '1 second'],
  [89, '89 seconds'],
  [394, '7 minutes'],
  [2 * 3_600, '2 hours'],
  [72 * 3_600, '3 days'],
])('%d seconds are told as %s', (seconds, written) => {
  expect(formatDuration(seconds)).toBe(written);
});
