import type { Unreadable } from '../../facts/fact';
import type { AccessResult, PolicySide } from '../../policy/access-request';
import { type AccessRequest, evaluateAccess, type NamedPolicy } from '../../policy/evaluate-access';
import { type PolicyInPlay, toNamedPolicy } from './policy-in-play';
import type { ResourceSide } from './read-resource';
import type { RoleSide } from './read-role';
import { type ContextKey, toContext } from './replication-request-context';

/** May the role do this, there? */
export interface AccessQuestion {
  readonly role: RoleSide;
  readonly resource: ResourceSide;
  readonly action: string;
  readonly keys: readonly ContextKey[];
}

/** A side that allows nothing, with what came near. */
export interface Lack {
  readonly side: PolicySide;
  readonly nearMisses: AccessResult['nearMisses'];
}

export interface AccessAnswer {
  readonly question: AccessQuestion;
  readonly result: AccessResult;
  /** For `implicit-deny`: the sides that would have to allow it and do not, the role's own first. */
  readonly lacking: readonly Lack[];
  /** The KMS grant that allows what no policy does. */
  readonly grantId?: string;
  /** For `unknown`: what could not be read. */
  readonly gaps: readonly Unreadable[];
}

/** Stands for an account that is not the role's, where nothing names it. Matches no account that a policy names. */
const SOME_OTHER_ACCOUNT = 'unknown';

/** All policies together, then side by side to find which of them falls short. */
export function weighAccess(question: AccessQuestion): AccessAnswer {
  const { role, resource } = question;
  const candidates = toAccounts(question);
  const results = candidates.map((account) => evaluateAccess(toRequest(question, account)));
  const [first, ...others] = results as [AccessResult, ...AccessResult[]];
  const isAgreed = others.every(({ decision }) => decision === first.decision) && !isAskedWhose(question);
  const result = isAgreed ? first : toUnknown(first);
  const account = candidates.at(-1) ?? SOME_OTHER_ACCOUNT;
  return {
    question,
    result,
    lacking: result.decision === 'implicit-deny' ? findLacks(question, account) : [],
    gaps: [
      ...role.gaps,
      ...(resource.gap === undefined ? [] : [resource.gap]),
      ...(isAgreed ? [] : [UNKNOWN_OWNER]),
    ],
  };
}

const UNKNOWN_OWNER: Unreadable = {
  state: 'unreadable',
  because: 'nothing tells which account the bucket belongs to',
  needs: [],
  cause: 'dependency',
};

function toAccounts({ role, resource }: AccessQuestion): readonly string[] {
  if (resource.account !== undefined) return [resource.account];
  return resource.isForeign ? [SOME_OTHER_ACCOUNT] : [role.account, SOME_OTHER_ACCOUNT];
}

/** A policy that asks for the account, which nobody knows, cannot be decided with a stand-in. */
function isAskedWhose({ role, resource }: AccessQuestion): boolean {
  if (resource.account !== undefined) return false;
  const texts = [...role.policies, role.boundary, resource.policy].map((one) => one?.policy?.text ?? '');
  return texts.some((text) => text.toLowerCase().includes('aws:resourceaccount'));
}

function toUnknown(result: AccessResult): AccessResult {
  const { problems } = result;
  const base = { decision: 'unknown', decidedBy: [], nearMisses: [], missingContext: [] } as const;
  return problems === undefined ? base : { ...base, problems };
}

function toRequest({ role, resource, action, keys }: AccessQuestion, account: string): AccessRequest {
  const boundary = role.boundary && toNamedPolicy(role.boundary);
  const resourcePolicy = toNamedPolicy(resource.policy);
  const unreadable: readonly PolicySide[] =
    resource.gap === undefined ? role.unreadable : [...role.unreadable, 'resource'];
  return {
    principal: { arn: role.arn, account: role.account },
    action,
    resource: { arn: resource.arn, account },
    context: toContext(keys),
    identityPolicies: toNamedPolicies(role.policies),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...(resourcePolicy !== undefined && { resourcePolicy }),
    ...(unreadable.length > 0 && { unreadable }),
  };
}

function toNamedPolicies(policies: readonly PolicyInPlay[]): readonly NamedPolicy[] {
  return policies.flatMap((policy) => toNamedPolicy(policy) ?? []);
}

const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Each side alone, the others replaced by one that allows everything. */
function findLacks(question: AccessQuestion, account: string): readonly Lack[] {
  const { role } = question;
  const whole = toRequest(question, account);
  const anyone: NamedPolicy = { name: 'anything', document: toDocument(ALLOW_ALL) };
  const root = `arn:${role.partition}:iam::${role.account}:root`;
  const delegating: NamedPolicy = {
    name: 'delegation',
    document: toDocument({ ...ALLOW_ALL, Principal: { AWS: root } }),
  };
  const { permissionsBoundary, unreadable = [], ...unbounded } = whole;
  const only = (side: PolicySide): Pick<AccessRequest, 'unreadable'> =>
    unreadable.includes(side) ? { unreadable: [side] } : {};
  const alone: Readonly<Record<PolicySide, AccessRequest>> = {
    identity: { ...unbounded, resourcePolicy: delegating, ...only('identity') },
    boundary: {
      ...unbounded,
      identityPolicies: [anyone],
      resourcePolicy: delegating,
      ...(permissionsBoundary !== undefined && { permissionsBoundary }),
      ...only('boundary'),
    },
    resource: { ...unbounded, identityPolicies: [anyone], ...only('resource') },
  };
  return (['identity', 'boundary', 'resource'] as const).flatMap((side) => {
    const { decision, nearMisses } = evaluateAccess(alone[side]);
    const own = nearMisses.filter(({ policy }) => policy !== anyone.name && policy !== delegating.name);
    return decision === 'implicit-deny' ? [{ side, nearMisses: own }] : [];
  });
}

function toDocument(statement: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { Version: '2012-10-17', Statement: [statement] };
}
