import { evaluateAccess } from '../../../lambda/core/policy/evaluate-access';
import { type PolicyCase, readFamilies, toAccessRequest } from './policy-case';

const families = readFamilies();

describe.each(families)('$file', ({ family }) => {
  const table = family.cases.map((each): [string, PolicyCase] => [each.name, each]);

  test.each(table)('%s', (_, policyCase) => {
    const { expect: wanted } = policyCase;
    const result = evaluateAccess(toAccessRequest(family, policyCase));
    const decidedBy = result.decidedBy.map(
      ({ policy, statement, effect }) => `${policy}/${statement} ${effect}`,
    );
    const reasons = result.nearMisses.map(
      ({ policy, statement, because }) => `${policy}/${statement}: ${because}`,
    );

    expect({
      decision: result.decision,
      decidedBy: decidedBy.sort(),
      missing: result.missingContext,
      reasons,
    }).toEqual({
      decision: wanted.decision,
      decidedBy: [...wanted.decidedBy].sort(),
      missing: wanted.missingContext ?? [],
      reasons: wanted.nearMisses?.length === 0 ? [] : (expect.any(Array) as unknown),
    });
    wanted.nearMisses?.forEach((part, at) => expect(reasons[at]).toContain(part));
    const problems = (result.problems ?? []).map(({ statement, problem }) => `${statement}: ${problem}`);
    expect(problems).toHaveLength(wanted.problems?.length ?? 0);
    wanted.problems?.forEach((part, at) => expect(problems[at]).toContain(part));
    const because = (result.decidedBecause ?? []).map((each) => each.because);
    wanted.because?.forEach((part, at) => expect(because[at]).toContain(part));
  });
});

test('a family is named after its file, and no case is told twice', () => {
  for (const { file, family } of families) expect(`${family.family}.json`).toBe(file);
  const names = families.flatMap(({ family }) => family.cases.map(({ name }) => `${family.family}: ${name}`));
  expect(new Set(names).size).toBe(names.length);
});

test('the corpus holds at least 300 cases and every decision many times', () => {
  const decisions = families.flatMap(({ family }) => family.cases.map((each) => each.expect.decision));
  expect(decisions.length).toBeGreaterThanOrEqual(300);
  for (const decision of ['allowed', 'explicit-deny', 'implicit-deny', 'unknown']) {
    expect(decisions.filter((each) => each === decision).length).toBeGreaterThanOrEqual(30);
  }
});
