import type { Fact, Unreadable } from '../../facts/fact';
import type { RoleKind } from '../../facts/locate-roles';
import { parseRoleArn } from '../../facts/role-arn';
import type { RolePolicies } from '../../facts/role-state';
import type { PolicySide } from '../../policy/access-request';
import type { CheckContext, Judgement } from '../check';
import { notApplicable, unread } from '../judgement';
import type { PolicyInPlay } from './policy-in-play';

/** A role with its own side of every decision. */
export interface RoleSide {
  /** In a title, where no name may stand: "the replication role". */
  readonly called: string;
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
  readonly name: string;
  /** `AROA…`, where the role could be read. */
  readonly id: string | undefined;
  readonly policies: readonly PolicyInPlay[];
  readonly boundary: PolicyInPlay | undefined;
  readonly unreadable: readonly PolicySide[];
  /** Why a side is unreadable. */
  readonly gaps: readonly Unreadable[];
}

/** What a role is to the replication. */
export const ROLES: Readonly<Record<RoleKind, string>> = {
  'replication-role': 'the replication role',
  'batch-job-role': "the Batch job's role",
};

export type Found<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'judged'; readonly judgement: Judgement };

export function found<T>(value: T): Found<T> {
  return { state: 'found', value };
}

export function judged(judgement: Judgement): Found<never> {
  return { state: 'judged', judgement };
}

/** The ARN of the role, from the configuration or the job that names it. */
export function readRoleArn(context: CheckContext, kind: RoleKind): Found<string> {
  if (kind === 'batch-job-role' && context.subject.jobId === undefined) {
    return judged(notApplicable('no Batch job takes part'));
  }
  const fact: Fact<{ readonly roleArn?: string }> =
    kind === 'replication-role' ? context.fact('source-replication') : context.fact('batch-job');
  if (fact.state === 'absent') return judged(notApplicable(fact.because));
  if (fact.state === 'unreadable') return judged(unread([fact]));
  const { roleArn } = fact.value;
  return roleArn === undefined ? judged(notApplicable('the job names no role')) : found(roleArn);
}

/** The role with the policies on its own side; what could not be read of them is among the gaps. */
export function readRole(context: CheckContext, kind: RoleKind): Found<RoleSide> {
  const named = readRoleArn(context, kind);
  if (named.state === 'judged') return named;
  const role = context.fact(kind);
  if (role.state === 'absent') return judged(notApplicable(`the role does not exist: ${role.because}`));
  const parts = parseRoleArn(named.value);
  if (parts === undefined) return judged(notApplicable('what is configured as the role is not a role ARN'));
  const boundary = readBoundary(context, kind);
  const identity = [context.fact(`${kind}-inline-policies`), context.fact(`${kind}-attached-policies`)];
  // Absent, they say the same of the role: it has no list of policies, not an empty one.
  const gone = identity.find((fact) => fact.state === 'absent');
  if (gone?.state === 'absent') return judged(notApplicable(`the role does not exist: ${gone.because}`));
  const missing = identity.flatMap(findGaps);
  return found({
    called: ROLES[kind],
    arn: named.value,
    ...parts,
    id: role.state === 'known' ? role.value.roleId : undefined,
    policies: identity.flatMap((fact) => toPolicies(fact, { arn: named.value, name: parts.name })),
    boundary: boundary.policy,
    unreadable: [
      ...(missing.length > 0 ? (['identity'] as const) : []),
      ...(boundary.gap === undefined ? [] : (['boundary'] as const)),
    ],
    gaps: [...missing, ...(boundary.gap === undefined ? [] : [boundary.gap])],
  });
}

interface Boundary {
  readonly policy: PolicyInPlay | undefined;
  readonly gap?: Unreadable;
}

/** Whether there is a boundary is told by the role, so a role that could not be read may have one. */
function readBoundary(context: CheckContext, kind: RoleKind): Boundary {
  const role = context.fact(kind);
  const boundary = context.fact(`${kind}-boundary`);
  if (role.state === 'known' && role.value.boundaryArn === undefined) return { policy: undefined };
  if (boundary.state === 'known') {
    const arn = role.state === 'known' ? role.value.boundaryArn : undefined;
    const name = boundary.value.name;
    return {
      policy: {
        place: { kind: 'boundary', arn: arn ?? name, name },
        owner: 'source-account',
        policy: boundary.value,
      },
    };
  }
  if (boundary.state === 'unreadable') return { policy: undefined, gap: boundary };
  // The role has a boundary, and the policy is gone: IAM forbids that, so it changed while we looked.
  return role.state === 'known' ? { policy: undefined, gap: CHANGED } : { policy: undefined };
}

const CHANGED: Unreadable = {
  state: 'unreadable',
  because: 'the permissions boundary changed while it was read',
  needs: [],
  cause: 'failed',
  retryable: true,
};

const TRUNCATED: Unreadable = {
  state: 'unreadable',
  because: 'the role has more policies than were read',
  needs: [],
  cause: 'budget',
};

function findGaps(fact: Fact<RolePolicies>): readonly Unreadable[] {
  if (fact.state === 'unreadable') return [fact];
  if (fact.state === 'absent') return [];
  const unread = fact.value.policies.flatMap(({ policy }) => (policy.state === 'unreadable' ? [policy] : []));
  return fact.value.isTruncated ? [...unread, TRUNCATED] : unread;
}

function toPolicies(
  fact: Fact<RolePolicies>,
  role: { readonly arn: string; readonly name: string },
): readonly PolicyInPlay[] {
  if (fact.state !== 'known') return [];
  return fact.value.policies.flatMap(({ name, arn, policy }): readonly PolicyInPlay[] => {
    if (policy.state !== 'known') return [];
    const place =
      arn === undefined
        ? ({ kind: 'inline', roleArn: role.arn, roleName: role.name, name } as const)
        : ({ kind: 'managed', arn, name } as const);
    return [{ place, owner: 'source-account', policy: policy.value }];
  });
}
