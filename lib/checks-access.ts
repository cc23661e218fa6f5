import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { findCheckPermissions } from '../lambda/core/checks/check-permissions';
import { ENV } from '../lambda/core/env-names';
import { type ReadableBuckets, toReadStatements } from './read-statements';
import type {
  AccountRole,
  ReplicationFailureResponderProps,
  SourceBucket,
} from './replication-failure-responder-props';

/** What the checks take of the function: permissions, settings, and names that other accounts can trust. */
export interface ChecksAccess {
  readonly statements: readonly PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
  /** Begins the names of roles that other accounts trust. Absent: CloudFormation makes names up. */
  readonly roleNamePrefix?: string;
}

/** `undefined` when nothing is to be looked at: then the function gets not one permission more. */
export function createChecksAccess(
  scope: Construct,
  { checks = 'config', accountRoles = [], sourceBuckets }: ReplicationFailureResponderProps,
  roleNamePrefix: string,
): ChecksAccess | undefined {
  if (checks === 'off') return undefined;
  const { partition, account } = Stack.of(scope);
  const bucketAccounts = toBucketAccounts(account, sourceBuckets, accountRoles);
  remindOfAccounts(scope, sourceBuckets, accountRoles);
  const statements = toReadStatements(findCheckPermissions(checks), {
    partition,
    account,
    source: sourceBuckets.map(({ bucket }) => bucket.bucketName),
    destination: toDestinations(sourceBuckets),
    keyAccount: '*',
  });
  return {
    statements: accountRoles.length === 0 ? statements : [...statements, toAssumeStatement(accountRoles)],
    environment: {
      [ENV.checks]: checks,
      [ENV.homeAccount]: account,
      ...(accountRoles.length > 0 && { [ENV.accountRoles]: toAccountRolesJson(accountRoles) }),
      ...(Object.keys(bucketAccounts).length > 0 && { [ENV.bucketAccounts]: JSON.stringify(bucketAccounts) }),
    },
    ...(accountRoles.length > 0 && { roleNamePrefix }),
  };
}

/** Which buckets the rules replicate to is known only when they are read. */
function toDestinations(sourceBuckets: readonly SourceBucket[]): ReadableBuckets {
  const named = sourceBuckets.flatMap(({ destinationBuckets }) => destinationBuckets ?? []);
  const isComplete = sourceBuckets.every(({ destinationBuckets }) => destinationBuckets !== undefined);
  return isComplete ? [...new Set(named)] : 'all';
}

function toAssumeStatement(accountRoles: readonly AccountRole[]): PolicyStatement {
  return new PolicyStatement({
    sid: 'AssumeAccountRoles',
    actions: ['sts:AssumeRole'],
    resources: accountRoles.map(({ roleArn }) => roleArn),
  });
}

function toAccountRolesJson(accountRoles: readonly AccountRole[]): string {
  return JSON.stringify(
    Object.fromEntries(
      accountRoles.map(({ account, roleArn, externalId }) => [account, { roleArn, externalId }]),
    ),
  );
}

/** Buckets of other accounts; any other is our own until a rule says whose it is. */
function toBucketAccounts(
  home: string,
  sourceBuckets: readonly SourceBucket[],
  accountRoles: readonly AccountRole[],
): Readonly<Record<string, string>> {
  const sources = sourceBuckets.flatMap((source) => {
    const owner = toForeignOwner(home, source);
    return owner === undefined ? [] : [[source.bucket.bucketName, owner] as const];
  });
  const configured = accountRoles.flatMap(({ account, buckets = [] }) =>
    buckets.map((bucket) => [bucket, account] as const),
  );
  return Object.fromEntries([...sources, ...configured]);
}

function toForeignOwner(home: string, { bucket, account }: SourceBucket): string | undefined {
  const owner = account ?? bucket.env.account;
  return Token.isUnresolved(owner) || owner === home ? undefined : owner;
}

/** Rules, role and keys of such a bucket are in the other account, where only a role can look. */
function remindOfAccounts(
  scope: Construct,
  sourceBuckets: readonly SourceBucket[],
  accountRoles: readonly AccountRole[],
): void {
  const reachable = new Set(accountRoles.map(({ account }) => account));
  for (const source of sourceBuckets) {
    const owner = toForeignOwner(Stack.of(scope).account, source);
    if (owner === undefined || reachable.has(owner)) continue;
    Annotations.of(scope).addInfoV2(
      `s3-replication-responder:accountRole:${owner}`,
      `Source bucket ${source.bucket.bucketName} belongs to account ${owner}, which accountRoles does not name: its ` +
        'replication role and most of its settings cannot be looked at, and alerts will say so.',
    );
  }
}
