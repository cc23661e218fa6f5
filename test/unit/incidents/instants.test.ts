import {
  addSeconds,
  earlierOf,
  isAfter,
  laterOf,
  secondsBetween,
} from '../../../lambda/core/incidents/instants';

const TEN = '2026-01-01T10:00:00.000Z';

test.each([
  ['the same', TEN, TEN, false],
  ['a millisecond later', '2026-01-01T10:00:00.001Z', TEN, true],
  ['the same, spelt without milliseconds', '2026-01-01T10:00:00Z', TEN, false],
  ['the other way round', TEN, '2026-01-01T10:00:00Z', false],
  ['a second later, without milliseconds', '2026-01-01T10:00:01Z', TEN, true],
  ['earlier by the finest fraction that S3 could send', '2026-01-01T09:59:59.9999Z', TEN, false],
] as const)('one time after another: %s', (...[, time, other, expected]) => {
  expect(isAfter(time, other)).toBe(expected);
});

test('seconds are added and measured across midnight', () => {
  const later = addSeconds('2026-01-01T23:59:59.500Z', 1);
  expect(later).toBe('2026-01-02T00:00:00.500Z');
  expect(secondsBetween(later, '2026-01-01T23:59:59.500Z')).toBe(-1);
});

test('of two times that mean the same either may stand', () => {
  expect([earlierOf(TEN, addSeconds(TEN, 1)), laterOf(TEN, addSeconds(TEN, 1))]).toEqual([
    TEN,
    addSeconds(TEN, 1),
  ]);
  expect(Date.parse(laterOf('2026-01-01T10:00:00Z', TEN))).toBe(Date.parse(TEN));
});
