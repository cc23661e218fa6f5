import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertSchema } from '../../../lambda/core/alerts/alert.schema';
import { renderTerminal } from '../../../lambda/core/render/terminal';
import { countColumns, paint } from '../../../lambda/core/render/terminal-text';
import { wrapText, wrapWords } from '../../../lambda/core/render/wrap-text';

const LIKELY = alertSchema.parse(
  JSON.parse(readFileSync(join(__dirname, '../../golden/opened-likely/alert.json'), 'utf8')),
);

// eslint-disable-next-line no-control-regex -- our colours
const COLORS = /\u001b\[\d+m/g;

it('with colours it says the same as without', () => {
  const colored = renderTerminal(LIKELY, { color: true, columns: 80 });
  expect(colored).toMatch(COLORS);
  expect(colored.replace(COLORS, '')).toBe(renderTerminal(LIKELY, { color: false, columns: 80 }));
});

it('no colour runs over the end of a line', () => {
  for (const line of renderTerminal(LIKELY, { color: true, columns: 60 }).split('\n')) {
    const codes = (line.match(COLORS) ?? []).map((sequence) => Number(sequence.slice(2, -1)));
    const on = codes.filter((code) => code !== 22 && code !== 39).length;
    expect(codes).toHaveLength(on * 2);
  }
});

it.each([
  [20, 40],
  [60, 60],
  [500, 120],
  [0, 80],
  [NaN, 80],
])('in a terminal of %d columns prose takes at most %d', (columns, most) => {
  const prose = renderTerminal(LIKELY, { color: false, columns })
    .split('\n')
    .filter((line) => !/aws s3api|https:|interview|take 2/.test(line));
  const widest = Math.max(...prose.map(countColumns));
  expect(widest).toBeLessThanOrEqual(most);
  expect(widest).toBeGreaterThan(most * 0.75);
});

it.each([
  ['abc', 3],
  ['漢字', 4],
  ['👩‍🚀', 2],
  ['🇩🇪', 2],
  ['e\u0301', 1],
  ['한', 2],
  ['→ …', 3],
  [paint('abc', 'red'), 3],
  ['', 0],
])('%j takes %d columns', (text, columns) => {
  expect(countColumns(text)).toBe(columns);
});

const OPTIONS = { columns: 10, first: '- ', indent: '  ', width: undefined };

it.each([
  ['one two', ['- one two']],
  ['one two three', ['- one two', '  three']],
  ['12345678 1234567 1', ['- 12345678', '  1234567', '  1']],
  ['a-very-long-key b', ['- a-very-long-key', '  b']],
  ['a a-very-long-key', ['- a', '  a-very-long-key']],
  ['a  b', ['- a  b']],
  ['', ['- ']],
])('%j is wrapped at spaces, and a long word stays whole', (text, lines) => {
  expect(wrapText(text, OPTIONS)).toEqual(lines);
  expect(wrapWords(text.split(' '), OPTIONS)).toEqual(lines);
});

it('wide characters are counted as two', () => {
  expect(wrapText('漢字 漢字', { ...OPTIONS, width: countColumns })).toEqual(['- 漢字', '  漢字']);
});
