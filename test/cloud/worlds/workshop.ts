import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AwsCli, createAwsCli } from '../aws-cli/run-aws';
import { createShell } from '../aws-cli/shell';
import type { Amendments } from '../local-aws/amendments/amendments';
import type { Cleanup } from '../local-aws/cleanup';
import { type Administrators, createAdministrators } from './accounts';
import { createOnCall } from './on-call';
import { createResponderCli, type ResponderCli } from './responder-cli';

/** Where replications are built, broken, looked at and mended. */
export interface Workshop extends Pick<Amendments, 'history'> {
  readonly administrators: Administrators;
  readonly responder: ResponderCli;
  readonly aws: AwsCli;
}

export interface WorkshopOptions extends Pick<Amendments, 'history'> {
  readonly endpoint: string;
  readonly directory: string;
  readonly cleanup: Cleanup;
}

export async function openWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const { endpoint, history, cleanup } = options;
  const directory = join(options.directory, 'workshop');
  mkdirSync(directory);
  const administrators = createAdministrators(endpoint);
  cleanup.later(() => administrators.destroy());
  const onCall = await createOnCall(administrators);
  return {
    history,
    administrators,
    responder: createResponderCli({ endpoint, onCall, directory, cleanup }),
    aws: createAwsCli(createShell(directory, cleanup), administrators),
  };
}
