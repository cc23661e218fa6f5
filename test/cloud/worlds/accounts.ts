import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';

export interface AccountPlace {
  readonly account: string;
  readonly region: string;
}

/** The two sides of the worlds: other accounts, other Regions. */
export const SOURCE: AccountPlace = { account: '111111111111', region: 'us-east-1' };
export const DESTINATION: AccountPlace = { account: '222222222222', region: 'eu-west-1' };

/** What the administrator of an account works with in one Region. */
export interface Administrator extends AccountPlace {
  readonly s3: S3Client;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
}

export interface Administrators {
  of(place: AccountPlace): Administrator;
  destroy(): void;
}

/** Real SDK clients, made on first use; in the emulator a twelve-digit access key is the root user of that account. */
export function createAdministrators(endpoint: string): Administrators {
  const made = new Map<string, Administrator>();
  return {
    of: ({ account, region }) => {
      const name = `${account} ${region}`;
      const administrator = made.get(name) ?? createAdministrator(endpoint, { account, region });
      made.set(name, administrator);
      return administrator;
    },
    destroy: () => {
      for (const { s3, iam, kms } of made.values()) [s3, iam, kms].forEach((client) => client.destroy());
    },
  };
}

function createAdministrator(endpoint: string, { account, region }: AccountPlace): Administrator {
  const config = { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
  return {
    account,
    region,
    s3: new S3Client({ ...config, forcePathStyle: true }),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
  };
}
