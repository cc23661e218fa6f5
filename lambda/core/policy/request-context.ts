import type { AccessRequest } from './access-request';
import { type Caller, toCaller, toLastPart, toPrincipalArn } from './caller';

/** Values of a condition key: none when it is known to be absent, `undefined` when nobody knows. */
export interface RequestContext {
  readonly valuesOf: (key: string) => readonly string[] | undefined;
}

/** What the caller of the evaluator gave, over what follows from the request itself. Keys are case-insensitive. */
export function toRequestContext(request: AccessRequest): RequestContext {
  const values = new Map<string, readonly string[]>();
  const add = (key: string, value: string | readonly string[]): void => {
    values.set(key.toLowerCase(), (typeof value === 'string' ? [value] : value).map(String));
  };
  const caller = toCaller(request.principal);
  for (const [key, value] of derivedKeys(caller)) add(key, value);
  add('aws:ResourceAccount', request.resource.account);
  for (const [key, value] of Object.entries(request.context)) add(key, value);
  return { valuesOf: (key) => values.get(key.toLowerCase()) };
}

const ABSENT: readonly string[] = [];

/**
 * Keys whose value, or absence, AWS documents for the kind of principal under "Availability":
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function derivedKeys(caller: Caller): readonly (readonly [string, string | readonly string[]])[] {
  if (caller.kind === 'service') {
    return [
      ['aws:PrincipalIsAWSService', 'true'],
      ['aws:PrincipalServiceName', caller.service],
      ['aws:username', ABSENT],
    ];
  }
  const principalType = PRINCIPAL_TYPES[caller.kind];
  return [
    ['aws:PrincipalArn', toPrincipalArn(caller)],
    ['aws:PrincipalAccount', caller.account],
    ['aws:PrincipalIsAWSService', 'false'],
    ['aws:username', caller.kind === 'user' ? toLastPart(caller.arn) : ABSENT],
    ...(principalType === undefined ? [] : [['aws:PrincipalType', principalType] as const]),
    ...ONLY_FOR_SERVICES.map((key) => [key, ABSENT] as const),
  ];
}

const PRINCIPAL_TYPES: Readonly<Record<Exclude<Caller['kind'], 'service'>, string | undefined>> = {
  role: 'AssumedRole',
  session: 'AssumedRole',
  user: 'User',
  root: 'Account',
  'federated-user': 'FederatedUser',
  other: undefined,
};

/** In the context only when a service principal calls directly; S3 replicates with the session of a role. */
const ONLY_FOR_SERVICES = [
  'aws:PrincipalServiceName',
  'aws:PrincipalServiceNamesList',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
] as const;
