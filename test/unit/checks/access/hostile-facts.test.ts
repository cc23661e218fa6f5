import fc from 'fast-check';
import { ACCESS_CHECKS } from '../../../../lambda/core/checks/access-checks';
import { planFix } from '../../../../lambda/core/diagnosis/plan-fix';
import { known } from '../../../../lambda/core/facts/fact';
import { type FactTable, readCheckCases, toContext, toFacts } from '../check-case';

/** Anything that JSON can hold, with the elements of a policy among its keys. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('*', 'Allow', 'Deny', 's3:*', 'kms:*', null, 3, ''),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(
    fc.constantFrom(
      'Sid',
      'Effect',
      'Principal',
      'NotPrincipal',
      'AWS',
      'Action',
      'Resource',
      'Condition',
      'ArnNotLike',
      '__proto__',
    ),
    tie('value'),
    { maxKeys: 6 },
  ),
})).value;

const document = fc.oneof(json, fc.record({ Version: fc.constant('2012-10-17'), Statement: json }));

const cases = readCheckCases().filter(({ check }) => ACCESS_CHECKS.some(({ id }) => id === check));

test('no policy, whatever it holds, makes a check or its remedies throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cases),
      document,
      fc.nat(9),
      ({ check: id, checkCase }, hostile, which) => {
        const facts = toFacts(checkCase);
        const policies = Object.keys(facts).filter(
          (fact) => fact.endsWith('-policy') || fact.endsWith('-boundary'),
        );
        const read = known({ name: 'hostile', document: hostile, text: JSON.stringify(hostile) });
        const changed: FactTable = { ...facts, [policies[which % policies.length] ?? 'source-policy']: read };
        const check = ACCESS_CHECKS.find((one) => one.id === id);
        const judgement = check?.judge(toContext(checkCase, changed));
        expect(judgement?.verdict).toMatch(/confirmed|ruled-out|inconclusive|not-applicable/);
        if (judgement?.verdict === 'confirmed') {
          const { cause, fix } = judgement;
          expect(() => planFix([{ owner: cause.owner, remedies: fix }])).not.toThrow();
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
