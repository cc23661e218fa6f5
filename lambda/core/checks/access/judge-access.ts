import type { Judgement, Remedy } from '../check';
import { confirmed, ruledOut } from '../judgement';
import {
  describeAllowance,
  describeDenial,
  describeDoubt,
  describeLack,
  explainDoubt,
  policiesOf,
} from './describe-access';
import { grantAccess, type Grant } from './grant-access';
import { liftDeny } from './lift-deny';
import { toAccessCause } from './access-cause';
import type { AccessAnswer, AccessQuestion, Lack } from './weigh-access';
import { withChanges } from './with-changes';

/**
 * `required`: has to be allowed. `suspected`: AWS names it as possibly missing; a Deny proves something, a lack leaves
 * it open. `not-denied`: another permission covers it, so that only a Deny counts. `advised`: AWS's pages differ on
 * whether it is needed, so that a lack of it is told and proves nothing.
 */
export type Need = 'required' | 'suspected' | 'not-denied' | 'advised';

export interface Asked {
  readonly question: AccessQuestion;
  readonly need: Need;
}

interface Weighed {
  readonly answer: AccessAnswer;
  readonly need: Need;
}

/** What to grant; without `actions`, those that are lacking. */
export type GrantOfLacks = Omit<Grant, 'actions'> & Partial<Pick<Grant, 'actions'>>;

/**
 * What all questions come to: a refusal that is certain, one that is possible, or none. A Deny may stand before a lack:
 * what is lacking once it is lifted is told with it, so that nobody has to come twice.
 */
export function judgeAccess(
  questions: readonly Asked[],
  weigh: (question: AccessQuestion) => AccessAnswer,
  grant: GrantOfLacks,
): Judgement {
  const weighed = questions.map(({ question, need }): Weighed => ({ need, answer: weigh(question) }));
  const denied = weighed.filter(({ answer, need }) => isDenied(answer) && need !== 'advised');
  const lifts = liftAll(denied.map(({ answer }) => answer));
  const lifted = denied.map(({ answer, need }): Weighed => {
    return { need, answer: weigh(withChanges(answer.question, lifts)) };
  });
  const lacking = [...weighed, ...lifted].filter(isLacking);
  if (denied.length + lacking.length > 0) return confirm({ denied, lacking, lifts, grant });
  const open = weighed.filter(isOpen);
  if (open.length > 0) return leaveOpen(open.map(({ answer }) => answer));
  const shown = weighed
    .filter(({ need }) => need === 'required')
    .map(({ answer }) => describeAllowance(answer));
  return ruledOut([...new Set([...shown, ...weighed.flatMap(advise)])]);
}

function isLacking({ answer, need }: Weighed): boolean {
  return answer.result.decision === 'implicit-deny' && need === 'required';
}

function isDenied({ result }: AccessAnswer): boolean {
  return result.decision === 'explicit-deny';
}

function isOpen({ answer: { result, gaps }, need }: Weighed): boolean {
  if (need === 'suspected' && result.decision === 'implicit-deny') return true;
  if (result.decision !== 'unknown' || need === 'advised') return false;
  return need !== 'not-denied' || gaps.length > 0 || result.decidedBy.some(({ effect }) => effect === 'Deny');
}

function advise({ answer, need }: Weighed): readonly string[] {
  const { question, result } = answer;
  if (need !== 'advised' || result.decision === 'allowed') return [];
  const what = `\`${question.role.name}\` may ${result.decision === 'unknown' ? '' : 'not '}\`${question.action}\``;
  const told = result.decision === 'unknown' ? `Whether ${what} is open` : what;
  return [`${told}; AWS's pages differ on whether replication needs it.`];
}

interface Refusals {
  readonly denied: readonly Weighed[];
  readonly lacking: readonly Weighed[];
  readonly lifts: readonly Remedy[];
  readonly grant: GrantOfLacks;
}

function confirm({ denied, lacking, lifts, grant }: Refusals): Judgement {
  const denials = denied.map(({ answer }) => answer);
  const lacks = mergeLacks(lacking.map(({ answer }) => answer));
  const evidence = [
    ...denials.flatMap(describeDenial),
    ...lacking.flatMap(({ answer }) => answer.lacking.flatMap((lack) => describeLack(answer.question, lack))),
  ];
  const actions = grant.actions ?? lacking.map(({ answer }) => answer.question.action);
  const fix = [...lifts, ...grantAll(lacking, lacks, { ...grant, actions })];
  return confirmed(
    [...new Set(evidence)],
    toAccessCause(
      denials,
      lacking.map(({ answer }) => answer),
    ),
    fix,
  );
}

function liftAll(denials: readonly AccessAnswer[]): readonly Remedy[] {
  const [first] = denials;
  if (first === undefined) return [];
  const denies = denials.flatMap(({ result }) => result.decidedBy);
  const unique = new Map(denies.map((deny) => [JSON.stringify([deny.policy, deny.statement]), deny]));
  const { question } = first;
  return liftDeny({
    roleArn: question.role.arn,
    denies: [...unique.values()],
    policies: policiesOf(question),
  });
}

function grantAll(lacking: readonly Weighed[], lacks: readonly Lack[], grant: Grant): readonly Remedy[] {
  const [first] = lacking;
  if (first === undefined) return [];
  const { role, resource } = first.answer.question;
  return grantAccess(grant, { role, resource, lacking: lacks });
}

/** One grant for each side, whatever the number of actions that it lacks. */
function mergeLacks(answers: readonly AccessAnswer[]): readonly Lack[] {
  const all = answers.flatMap(({ lacking }) => lacking);
  return (['identity', 'boundary', 'resource'] as const).flatMap((side) => {
    const ofSide = all.filter((lack) => lack.side === side);
    return ofSide.length === 0 ? [] : [{ side, nearMisses: ofSide.flatMap(({ nearMisses }) => nearMisses) }];
  });
}

function leaveOpen(answers: readonly AccessAnswer[]): Judgement {
  const gaps = answers.flatMap(({ result, gaps: all }) => (result.decision === 'unknown' ? all : []));
  const evidence = answers.flatMap((answer) => [
    ...describeDoubt(answer),
    ...answer.lacking.flatMap((lack) => describeLack(answer.question, lack)),
  ]);
  const reasons = [...answers.flatMap(explainDoubt), ...gaps.map(({ because }) => because)];
  return {
    verdict: 'inconclusive',
    evidence: [...new Set(evidence)],
    because: [...new Set(reasons)].join('; ') || 'what was read does not decide it',
    needs: [...new Set(gaps.flatMap(({ needs }) => needs))],
  };
}
