import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CheckPermission, PermissionSide } from '../lambda/core/checks/check-permissions';

/** What the checks may read, as far as it is known before a failure names it. */
export interface ReadableResources {
  readonly partition: string;
  /** Owner of the roles, policies, keys and jobs. */
  readonly account: string;
  readonly source: ReadableBuckets;
  readonly destination: ReadableBuckets;
  /** Account of keys that a key policy may let others ask about. Default: `account`. */
  readonly keyAccount?: '*';
}

/** Buckets by name, or all: those of one account, or whichever let the reader in. */
export type ReadableBuckets = readonly string[] | { readonly ofAccount: string } | 'all';

/** One statement each; the id is its Sid. */
export type ReadStatementId =
  | `Read${'Source' | 'Destination'}${'Buckets' | 'Objects'}`
  | 'ReadRoles'
  | 'ReadManagedPolicies'
  | 'ReadKeys'
  | 'ReadKeyPolicies'
  | 'ReadAccount';

/**
 * A statement that does not fit a managed policy, 6,144 characters, cannot be moved out of a role that is full.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const RESOURCES_PER_STATEMENT = 60;

/**
 * The statements that allow the permissions, on nothing wider than the resources: one for each kind of resource, and
 * further ones with a number behind the Sid where the list is long.
 */
export function toReadStatements(
  permissions: readonly CheckPermission[],
  resources: ReadableResources,
): readonly PolicyStatement[] {
  const byId = new Map<ReadStatementId, CheckPermission[]>();
  for (const permission of permissions) {
    const id = toStatementId(permission);
    byId.set(id, [...(byId.get(id) ?? []), permission]);
  }
  return [...byId].flatMap(([id, members]) => {
    const arns = [...new Set(members.flatMap(({ resource }) => toArns(id, resource, resources)))];
    const actions = [...new Set(members.map(({ action }) => action))].sort();
    return toChunks(arns).map(
      (chunk, index) =>
        new PolicyStatement({
          sid: index === 0 ? id : `${id}${index + 1}`,
          actions,
          resources: chunk,
          ...(isOfBuckets(id) && toCondition(resources[toSide(id)])),
        }),
    );
  });
}

function toChunks(arns: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(arns.length / RESOURCES_PER_STATEMENT) }, (_, index) =>
    arns.slice(index * RESOURCES_PER_STATEMENT, (index + 1) * RESOURCES_PER_STATEMENT),
  );
}

function toStatementId({ resource, side, crossAccount }: CheckPermission): ReadStatementId {
  const which = side === 'source' ? 'Source' : 'Destination';
  if (resource.endsWith(':::{bucket}')) return `Read${which}Buckets`;
  if (resource.endsWith(':::{bucket}/*')) return `Read${which}Objects`;
  if (resource === '{role}') return 'ReadRoles';
  if (resource.endsWith(':policy/*')) return 'ReadManagedPolicies';
  if (resource === '{key}') return crossAccount === 'never' ? 'ReadKeyPolicies' : 'ReadKeys';
  if (resource === '*') return 'ReadAccount';
  throw new Error(`no statement is made for the resource ${resource} of a lookup`);
}

/** Names that are not known become `*`; the rest of the ARN stays as narrow as the lookup says. */
function toArns(id: ReadStatementId, template: string, resources: ReadableResources): readonly string[] {
  const { partition, account, keyAccount = account } = resources;
  if (isOfBuckets(id)) {
    const buckets = resources[toSide(id)];
    const names = isNamed(buckets) ? buckets : ['*'];
    return names.map((name) => fill(template, { partition, bucket: name }));
  }
  const keyOwner = id === 'ReadKeys' ? keyAccount : account;
  const role = `arn:${partition}:iam::${account}:role/*`;
  const key = `arn:${partition}:kms:*:${keyOwner}:key/*`;
  return [fill(template, { partition, account, role, key, region: '*' })];
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function toCondition(buckets: ReadableBuckets): { conditions?: Record<string, unknown> } {
  if (typeof buckets === 'string' || isNamed(buckets)) return {};
  return { conditions: { StringEquals: { 'aws:ResourceAccount': buckets.ofAccount } } };
}

function toSide(id: ReadStatementId): PermissionSide {
  return id.startsWith('ReadDestination') ? 'destination' : 'source';
}

function isOfBuckets(id: ReadStatementId): boolean {
  return /Buckets$|Objects$/.test(id);
}

function isNamed(buckets: ReadableBuckets): buckets is readonly string[] {
  return Array.isArray(buckets);
}
