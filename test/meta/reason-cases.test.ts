import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ABSENT_REASON, UNKNOWN_REASON } from '../../lambda/core/catalog/find-reason';
import { REASONS } from '../../lambda/core/catalog/reasons';
import { CHECKS } from '../../lambda/core/checks/checks';
import { findChecks } from '../../lambda/core/checks/checks-of-reason';
import { investigateCase } from '../unit/diagnosis/investigate-case';
import { readReasonCases, type ReasonCase } from '../unit/diagnosis/reason-case';
import { readWorlds } from '../unit/diagnosis/world';

const reasons = [...REASONS, UNKNOWN_REASON, ABSENT_REASON].map(({ reason }) => reason);
const [blind, seeing] = [
  reasons.filter((reason) => findChecks(reason, 'objects').length === 0),
  reasons.filter((reason) => findChecks(reason, 'objects').length > 0),
];
const cases = readReasonCases();
const worlds = readWorlds();

function casesOf(reason: string): readonly ReasonCase[] {
  return cases.filter((each) => each.reason === reason).map(({ reasonCase }) => reasonCase);
}

test('every reason of the catalog has its folder of cases, and no other name has one', () => {
  const folders = readdirSync(join(__dirname, '../cases/reasons'));
  expect(folders.sort()).toEqual([...reasons].sort());
});

test.each(seeing)('%s has a case in which looking finds the cause', (reason) => {
  expect(casesOf(reason).filter(({ expect: { cause } }) => cause !== undefined)).not.toEqual([]);
});

/** S3 tells whether and where a bucket is to everybody; only the network can keep it from us. */
const NO_PERMISSION_HELPS = ['DstBucketInvalidRegion', 'SrcBucketInvalidRegion', 'SrcBucketNotFound'];

test.each(seeing)('%s has a case in which nobody could look, and is told what is missing', (reason) => {
  const unseen = casesOf(reason)
    .map(({ expect: wanted }) => wanted)
    .filter(({ cause, notChecked }) => cause === undefined && Object.keys(notChecked).length > 0);
  expect(unseen).not.toEqual([]);
  const needs = unseen.flatMap(({ notChecked }) => Object.values(notChecked).flat());
  expect(needs.length === 0).toBe(NO_PERMISSION_HELPS.includes(reason));
});

test.each(blind)(
  '%s has a case that says no more than the catalog, since nothing can be looked at',
  (reason) => {
    const { benign } = REASONS.find((row) => row.reason === reason)!;
    const verdicts = casesOf(reason).map(({ expect: { verdict } }) => verdict);
    expect(verdicts).toEqual([benign ? 'benign' : 'likely']);
  },
);

/** Nobody but the writer of an object can see that it has SSE-C. */
const NEVER_CONFIRMED = ['destination-encryption-types'];

test('every check is confirmed in some case', () => {
  const confirmed = new Set(cases.flatMap(({ reasonCase }) => reasonCase.expect.findings.confirmed));
  const ids = CHECKS.map(({ id }) => id);
  expect(ids.filter((id) => !confirmed.has(id))).toEqual(NEVER_CONFIRMED);
});

test('the file of a case says what it is about, and no reason has two of one name', () => {
  for (const { file } of cases) expect(file).toMatch(/^[a-z]+(-[a-z]+){2,}\.json$/);
  const names = cases.map(({ reason, reasonCase }) => `${reason}: ${reasonCase.name}`);
  expect(new Set(names).size).toBe(names.length);
});

test('every world is the ground of some case', () => {
  const used = [...cases.map(({ reasonCase }) => reasonCase.world), ...worlds.values()];
  expect([...worlds.keys()].filter((name) => !used.some(({ from }) => from === name))).toEqual([]);
});

/** For a reason the catalog has no row for, an event with a name that it cannot have, or none. */
const NAMES: Readonly<Record<string, string | null>> = { Unknown: 'DstBrandNewReason', Absent: null };

test.each([...worlds.keys()])(
  'in the world %s everything works: no check confirms anything',
  async (from) => {
    const world = { from, answers: {} };
    const accounts = { home: '111111111111' };
    for (const reason of reasons) {
      const failureReason = Object.hasOwn(NAMES, reason) ? (NAMES[reason] ?? null) : reason;
      for (const level of ['config', 'objects'] as const) {
        const reasonCase = { event: { failureReason }, level, accounts, world };
        const { alert, unanswered } = await investigateCase({ reason, reasonCase }, worlds);
        const confirmed = alert.diagnosis.findings.filter(({ verdict }) => verdict === 'confirmed');
        expect({ reason, level, unanswered, confirmed }).toEqual({
          reason,
          level,
          unanswered: [],
          confirmed: [],
        });
      }
    }
  },
);
