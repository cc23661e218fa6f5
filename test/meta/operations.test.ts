import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARMS } from '../../lib/alarm-catalog';

const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
const [, ...sections] = page.split(/^## /m);
const titleOf = (section: string): string => section.split('\n', 1)[0] ?? '';

/** The anchor that GitHub and most wikis make of a heading. */
const toAnchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

test('every alarm has a section, and every section an alarm', () => {
  expect(sections.map(titleOf).map(toAnchor).sort()).toEqual(Object.keys(ALARMS).sort());
});

test.each(Object.entries(ALARMS))('the id of %s is the anchor of its title', (id, { title }) => {
  expect(toAnchor(title)).toBe(id);
  expect(sections.map(titleOf)).toContain(title);
});

test.each(sections.map((section) => [titleOf(section), section]))(
  'the section "%s" describes, investigates and resolves',
  (_title, section) => {
    const parts = ['**Description.**', '**Investigation.**', '**Resolution.**'].map((part) =>
      section.indexOf(part),
    );
    expect(parts).not.toContain(-1);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  },
);

test('every link within the page leads somewhere', () => {
  const targets = Array.from(page.matchAll(/\]\(#([a-z-]+)\)/g), ([, anchor]) => anchor);
  expect(targets.length).toBeGreaterThan(0);
  for (const target of targets) expect(Object.keys(ALARMS)).toContain(target);
});
