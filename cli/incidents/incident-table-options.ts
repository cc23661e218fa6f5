import type { Command } from 'commander';
import { StoreError } from '../../lambda/adapters/incident-store/errors';
import { ContentionError, UnreadableIncidentError } from '../../lambda/core/conversation/errors';
import { ENV } from '../../lambda/core/env-names';
import type { IncidentStore } from '../../lambda/core/incidents/incident-store';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import type { CliIo } from '../cli-io';
import { InputError } from '../errors';

/** Where the incidents are. */
export interface IncidentTableOptions {
  readonly table?: string;
  readonly region?: string;
}

/** The one that the functions have. */
const TABLE_VARIABLE = ENV.incidentTableName;

/** A name, or the ARN of a table in another account. */
const TABLE_NAME = /^(?:arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/)?[A-Za-z0-9_.-]{3,255}$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/** How the SDK's own complaints begin: it made no request, because something is missing on this side. */
const NO_REQUEST = /^no request was made/;

/** The options of every command that asks the incident table. */
export function addIncidentTableOptions(command: Command): Command {
  return command
    .option('--table <name>', `name of the incident table (default: ${TABLE_VARIABLE})`)
    .option('--region <region>', 'Region of the table (default: the usual AWS places)');
}

/** Works with the incident table. What the table answers to that is the user's to mend, is told as such. */
export async function withIncidentStore<Result>(
  options: IncidentTableOptions,
  io: CliIo,
  work: (store: IncidentStore) => Promise<Result>,
): Promise<Result> {
  const store = openStore(options, io);
  try {
    return await work(store);
  } catch (error) {
    throw toInputError(error);
  }
}

/** A refusal of the table as one of the command's; anything else as it is. */
export function toInputError(error: unknown): unknown {
  if (error instanceof StoreError) return new InputError(`${error.message}${toHint(error)}`);
  if (error instanceof UnreadableIncidentError)
    return new InputError(`${error.message}; nothing was changed`);
  if (error instanceof ContentionError) return new InputError(`${error.message}; try again`);
  return error;
}

function toHint({ reason, operation, retryable }: StoreError): string {
  if (NO_REQUEST.test(reason))
    return '. Is there a Region, and are there credentials? Give --region, or set AWS_REGION and AWS_PROFILE';
  return operation === 'PutItem' && retryable
    ? '. It may have been written all the same: look before you try again'
    : '';
}

function openStore(
  { table, region }: IncidentTableOptions,
  { env, openIncidentStore }: CliIo,
): IncidentStore {
  const tableName = table ?? env[TABLE_VARIABLE] ?? '';
  if (tableName === '') {
    throw new InputError(`no incident table: give --table NAME, or set ${TABLE_VARIABLE}`);
  }
  if (!TABLE_NAME.test(tableName)) {
    const where = table === undefined ? TABLE_VARIABLE : '--table';
    throw new InputError(
      `${where} "${toVisibleText(tableName)}" is no table: a name has 3 to 255 letters, digits, "_", "." and "-"; its ARN will do, too`,
    );
  }
  if (region !== undefined && !REGION.test(region)) {
    throw new InputError(`--region "${toVisibleText(region)}" is no Region; one is like eu-west-1`);
  }
  if (openIncidentStore === undefined) throw new InputError('this process cannot open an incident table');
  return openIncidentStore({ tableName, ...(region !== undefined && { region }) });
}
