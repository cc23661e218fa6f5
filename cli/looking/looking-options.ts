import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CheckLevel } from '../../lambda/core/checks/check';

/** How far a command looks, and with whose eyes. */
export interface LookingOptions {
  /** `false`: not at all, from the catalog alone. */
  readonly checks: CheckLevel | false;
  readonly accountRole?: AccountRoles;
  readonly bucketAccount?: BucketAccounts;
}

export type AccountRoles = Readonly<
  Record<string, { readonly roleArn: string; readonly externalId: string }>
>;
export type BucketAccounts = Readonly<Record<string, string>>;

const LEVELS: readonly CheckLevel[] = ['config', 'objects'];

/** An account is looked into through a role of its own: its number stands twice. */
const ACCOUNT_ROLE = /^(\d{12})=(arn:aws[a-z-]*:iam::\1:role\/[\x21-\x7e]+),([\w+=,.@:\\/-]{2,1224})$/;
const BUCKET_ACCOUNT = /^([A-Za-z0-9][A-Za-z0-9._-]{1,254})=(\d{12})$/;

/** The options of commands that look into AWS. */
export function addLookingOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--checks <level>', 'what may be looked at: configuration, or metadata of objects too')
        .choices(LEVELS)
        .default('config'),
    )
    .option('--no-checks', 'do not look into AWS; diagnose from the catalog alone')
    .option(
      '--account-role <account=role-arn,external-id>',
      'role to look into another account with; may be repeated',
      parseAccountRole,
    )
    .option(
      '--bucket-account <bucket=account>',
      'owner of a bucket that no replication rule names; may be repeated',
      parseBucketAccount,
    );
}

export function parseAccountRole(text: string, before: AccountRoles = {}): AccountRoles {
  const [, account, roleArn, externalId] = ACCOUNT_ROLE.exec(text) ?? [];
  if (account === undefined || roleArn === undefined || externalId === undefined) {
    throw new InvalidArgumentError(
      'must be like 222222222222=arn:aws:iam::222222222222:role/NAME,EXTERNAL_ID, with a role of that account.',
    );
  }
  return { ...before, [account]: { roleArn, externalId } };
}

export function parseBucketAccount(text: string, before: BucketAccounts = {}): BucketAccounts {
  const [, bucket, account] = BUCKET_ACCOUNT.exec(text) ?? [];
  if (bucket === undefined || account === undefined)
    throw new InvalidArgumentError('must be like amzn-s3-demo-destination-bucket=222222222222.');
  return { ...before, [bucket]: account };
}
