import { unreadable } from '../../core/facts/fact';
import { toAwsFailure } from '../aws-failure';
import { withinTimeout } from '../within-timeout';
import type { Credentials } from './credentials';
import { AccountAccessError } from './errors';

/** The read-only role that the owner of another account made for the responder. */
export interface AccountRole {
  readonly roleArn: string;
  /** What the role's trust policy asks for, so that nobody else's request can be ours. */
  readonly externalId: string;
}

export interface AccountAccessOptions {
  /** By account number. */
  readonly roles: Readonly<Record<string, AccountRole>>;
  /** Region of the STS endpoint: the responder's own. */
  readonly region: string;
  readonly endpoint?: string;
  /** The responder's own credentials; default: the SDK's chain. */
  readonly credentials?: Credentials;
  /** For one `AssumeRole`. Default 2,000. */
  readonly timeoutMs?: number;
}

/** Whose credentials an account is looked into with; `undefined`: the responder's own. */
export type AccountAccess = (account: string) => Credentials | undefined;

/** Shown in the other account's CloudTrail. */
const SESSION_NAME = 's3-replication-responder';

const SESSION_SECONDS = 900;

/**
 * Credentials for the accounts that have a role for us, by `sts:AssumeRole` with the external id, on first use. The SDK
 * clients keep them until they expire. A refusal is an `AccountAccessError`, which becomes the fact of every read that
 * wanted them: it is this role that has to be mended, not the permission for the read.
 */
export function createAccountAccess(options: AccountAccessOptions): AccountAccess {
  const roles = new Map(Object.entries(options.roles));
  return (account) => {
    const role = roles.get(account);
    return role && (() => assumeRole(account, role, options));
  };
}

async function assumeRole(account: string, role: AccountRole, options: AccountAccessOptions) {
  const { region, endpoint, credentials, timeoutMs = 2_000 } = options;
  try {
    const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
    const client = new STSClient({
      region,
      maxAttempts: 2,
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials && { credentials }),
    });
    const command = new AssumeRoleCommand({
      RoleArn: role.roleArn,
      ExternalId: role.externalId,
      RoleSessionName: SESSION_NAME,
      DurationSeconds: SESSION_SECONDS,
    });
    const { Credentials: given } = await withinTimeout(timeoutMs, (abortSignal) =>
      client.send(command, { abortSignal }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined) throw new Error('no credentials');
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...(SessionToken !== undefined && { sessionToken: SessionToken }),
      ...(Expiration && { expiration: Expiration }),
    };
  } catch (error) {
    throw toAccessError(account, role, error);
  }
}

function toAccessError(account: string, { roleArn }: AccountRole, error: unknown): AccountAccessError {
  const { code, reason, retryable } = toAwsFailure(error, new Date());
  const isDenied = code === 'AccessDenied';
  return new AccountAccessError(
    unreadable(
      isDenied ? 'denied' : 'failed',
      `the role ${roleArn}, through which account ${account} is looked into, could not be assumed: ${reason}`,
      { needs: isDenied ? ['sts:AssumeRole'] : [], retryable },
    ),
  );
}
