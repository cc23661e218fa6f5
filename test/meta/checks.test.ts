import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../lambda/core/checks/check';
import { CHECKS } from '../../lambda/core/checks/checks';
import { FACT_IDS } from '../../lambda/core/facts/fact-id';
import { readCheckCases } from '../unit/checks/check-case';

const FOLDER = join(__dirname, '../../lambda/core/checks');
const SUFFIX = '.check.ts';

const files = readdirSync(FOLDER).filter((file) => file.endsWith(SUFFIX));
const cases = readCheckCases();

test.each(files)('%s holds one check, named as the file, and it is registered', async (file) => {
  const module = (await import(join(FOLDER, file))) as Record<string, Check>;
  const id = file.slice(0, -SUFFIX.length);
  expect(Object.values(module).map((check) => check.id)).toEqual([id]);
  expect(CHECKS.map((check) => check.id)).toContain(id);
});

test('every registered check has its file, and no id is taken twice', () => {
  const ids = CHECKS.map(({ id }) => id);
  expect([...ids].sort()).toEqual(files.map((file) => file.slice(0, -SUFFIX.length)).sort());
});

test.each(CHECKS)('$id reads facts that exist, each named once, and says what it looks at', (check) => {
  expect(FACT_IDS).toEqual(expect.arrayContaining([...check.facts]));
  expect(new Set(check.facts).size).toBe(check.facts.length);
  expect(check.looksAt).toMatch(/^[A-Za-z][^.]{10,}[^.]$/);
});

/** Checks that can rule a cause out, but that nothing can confirm from outside; the check says why. */
const NEVER_CONFIRMED: ReadonlySet<string> = new Set(['destination-encryption-types']);

test.each(CHECKS)('$id has a case that is confirmed, one ruled out and one that could not look', ({ id }) => {
  const verdicts = cases.filter(({ check }) => check === id).map(({ checkCase }) => checkCase.expect.verdict);
  expect(verdicts).toEqual(expect.arrayContaining(['ruled-out', 'inconclusive']));
  expect(verdicts.includes('confirmed')).toBe(!NEVER_CONFIRMED.has(id));
});

/** What they ask about is there in any replication, so the question always arises. */
const ALWAYS_APPLICABLE: ReadonlySet<string> = new Set(['replication-configuration', 'source-bucket']);

test.each(CHECKS)('$id has a case in which its question does not arise, if there can be one', ({ id }) => {
  const verdicts = cases.filter(({ check }) => check === id).map(({ checkCase }) => checkCase.expect.verdict);
  expect(verdicts.includes('not-applicable')).toBe(!ALWAYS_APPLICABLE.has(id));
});

test('every case belongs to a check, has a sentence of its own, and is a JSON file', () => {
  const ids = CHECKS.map(({ id }) => id);
  for (const { check, file } of cases) {
    expect(ids).toContain(check);
    expect(file).toMatch(/^[a-z0-9-]+\.json$/);
  }
  const names = cases.map(({ check, checkCase }) => `${check}: ${checkCase.name}`);
  expect(new Set(names).size).toBe(names.length);
});
