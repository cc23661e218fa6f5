import type { Cause, Check, Judgement } from '../../../lambda/core/checks/check';
import { CHECKS } from '../../../lambda/core/checks/checks';
import { planFix, type PlannedStep } from '../../../lambda/core/diagnosis/plan-fix';
import { absent } from '../../../lambda/core/facts/fact';
import type { FactId } from '../../../lambda/core/facts/fact-id';
import { quoteForPosixShell } from '../../../lambda/core/render/posix-shell';
import { denied, type FactTable, type FiledCase, readCheckCases, toContext, toFacts } from './check-case';

const cases = readCheckCases();

const VERDICTS: readonly Judgement['verdict'][] = [
  'confirmed',
  'ruled-out',
  'inconclusive',
  'not-applicable',
];

describe.each(CHECKS)('$id', (check) => {
  const own = cases.filter((each) => each.check === check.id);
  const table = own.map((each): [string, FiledCase] => [each.checkCase.name, each]);

  test.each(table)('%s', (_, filed) => {
    const { expect: wanted } = filed.checkCase;
    const judgement = judge(check, filed);
    const told = toTold(judgement);

    expect(judgement.verdict).toBe(wanted.verdict);
    for (const part of wanted.evidence) expect(told.evidence.join('\n')).toContain(part);
    for (const part of wanted.notInEvidence) expect(told.evidence.join('\n')).not.toContain(part);
    expect(told.cause).toEqual(wanted.cause);
    if (wanted.title !== undefined) expect(told.title).toBe(wanted.title);
    expect(told.because).toContain(wanted.because ?? '');
    expect([...told.needs].sort()).toEqual([...wanted.needs].sort());
    for (const part of wanted.fix) expect(told.fix.map(toText).join('\n')).toContain(part);
  });

  test.each(table)('loses its verdict, never turns it, when it cannot look: %s', (_, filed) => {
    const facts = toFacts(filed.checkCase);
    const { verdict } = judge(check, filed, facts);
    for (const id of Object.keys(facts) as FactId[]) {
      const worse = judge(check, filed, { ...facts, [id]: denied(id) });
      expect([id, [verdict, 'inconclusive']]).toEqual([id, expect.arrayContaining([worse.verdict])]);
    }
  });

  test.each(table)('speaks in whole sentences and safe steps: %s', (_, filed) => {
    const judgement = judge(check, filed);
    const { evidence, because, fix, title } = toTold(judgement);
    if (title !== undefined) expect(title).toMatch(/^[A-Z][^`.]{9,89}$/);
    if (judgement.verdict === 'confirmed' || judgement.verdict === 'ruled-out') {
      expect(evidence.length).toBeGreaterThan(0);
    }
    for (const sentence of evidence) expect(sentence).toMatch(/^[A-Z`].*[.]$/s);
    expect(because).not.toMatch(/[.]$/);
    for (const { text } of fix) expect(text).toMatch(/^[A-Z].*[.]$/s);
    expect(findBlindPuts(fix)).toEqual([]);
  });

  test.each(table)('finds something whichever fact is not there: %s', (_, filed) => {
    const facts = toFacts(filed.checkCase);
    for (const id of check.facts) {
      const gone = { ...facts, [id]: absent('it is not there') };
      expect(VERDICTS).toContain(judge(check, filed, gone).verdict);
    }
  });

  test('reads every fact that it declares, in some case', () => {
    const read = new Set<FactId>();
    for (const { checkCase } of own) {
      const context = toContext(checkCase, toFacts(checkCase), check.facts);
      check.judge({ ...context, fact: (id) => (read.add(id), context.fact(id)) });
    }
    expect([...read].sort()).toEqual([...check.facts].sort());
  });

  test('confirms and rules out nothing when it cannot look at anything', () => {
    for (const filed of own) {
      const nothing = Object.fromEntries(check.facts.map((id) => [id, denied(id)]));
      expect(['inconclusive', 'not-applicable']).toContain(judge(check, filed, nothing).verdict);
    }
  });
});

function judge(check: Check, { checkCase }: FiledCase, facts: FactTable = toFacts(checkCase)): Judgement {
  return check.judge(toContext(checkCase, facts, check.facts));
}

function toTold(judgement: Judgement) {
  return {
    evidence: 'evidence' in judgement ? judgement.evidence : [],
    because: 'because' in judgement ? judgement.because : '',
    needs: 'needs' in judgement ? judgement.needs : [],
    cause: judgement.verdict === 'confirmed' ? toPlace(judgement.cause) : undefined,
    title: judgement.verdict === 'confirmed' ? judgement.cause.title : undefined,
    fix: judgement.verdict === 'confirmed' ? planFixOf(judgement) : [],
  };
}

/** A title is for people: a case need not repeat it. */
function toPlace({ title: _, ...place }: Cause): Omit<Cause, 'title'> {
  return place;
}

function planFixOf({ cause, fix }: Extract<Judgement, { verdict: 'confirmed' }>): readonly PlannedStep[] {
  return planFix([{ owner: cause.owner, remedies: fix }]);
}

function toText({ text, command, policy }: PlannedStep): string {
  return [text, command && quoteForPosixShell(command), policy && JSON.stringify(policy)]
    .filter((part) => part !== undefined)
    .join('\n');
}

/** Operations that replace a whole document: what is there has to be read and saved first. */
const WHOLE_DOCUMENTS =
  /^put-(bucket-policy|key-policy|bucket-replication|bucket-encryption|bucket-notification-configuration|public-access-block)$/;

function findBlindPuts(fix: readonly PlannedStep[]): readonly string[] {
  const operations = fix.map(({ command }) => command?.[2] ?? '');
  return operations.filter(
    (operation, at) =>
      WHOLE_DOCUMENTS.test(operation) &&
      !operations.slice(0, at).includes(operation.replace(/^put-/, 'get-')),
  );
}
