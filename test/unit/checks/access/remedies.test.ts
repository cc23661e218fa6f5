import { ACCESS_CHECKS } from '../../../../lambda/core/checks/access-checks';
import type { Check, Judgement } from '../../../../lambda/core/checks/check';
import { planFix, type PlannedStep } from '../../../../lambda/core/diagnosis/plan-fix';
import type { ReadPolicy } from '../../../../lambda/core/facts/bucket-state';
import { known } from '../../../../lambda/core/facts/fact';
import type { RolePolicies, RolePolicy, RoleState } from '../../../../lambda/core/facts/role-state';
import { type FactTable, type FiledCase, readCheckCases, toContext, toFacts } from '../check-case';

const PUTS = [
  'put-role-policy',
  'put-bucket-policy',
  'put-key-policy',
  'create-policy-version',
  'update-assume-role-policy',
];

/** Every confirmed case whose remedy replaces a policy. The rest needs a person: another role, AWS's own policies. */
const cases = readCheckCases().flatMap((filed): [string, FiledCase, Check][] => {
  const check = ACCESS_CHECKS.find(({ id }) => id === filed.check);
  if (check === undefined || filed.checkCase.expect.verdict !== 'confirmed') return [];
  const judgement = check.judge(toContext(filed.checkCase, toFacts(filed.checkCase)));
  return puts(judgement).length === 0 ? [] : [[`${filed.check}: ${filed.checkCase.name}`, filed, check]];
});

test('most confirmed cases have a remedy that can be tried', () => {
  expect(cases.length).toBeGreaterThan(35);
});

test.each(cases)('the remedy removes the cause: %s', (_, { checkCase }, check) => {
  const facts = toFacts(checkCase);
  const before = check.judge(toContext(checkCase, facts));
  const after = check.judge(toContext(checkCase, puts(before).reduce(apply, facts)));
  // The policy of another account may still be out of sight.
  const isBlind = Object.values(facts).some((fact) => fact.state === 'unreadable');
  expect(after.verdict).toBe(isBlind ? 'inconclusive' : 'ruled-out');
});

test.each(cases)('the remedies of all checks together remove all causes: %s', (_, { checkCase }) => {
  const facts = toFacts(checkCase);
  const confirmed = ACCESS_CHECKS.flatMap((check) => {
    const judgement = check.judge(toContext(checkCase, facts));
    return judgement.verdict === 'confirmed' ? [{ check, judgement }] : [];
  });
  const plan = planFix(
    confirmed.map(({ judgement: { cause, fix } }) => ({ owner: cause.owner, remedies: fix })),
  ).filter(isPut);
  const targets = plan.map(({ command = [] }) => command.slice(0, -1).join(' '));
  expect(targets).toEqual([...new Set(targets)]);
  const after = plan.reduce(apply, facts);
  for (const { check } of confirmed) {
    expect([check.id, check.judge(toContext(checkCase, after)).verdict]).not.toContain('confirmed');
  }
});

test.each(cases)('the command carries the document that is shown: %s', (_, { checkCase }, check) => {
  for (const { command, policy } of puts(check.judge(toContext(checkCase, toFacts(checkCase))))) {
    expect(JSON.parse(command?.find((word) => word.startsWith('{')) ?? '')).toEqual(policy);
  }
});

function puts(judgement: Judgement): readonly PlannedStep[] {
  if (judgement.verdict !== 'confirmed') return [];
  const plan = planFix([{ owner: judgement.cause.owner, remedies: judgement.fix }]);
  return plan.filter(isPut);
}

function isPut({ command }: PlannedStep): boolean {
  return PUTS.includes(command?.[2] ?? '');
}

/** Does to the facts what the command does to AWS. */
function apply(facts: FactTable, { command = [], policy }: PlannedStep): FactTable {
  const read: ReadPolicy = { name: 'as put', text: JSON.stringify(policy), document: policy };
  const option = (name: string): string => command[command.indexOf(name) + 1] ?? '';
  switch (command[2]) {
    case 'put-bucket-policy':
      return {
        ...facts,
        [`${option('--bucket') === 'media-dr' ? 'destination' : 'source'}-policy`]: known(read),
      };
    case 'put-key-policy':
      return {
        ...facts,
        [`${option('--region') === 'eu-west-1' ? 'destination' : 'source'}-key-policy`]: known(read),
      };
    case 'update-assume-role-policy': {
      const id = kindOf(option('--role-name'));
      const role = facts[id]?.state === 'known' ? (facts[id].value as RoleState) : undefined;
      return { ...facts, [id]: known({ ...role, trustPolicy: read }) };
    }
    case 'put-role-policy': {
      const id = `${kindOf(option('--role-name'))}-inline-policies` as const;
      return {
        ...facts,
        [id]: known(withPolicy(facts[id], { name: option('--policy-name'), policy: known(read) })),
      };
    }
    default: {
      const arn = option('--policy-arn');
      const id = 'replication-role-attached-policies';
      const { policies } = toPolicies(facts[id]);
      return policies.some((one) => one.arn === arn)
        ? { ...facts, [id]: known(withPolicy(facts[id], { name: arn, arn, policy: known(read) })) }
        : { ...facts, 'replication-role-boundary': known(read) };
    }
  }
}

function kindOf(roleName: string): 'batch-job-role' | 'replication-role' {
  return roleName === 'batch' ? 'batch-job-role' : 'replication-role';
}

function toPolicies(fact: FactTable[keyof FactTable]): RolePolicies {
  return fact?.state === 'known' ? (fact.value as RolePolicies) : { policies: [], isTruncated: false };
}

function withPolicy(fact: FactTable[keyof FactTable], policy: RolePolicy): RolePolicies {
  const { policies, isTruncated } = toPolicies(fact);
  const isSame = (one: RolePolicy): boolean =>
    policy.arn === undefined ? one.name === policy.name : one.arn === policy.arn;
  return { isTruncated, policies: [...policies.filter((one) => !isSame(one)), policy] };
}
