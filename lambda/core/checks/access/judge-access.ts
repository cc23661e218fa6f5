import type { FixOwner } from '../../catalog/reason-row';
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
import { nameOf, subjectOf } from './policy-in-play';
import type { AccessAnswer, Lack } from './weigh-access';

/**
 * `required`: has to be allowed. `suspected`: AWS names it as possibly missing; a Deny proves something, a lack leaves
 * it open. `not-denied`: another permission covers it, so that only a Deny counts. `advised`: AWS's pages differ on
 * whether it is needed, so that a lack of it is told and proves nothing.
 */
export type Need = 'required' | 'suspected' | 'not-denied' | 'advised';

export interface Weighed {
  readonly answer: AccessAnswer;
  readonly need: Need;
}

/** What all answers come to: a refusal that is certain, one that is possible, or none. */
export function judgeAccess(weighed: readonly Weighed[], grant: Grant): Judgement {
  const denied = weighed.filter(({ answer, need }) => isDenied(answer) && need !== 'advised');
  const lacking = weighed.filter(
    ({ answer, need }) => answer.result.decision === 'implicit-deny' && need === 'required',
  );
  if (denied.length + lacking.length > 0) return confirm(denied, lacking, grant);
  const open = weighed.filter(isOpen);
  if (open.length > 0) return leaveOpen(open.map(({ answer }) => answer));
  const shown = weighed
    .filter(({ need }) => need === 'required')
    .map(({ answer }) => describeAllowance(answer));
  return ruledOut([...new Set([...shown, ...weighed.flatMap(advise)])]);
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

function confirm(denied: readonly Weighed[], lacking: readonly Weighed[], grant: Grant): Judgement {
  const denials = denied.map(({ answer }) => answer);
  const lacks = mergeLacks(lacking.map(({ answer }) => answer));
  const evidence = [
    ...denials.flatMap(describeDenial),
    ...lacking.flatMap(({ answer }) => answer.lacking.flatMap((lack) => describeLack(answer.question, lack))),
  ];
  // One after the other: two documents for one policy would overwrite each other. The next look tells of the rest.
  const fix = denials.length > 0 ? liftAll(denials) : grantAll(lacking, lacks, grant);
  return confirmed([...new Set(evidence)], toCause(denials, lacking), fix);
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

type Cause = { readonly subject: string; readonly statement?: string; readonly owner: FixOwner };

function toCause(denials: readonly AccessAnswer[], lacking: readonly Weighed[]): Cause {
  const [denial] = denials;
  const [deny] = denial?.result.decidedBy ?? [];
  if (denial !== undefined && deny !== undefined) {
    const policy = policiesOf(denial.question).find((one) => nameOf(one) === deny.policy);
    if (policy !== undefined) {
      return { subject: subjectOf(policy), statement: deny.statement, owner: policy.owner };
    }
  }
  const { question, lacking: lacks } = (lacking[0] as Weighed).answer;
  const [lack] = lacks;
  if (lack?.side === 'resource') {
    return { subject: subjectOf(question.resource.policy), owner: question.resource.policy.owner };
  }
  const subject =
    lack?.side === 'boundary' && question.role.boundary !== undefined
      ? subjectOf(question.role.boundary)
      : question.role.arn;
  return { subject, owner: 'source-account' };
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
