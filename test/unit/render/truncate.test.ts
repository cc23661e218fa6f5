import fc from 'fast-check';
import { byteLength, truncateBytes, truncateCharacters } from '../../../lambda/core/render/truncate';

it('text that fits is not touched', () => {
  expect(truncateCharacters('abc', 3)).toBe('abc');
  expect(truncateBytes('äöü', 6)).toBe('äöü');
});

it('a cut is marked, and the mark counts', () => {
  expect(truncateCharacters('abcdef', 4)).toBe('abc…');
  expect(truncateBytes('abcdefgh', 6)).toBe('abc…');
});

it.each([
  ['a surrogate pair', 'ab😀cd', 4],
  ['an emoji of several', 'ab👩‍🚀cd', 6],
  ['a flag', 'ab🇩🇪cd', 6],
  ['a letter and its accent', 'abe\u0301cd', 4],
])('%s is kept whole or left out', (_name, text, characters) => {
  expect(truncateCharacters(text, characters)).toBe('ab…');
});

it('a letter under hundreds of accents is cut all the same', () => {
  const zalgo = `a${'\u0301'.repeat(500)}`;
  expect(truncateCharacters(zalgo, 300)).toHaveLength(300);
});

it('where not even the mark fits there is nothing', () => {
  expect(truncateCharacters('abc', 0)).toBe('');
  expect(truncateBytes('abc', 2)).toBe('');
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc
    .array(fc.constantFrom('👩‍🚀', '\ud83d', '\udc00', 'e\u0301', 'a', '漢'), { maxLength: 80 })
    .map((all) => all.join('')),
);

it('a cut text is well-formed and within its limit, whatever it was', () => {
  fc.assert(
    fc.property(anyText, fc.nat(120), (text, limit) => {
      const characters = truncateCharacters(text, limit);
      const bytes = truncateBytes(text, limit);
      expect(characters.isWellFormed() && bytes.isWellFormed()).toBe(true);
      expect(characters.length).toBeLessThanOrEqual(limit);
      expect(byteLength(bytes)).toBeLessThanOrEqual(limit);
    }),
  );
});

it('a cut text is a start of the whole, and as long as a character more would not fit', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 5, maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (text, limit) => {
      expect(truncateCharacters(text, limit)).toBe(`${text.slice(0, limit - 1)}…`);
    }),
  );
});
