import { unreadable, type Unreadable } from '../../core/facts/fact';
import type { LookupId } from '../../core/facts/lookup';
import { LOOKUPS } from '../../core/facts/lookup-catalog';
import type { AccountAccess } from './account-access';
import type { Credentials } from './credentials';

export interface FactClientOptions {
  /** The account that the responder's own credentials belong to, if it is known. */
  readonly homeAccount?: string;
  /** Credentials for other accounts; see `createAccountAccess`. */
  readonly accountAccess?: AccountAccess;
  /** The responder's own credentials; default: the SDK's chain. */
  readonly credentials?: Credentials;
  /** Attempts for one read, the SDK's retries of throttling included. Default 2. */
  readonly maxAttempts?: number;
  /** Instead of AWS, for a local AWS and tests. */
  readonly endpoint?: string;
  /** S3 Control puts the account in front of the host, which an IP address does not bear. */
  readonly s3ControlEndpoint?: string;
}

export interface Place {
  readonly region: string;
  readonly account?: string;
}

/** What every AWS client is made with. */
export interface ClientConfig {
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials?: Credentials;
  readonly endpoint?: string;
}

/** Where clients come from, and which lookups are pointless to send. */
export interface FactClients {
  /** A factory that makes one client for each Region and account that has credentials of its own, on first use. */
  perPlace<Client>(create: (config: ClientConfig) => Client): (place: Place) => Client;
  readonly s3ControlEndpoint?: string;
  /** Why a lookup into this account can only be refused; `undefined` if it may work. Costs no read. */
  refuse(lookup: LookupId, account: string | undefined): Unreadable | undefined;
}

export function createFactClients(options: FactClientOptions): FactClients {
  const { homeAccount, accountAccess, maxAttempts = 2, endpoint, s3ControlEndpoint } = options;
  const own = options.credentials;
  const foreign = new Map<string, Credentials | undefined>();

  function credentialsOf(account: string | undefined): Credentials | undefined {
    if (account === undefined || account === homeAccount) return undefined;
    if (!foreign.has(account)) foreign.set(account, accountAccess?.(account));
    return foreign.get(account);
  }

  return {
    ...(s3ControlEndpoint !== undefined && { s3ControlEndpoint }),
    perPlace(create) {
      const clients = new Map<string, ReturnType<typeof create>>();
      return ({ region, account }) => {
        const theirs = credentialsOf(account);
        const key = theirs === undefined ? region : `${region} ${account ?? ''}`;
        const known = clients.get(key);
        if (known !== undefined) return known;
        const credentials = theirs ?? own;
        const client = create({
          region,
          maxAttempts,
          ...(credentials && { credentials }),
          ...(endpoint !== undefined && { endpoint }),
        });
        clients.set(key, client);
        return client;
      };
    },
    refuse(lookup, account) {
      if (LOOKUPS[lookup].crossAccount === 'if-granted' || account === undefined) return undefined;
      if (homeAccount === undefined || account === homeAccount) return undefined;
      if (credentialsOf(account) !== undefined) return undefined;
      return unreadable(
        'other-account',
        `only account ${account} itself can look, and the responder has no role in it`,
      );
    },
  };
}
