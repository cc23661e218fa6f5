import { countPrefix, toPrefix, toTopPrefixes } from '../../../lambda/core/incidents/prefix-counts';
import { Tally } from '../../../lambda/core/incidents/tally';

test.each([
  ['clip.mp4', ''],
  ['video/clip.mp4', 'video/'],
  ['video/2026/clip.mp4', 'video/2026/'],
  ['video/2026/05/clip.mp4', 'video/2026/'],
  ['/leading', '/'],
  ['//x', '//'],
  ['', ''],
])('the prefix of %j is %j', (key, prefix) => {
  expect(toPrefix(key)).toBe(prefix);
});

function count(keys: readonly string[]): Tally {
  const counts = new Tally();
  keys.forEach((key) => countPrefix(counts, key));
  return counts;
}

test('a deep prefix is named when it holds half of the failures', () => {
  const counts = count(['v/26/a', 'v/26/b', 'v/25/c', 'w/d']);
  expect(toTopPrefixes(counts, 2)).toEqual([
    { prefix: 'v/26/', failures: 2 },
    { prefix: 'v/25/', failures: 1 },
  ]);
});

test('scattered deep prefixes are summed up one folder deep', () => {
  const counts = count(['v/1/a', 'v/2/a', 'v/3/a', 'w/1/a', 'top']);
  expect(toTopPrefixes(counts, 5)).toEqual([
    { prefix: 'v/', failures: 3 },
    { prefix: '', failures: 1 },
    { prefix: 'w/', failures: 1 },
  ]);
});

test('a million different prefixes stay within bounds and still point to their folder', () => {
  const counts = count(Array.from({ length: 20_000 }, (_, index) => `data/${index}/x`));
  expect(counts.size).toBeLessThanOrEqual(2_000);
  expect(toTopPrefixes(counts, 1)).toEqual([{ prefix: 'data/', failures: 20_000 }]);
});
