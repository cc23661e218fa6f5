import { toVisibleLines, toVisibleText } from '../../../lambda/core/render/visible-text';

it.each([
  ['a line feed', 'a\nb', 'a\\nb'],
  ['a carriage return and a tab', 'a\r\tb', 'a\\r\\tb'],
  ['an ANSI colour', '\u001b[31mred', '\\u001b[31mred'],
  ['a C1 control sequence introducer', '\u009b2J', '\\u009b2J'],
  ['a bidi override', '\u202egpj.exe', '\\u202egpj.exe'],
  ['a bidi isolate', '\u2066x\u2069', '\\u2066x\\u2069'],
  ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
  ['a byte-order mark', '\ufeffa', '\\ufeffa'],
  ['a soft hyphen', 'a\u00adb', 'a\\u00adb'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ['a Hangul filler, which is drawn as nothing', 'a\u3164b', 'a\\u3164b'],
  ['a tag character, as its two units', '\u{e0041}', '\\udb40\\udc41'],
  ['half a surrogate pair', 'a\ud83d', 'a\\ud83d'],
  ['a noncharacter', 'a\uffff', 'a\\uffff'],
  ['a joiner between letters', 'a\u200db', 'a\\u200db'],
  ['an emoji-style mark after a letter', 'a\ufe0f', 'a\\ufe0f'],
])('%s is shown as its escape', (_name, raw, visible) => {
  expect(toVisibleText(raw)).toBe(visible);
});

it.each(['plain ASCII', 'é ü ñ', 'שלום', '漢字', '👩‍🚀', '👩🏽‍🚀', '👨‍👩‍👧', '❤️', '🇩🇪', '1️⃣', '…→·'])(
  '%s is shown as it is',
  (text) => {
    expect(toVisibleText(text)).toBe(text);
  },
);

it('keeps the lines of a document and shows everything else in it', () => {
  expect(toVisibleLines('{\n  "a": "\u202e"\n}')).toEqual(['{', '  "a": "\\u202e"', '}']);
});
