import { parseArn, toAccountPrincipal } from './arn';
import { type IamCaller, toLastPart, toPrincipalArn } from './caller';
import type { Requester } from './match-principal';
import type { Listed, PrincipalEntry } from './parsed-policy';
import { toDeletedKind } from './principal-id';
import { listTexts, quote } from './quote-text';

/** Why a part did not match, and how near it was: 0 a slip of the pen, 2 about something else. */
export interface PartMiss {
  readonly because: string;
  readonly distance: 0 | 1 | 2;
}

/** Why none of the principals of a statement is the caller; of several, the one that was nearest. */
export function explainPrincipal(entries: readonly PrincipalEntry[], requester: Requester): PartMiss {
  const misses = entries.map((entry) => explainEntry(entry, requester));
  const slip = misses.find(({ distance }) => distance === 0);
  if (slip !== undefined) return slip;
  if (misses.length === 1) return misses[0] as PartMiss;
  const names = listTexts(
    entries.map(({ value }) => quote(value)),
    'or',
  );
  return {
    because: `principal is ${names}, the request comes from ${describeCaller(requester)}`,
    distance: 1,
  };
}

/** Why a Deny with `NotPrincipal` hits the caller. */
export function explainNotPrincipal({ entries }: Listed<PrincipalEntry>, requester: Requester): string {
  const { caller } = requester;
  const names = listTexts(
    entries.map(({ value }) => quote(value)),
    'and',
  );
  if (caller.kind === 'service')
    return `NotPrincipal exempts ${names}, the request comes from ${quote(caller.service)}`;
  if (requester.hasBoundary) return 'NotPrincipal never exempts a principal that has a permissions boundary';
  const [deleted] = entries.flatMap(({ value }) => describeDeleted(value) ?? []);
  if (deleted !== undefined) return `NotPrincipal exempts ${deleted}`;
  if (entries.some(({ value }) => toAccountPrincipal(value)?.account === caller.account)) {
    return `NotPrincipal lists the account ${caller.account} but not ${quote(toPrincipalArn(caller))}, and AWS needs both`;
  }
  if (entries.some(({ value }) => value === toPrincipalArn(caller))) {
    return `NotPrincipal lists ${quote(toPrincipalArn(caller))} but not its account, and AWS needs both`;
  }
  return `NotPrincipal exempts ${names}, the request comes from ${describeCaller(requester)}`;
}

function describeCaller({ caller }: Requester): string {
  return quote(caller.kind === 'service' ? caller.service : caller.arn);
}

/** `undefined` for anything but the unique id of a principal that is gone. */
function describeDeleted(value: string): string | undefined {
  const kind = toDeletedKind(value);
  return (
    kind && `${quote(value)}, the id of a deleted ${kind}: one made anew under the same name has another id`
  );
}

function explainEntry({ type, value }: PrincipalEntry, requester: Requester): PartMiss {
  const { caller } = requester;
  const deleted = describeDeleted(value);
  if (deleted !== undefined) return { because: `principal is ${deleted}`, distance: 0 };
  if (/[*?]/.test(value)) {
    return {
      because: `principal ${quote(value)} has a wildcard inside a name, which matches nobody`,
      distance: 0,
    };
  }
  if (type === 'Service') return explainService(value, requester);
  const account = caller.kind === 'service' ? undefined : toAccountPrincipal(value);
  if (account !== undefined && caller.kind !== 'service') {
    const isNamesake = account.account === caller.account;
    const because = isNamesake
      ? `principal is ${quote(value)}, of another partition than ${quote(caller.arn)}`
      : `principal is account ${account.account}, the request comes from ${caller.account}`;
    return { because, distance: isNamesake ? 0 : 1 };
  }
  const hint = caller.kind === 'service' ? undefined : explainIam(value, caller);
  if (hint !== undefined) return { because: hint, distance: 0 };
  return {
    because: `principal is ${quote(value)}, the request comes from ${describeCaller(requester)}`,
    distance: 1,
  };
}

function explainService(value: string, requester: Requester): PartMiss {
  const { caller } = requester;
  if (caller.kind === 'service') {
    const because = `principal is the service ${quote(value)}, the request comes from ${quote(caller.service)}`;
    const isSibling = value.split('.').includes('s3') && caller.service.split('.').includes('s3');
    return { because, distance: isSibling ? 0 : 1 };
  }
  return {
    because: `principal is the service ${quote(value)}, the request comes from the ${caller.kind} ${quote(caller.arn)}`,
    distance: 1,
  };
}

/** The slips that are easily made in an ARN. */
function explainIam(value: string, caller: IamCaller): string | undefined {
  const arn = parseArn(value);
  const isRole = arn?.service === 'iam' && arn.resource.startsWith('role/');
  if (caller.roleName !== undefined && isRole && toLastPart(arn.resource) === caller.roleName) {
    if (arn.partition !== caller.partition)
      return `principal is ${quote(value)}, of another partition than ${quote(caller.arn)}`;
    if (arn.account !== caller.account) {
      return `principal is the role ${quote(caller.roleName)} of account ${arn.account}, the request comes from ${caller.account}`;
    }
    return `principal is ${quote(value)}, the role is ${quote(caller.arn)}: the path belongs to the ARN`;
  }
  if (value.toLowerCase() === caller.arn.toLowerCase()) {
    return `principal is ${quote(value)}, which differs from ${quote(caller.arn)} in upper and lower case`;
  }
  return undefined;
}
