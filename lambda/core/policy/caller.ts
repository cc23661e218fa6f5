import type { RequestPrincipal } from './access-request';
import { type Arn, parseArn } from './arn';

/** Who makes the request, taken apart. */
export type Caller = ServiceCaller | IamCaller;

export interface ServiceCaller {
  readonly kind: 'service';
  readonly service: string;
}

export interface IamCaller {
  readonly kind: 'role' | 'session' | 'user' | 'root' | 'federated-user' | 'other';
  readonly arn: string;
  readonly account: string;
  readonly partition: string | undefined;
  /** Of a role and its sessions, without the path: role names are unique in an account whatever their path. */
  readonly roleName: string | undefined;
  readonly sessionName: string | undefined;
}

export function toCaller(principal: RequestPrincipal): Caller {
  if ('service' in principal) return { kind: 'service', service: principal.service };
  const arn = parseArn(principal.arn);
  const { kind, roleName, sessionName } = arn === undefined ? OTHER : toKind(arn);
  const { arn: text, account } = principal;
  return { kind, arn: text, account, partition: arn?.partition, roleName, sessionName };
}

type Kind = Pick<IamCaller, 'kind' | 'roleName' | 'sessionName'>;

const OTHER: Kind = { kind: 'other', roleName: undefined, sessionName: undefined };

function toKind({ service, resource }: Arn): Kind {
  if (service === 'iam') {
    if (resource === 'root') return { ...OTHER, kind: 'root' };
    if (resource.startsWith('user/')) return { ...OTHER, kind: 'user' };
    if (resource.startsWith('role/')) return { ...OTHER, kind: 'role', roleName: toLastPart(resource) };
  }
  if (service === 'sts') {
    if (resource.startsWith('federated-user/')) return { ...OTHER, kind: 'federated-user' };
    const [type, roleName, sessionName] = resource.split('/');
    if (type === 'assumed-role' && sessionName !== undefined)
      return { kind: 'session', roleName, sessionName };
  }
  return OTHER;
}

/** `service-role/replication` → `replication`. */
export function toLastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * What `aws:PrincipalArn` holds: for a session the role's ARN. A session's ARN does not tell the role's path, so a
 * caller that knows of one gives `aws:PrincipalArn` in the context.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function toPrincipalArn(caller: IamCaller): string {
  if (caller.kind !== 'session') return caller.arn;
  return `arn:${caller.partition}:iam::${caller.account}:role/${caller.roleName}`;
}
