import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_CHECKS } from '../../../../lambda/core/checks/access-checks';
import type { Check } from '../../../../lambda/core/checks/check';
import { FACT_IDS } from '../../../../lambda/core/facts/fact-id';
import { readCheckCases } from '../check-case';

const FOLDER = join(__dirname, '../../../../lambda/core/checks');
const cases = readCheckCases();

test('the checks are in alphabetical order', () => {
  const ids = ACCESS_CHECKS.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
});

test('every file that judges access is registered', () => {
  const files = readdirSync(FOLDER).filter((file) => /(permission|trust|policy)\.check\.ts$/.test(file));
  expect(files.sort()).toEqual(ACCESS_CHECKS.map(({ id }) => `${id}.check.ts`));
});

describe.each<Check>(ACCESS_CHECKS)('$id', (check) => {
  test('lives in a file of its name', () => {
    expect(existsSync(join(FOLDER, `${check.id}.check.ts`))).toBe(true);
  });

  test('declares facts that exist, each once', () => {
    expect(new Set(check.facts).size).toBe(check.facts.length);
    for (const id of check.facts) expect(FACT_IDS).toContain(id);
  });

  test('reads no object: that is opt-in', () => {
    expect(check.facts.filter((id) => /-object($|-acl|-tags|-versions|-annotations)/.test(id))).toEqual([]);
  });

  test('has a case for every verdict', () => {
    const verdicts = cases.filter((one) => one.check === check.id).map((one) => one.checkCase.expect.verdict);
    expect([...new Set(verdicts)].sort()).toEqual([
      'confirmed',
      'inconclusive',
      'not-applicable',
      'ruled-out',
    ]);
  });
});
