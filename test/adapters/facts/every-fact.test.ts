import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACT_IDS, FACT_LOOKUPS, type FactId } from '../../../lambda/core/facts/fact-id';
import type { LookupId } from '../../../lambda/core/facts/lookup';
import { LOOKUPS } from '../../../lambda/core/facts/lookup-catalog';
import { listWireCases } from '../../fixtures/wire-cases';
import { createLoopbackSource } from './loopback-source';

const cases = listWireCases();

/** What is always there: an empty setting is a setting, and so is an empty list. */
const NEVER_ABSENT: ReadonlySet<LookupId> = new Set(['caller', 'changes']);

function statesOf(lookup: LookupId): readonly string[] {
  return cases.filter((one) => one.lookup === lookup).map(({ expected }) => expected.state);
}

test('every fact has a source', () => {
  const source = createLoopbackSource('http://127.0.0.1:1');
  const sources = Object.keys(source);
  expect(FACT_IDS.filter((id) => !sources.includes(FACT_LOOKUPS[id]))).toEqual([]);
});

test('every lookup belongs to a fact', () => {
  const used = new Set<string>(Object.values(FACT_LOOKUPS));
  expect(Object.keys(LOOKUPS).filter((lookup) => !used.has(lookup))).toEqual([]);
});

test.each(FACT_IDS)('%s has a known, an absent and an unreadable wire case', (id: FactId) => {
  const lookup = FACT_LOOKUPS[id];
  const expected = NEVER_ABSENT.has(lookup) ? ['known', 'unreadable'] : ['known', 'absent', 'unreadable'];
  expect([...new Set(statesOf(lookup))].sort()).toEqual([...expected].sort());
});

test.each(Object.keys(LOOKUPS) as LookupId[])('%s has a case in which access is denied', (lookup) => {
  const denied = cases.filter(
    (one) => one.lookup === lookup && JSON.stringify(one.expected).includes('"denied"'),
  );
  const needed = LOOKUPS[lookup].actions.filter(({ optionalFor }) => optionalFor === undefined);
  expect(denied.length).toBeGreaterThan(0);
  for (const { expected } of denied) {
    const named = [...JSON.stringify(expected).matchAll(/"needs":\["([^"]+)"\]/g)].map(
      ([, action]) => action,
    );
    for (const action of named) expect(needed.map((one) => one.action)).toContain(action);
  }
});

test.each(cases)(
  '$name says what it is and where it comes from',
  ({ provenance, source, description, name, lookup }) => {
    expect(['captured', 'documented', 'synthetic']).toContain(provenance);
    expect(description).toMatch(/^[^\n]+\.$/);
    if (provenance === 'documented') expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    else expect(source).toBeUndefined();
    const [service, operation] = name.split('/');
    expect([service, LOOKUPS[lookup].operations]).toEqual([
      LOOKUPS[lookup].service,
      expect.arrayContaining([operation]),
    ]);
  },
);

test('wire cases name no account but the two examples of this project', () => {
  const accounts = cases.flatMap((one) =>
    [...JSON.stringify(one).matchAll(/(?<![\w.-])\d{12}(?![\w.-])/g)].flat(),
  );
  expect([...new Set(accounts)].sort()).toEqual(['111111111111', '222222222222']);
});

test('no fact file loads an SDK before it is needed', () => {
  const folder = join(__dirname, '../../../lambda/adapters/facts');
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    const loads = [...text.matchAll(/^import (?!type )[^;]*from '@(?:aws-sdk|smithy)\/[^']+'/gm)];
    expect([file, loads]).toEqual([file, []]);
  }
});
