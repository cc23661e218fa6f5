import { parseArn, toAccountPrincipal } from './arn';
import { type Caller, type IamCaller, toLastPart } from './caller';
import type { Listed, PrincipalEntry } from './parsed-policy';
import type { RequestContext } from './request-context';
import { allOf, anyOf, type Match, negate, NO, toMatch, unknownFor, YES } from './truth';

/**
 * How a resource policy names the caller, which decides what its Allow is worth within the account.
 * `account` hands the decision to the account's own IAM policies; `role` is still capped by the role's permissions
 * boundary; `direct` (a session, a user, a service, everyone) is not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Grant = 'account' | 'role' | 'direct';

export interface Requester {
  readonly caller: Caller;
  readonly context: RequestContext;
  readonly hasBoundary: boolean;
}

/** Matches of one entry or a list of them, for each way of naming. */
export type PrincipalMatch = Readonly<Record<Grant, Match>>;

const NOBODY: PrincipalMatch = { account: NO, role: NO, direct: NO };

/** Who a `Principal` element names. An empty list, a wildcard inside a name and the id of a deleted role: nobody. */
export function matchPrincipal(entries: readonly PrincipalEntry[], requester: Requester): PrincipalMatch {
  const matches = entries.map((entry) => matchEntry(entry, requester));
  return {
    account: anyOf(matches.map(({ account }) => account)),
    role: anyOf(matches.map(({ role }) => role)),
    direct: anyOf(matches.map(({ direct }) => direct)),
  };
}

export function matchesAnyhow({ account, role, direct }: PrincipalMatch): Match {
  return anyOf([account, role, direct]);
}

/**
 * Whether a Deny with `NotPrincipal` hits the caller. AWS checks the account first, then the role, then the session,
 * so a caller is exempt only when both its account and itself (for a session: the role) are listed; and one with a
 * permissions boundary is never exempt.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function matchNotPrincipal({ entries }: Listed<PrincipalEntry>, requester: Requester): Match {
  if (requester.hasBoundary && requester.caller.kind !== 'service') return YES;
  const { account, role, direct } = matchPrincipal(entries, requester);
  if (requester.caller.kind === 'service' || entries.some(({ type }) => type === 'everyone'))
    return negate(direct);
  const itself = requester.caller.kind === 'role' || requester.caller.kind === 'session' ? role : direct;
  return negate(allOf([account, requester.caller.kind === 'root' ? YES : itself]));
}

function matchEntry({ type, value }: PrincipalEntry, requester: Requester): PrincipalMatch {
  const { caller, context } = requester;
  if (type === 'everyone') return { ...NOBODY, direct: YES };
  if (caller.kind === 'service')
    return { ...NOBODY, direct: toMatch(type === 'Service' && value === caller.service) };
  switch (type) {
    case 'Service':
      return NOBODY;
    case 'Federated':
      return { ...NOBODY, direct: toMatch(value === caller.arn) };
    case 'CanonicalUser':
      return { ...NOBODY, account: matchCanonicalUser(value, context) };
    case 'AWS':
      return matchAws(value, caller, context);
  }
}

/** No ARN tells an account's canonical user id; who knows it gives `CanonicalUser` in the context. */
function matchCanonicalUser(id: string, context: RequestContext): Match {
  const known = context.valuesOf(CANONICAL_USER);
  return known === undefined ? unknownFor(CANONICAL_USER) : toMatch(known.includes(id));
}

const CANONICAL_USER = 'CanonicalUser';

function matchAws(value: string, caller: IamCaller, context: RequestContext): PrincipalMatch {
  const named = toAccountPrincipal(value);
  if (named !== undefined) {
    const isSamePartition = [undefined, caller.partition].includes(named.partition);
    const match = toMatch(isSamePartition && named.account === caller.account);
    // The account's root user is the account.
    return caller.kind === 'root'
      ? { ...NOBODY, account: match, direct: match }
      : { ...NOBODY, account: match };
  }
  switch (caller.kind) {
    case 'role':
      if (value === caller.arn) return { ...NOBODY, role: YES };
      return { ...NOBODY, direct: matchSessionOf(value, caller, context) };
    case 'session':
      if (isRoleOf(value, caller)) return { ...NOBODY, role: YES };
      return { ...NOBODY, direct: toMatch(value === caller.arn) };
    default:
      return { ...NOBODY, direct: toMatch(value === caller.arn) };
  }
}

/** A session's ARN has no path: the role is told by account and name, which is unique whatever the path. */
function isRoleOf(value: string, caller: IamCaller): boolean {
  const arn = parseArn(value);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) return false;
  const isSameAccount = arn.partition === caller.partition && arn.account === caller.account;
  return isSameAccount && toLastPart(arn.resource) === caller.roleName;
}

/**
 * A policy that names one session of the caller's role: the session's name is the second half of `aws:userid`, and
 * not to be known without it.
 */
function matchSessionOf(value: string, caller: IamCaller, context: RequestContext): Match {
  const arn = parseArn(value);
  if (arn?.service !== 'sts' || arn.partition !== caller.partition || arn.account !== caller.account)
    return NO;
  const [type, role, session] = arn.resource.split('/');
  if (type !== 'assumed-role' || role !== caller.roleName) return NO;
  const userIds = context.valuesOf(USER_ID);
  if (userIds === undefined) return unknownFor(USER_ID);
  return toMatch(userIds.some((id) => id.slice(id.indexOf(':') + 1) === session));
}

const USER_ID = 'aws:userid';
