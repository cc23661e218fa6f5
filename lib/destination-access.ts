import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, CompositePrincipal, type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { findCheckPermissions } from '../lambda/core/checks/check-permissions';
import { acknowledgeReads } from './nag-acknowledgements';
import { toReadStatements } from './read-statements';

export interface DestinationAccessProps {
  /** Roles of responders: `responder.role`, or `Role.fromRoleArn`. They need not exist yet, but have a fixed name. */
  readonly responderRoles: readonly IRole[];
  /** As in `accountRoles` of the responder. */
  readonly externalId: string;
  /** Default: one that CloudFormation makes up. */
  readonly roleName?: string;
  /** The same as the responder's. Default: `config`. */
  readonly checks?: 'config' | 'objects';
  /** Names of the buckets that may be looked at. Default: every bucket of the account. */
  readonly buckets?: readonly string[];
  /** Names of source buckets in this account, whose replication roles are here, too. Default: none. */
  readonly sourceBuckets?: readonly string[];
}

/**
 * A read-only role in another account than the responder's, that of destination buckets above all. It holds what the
 * checks declare for that side and nothing else, and lets in exactly the roles given, with the external id.
 *
 * ```ts
 * new DestinationAccess(stack, 'Access', {
 *   responderRoles: [Role.fromRoleArn(stack, 'Responder', 'arn:aws:iam::111111111111:role/responder')],
 *   externalId: 's3-replication-7f3a91c2',
 *   buckets: ['media-dr'],
 * });
 * ```
 */
export class DestinationAccess extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: DestinationAccessProps) {
    super(scope, id);
    const { checks = 'config', buckets, sourceBuckets = [], roleName } = props;
    const { partition, account } = Stack.of(this);
    this.role = new Role(this, 'Role', {
      description:
        'Lets S3 Replication Responder of another account look at why replication fails. Reads only.',
      ...(roleName !== undefined && { roleName }),
      assumedBy: toTrusted(props),
      maxSessionDuration: Duration.hours(1),
    });
    const permissions = findCheckPermissions(checks).filter(
      ({ side }) => side === 'destination' || sourceBuckets.length > 0,
    );
    const statements = toReadStatements(permissions, {
      partition,
      account,
      source: sourceBuckets,
      destination: buckets ?? { ofAccount: account },
    });
    for (const statement of statements) this.role.addToPrincipalPolicy(statement);
    acknowledgeReads(this.role, statements);
  }
}

/**
 * The account, and only these roles of it. A role named as the principal would have to exist first, and IAM would keep
 * its id: a role made anew under the same name would be locked out. The key holds the ARN of the role for its sessions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function toTrusted({ responderRoles, externalId }: DestinationAccessProps): CompositePrincipal {
  const accounts = [...new Set(responderRoles.map(({ env }) => env.account))];
  const conditions = {
    ArnEquals: { 'aws:PrincipalArn': responderRoles.map(({ roleArn }) => roleArn) },
    StringEquals: { 'sts:ExternalId': externalId },
  };
  return new CompositePrincipal(
    ...accounts.map((account) => new AccountPrincipal(account).withConditions(conditions)),
  );
}
