import {
  ANY_CHARACTER_BUT_COLON,
  ANY_TEXT,
  ANY_TEXT_WITHOUT_COLON,
  matchesPattern,
  toCodePoints,
  toGlob,
} from '../../../lambda/core/policy/wildcard';

const A = 0x61;
const COLON = 0x3a;

test('a star of a part stops at the colon and goes on to the next place', () => {
  expect(matchesPattern([A, ANY_TEXT_WITHOUT_COLON, COLON, A], 'axx:a')).toBe(true);
  expect(matchesPattern([A, ANY_TEXT_WITHOUT_COLON, A], 'ax:a')).toBe(false);
});

test('a question mark of a part takes any character but a colon', () => {
  expect(matchesPattern([ANY_CHARACTER_BUT_COLON], 'a')).toBe(true);
  expect(matchesPattern([ANY_CHARACTER_BUT_COLON], ':')).toBe(false);
});

test('of two stars in a row the freer one counts, whichever comes first', () => {
  for (const stars of [
    [ANY_TEXT, ANY_TEXT_WITHOUT_COLON],
    [ANY_TEXT_WITHOUT_COLON, ANY_TEXT],
  ]) {
    expect(matchesPattern([A, ...stars, A], 'a:x:a')).toBe(true);
  }
  expect(matchesPattern([ANY_TEXT_WITHOUT_COLON, ANY_TEXT_WITHOUT_COLON], 'a:a')).toBe(false);
});

test('a pattern that asks for more characters than the text has is out at once', () => {
  const started = performance.now();
  expect(matchesPattern(toGlob(`*${'a'.repeat(1_000_000)}`), 'a'.repeat(1_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('half of a surrogate pair is a character of its own', () => {
  expect(toCodePoints('\ud83d')).toEqual([0xd83d]);
  expect(matchesPattern(toGlob('?'), '\ud83d')).toBe(true);
});
