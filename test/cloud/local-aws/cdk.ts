import { join } from 'node:path';
import type { Cleanup } from './cleanup';
import { runOrThrow } from './commands';

const PROJECT = join(__dirname, '..', '..', '..');

export interface Cdk {
  /**
   * Runs `cdk <args>` to its end and returns what it printed; default account: the one it was made for.
   *
   * @throws with all of that when it ends with another exit code than 0 or takes too long.
   */
  run(args: readonly string[], timeoutSeconds: number, account?: string): Promise<string>;
}

export interface CdkOptions {
  readonly endpointUrl: string;
  readonly account: string;
  readonly region: string;
  /** For `cdk.out` and the CLI's own files. */
  readonly directory: string;
  readonly cleanup: Cleanup;
}

/** The project's own CDK CLI, with no other configuration or credentials than those of the local AWS. */
export function createCdk(options: CdkOptions): Cdk {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: options.directory,
    CDK_HOME: join(options.directory, 'cdk-home'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CI: 'true',
    NO_COLOR: '1',
    AWS_ENDPOINT_URL: options.endpointUrl,
    AWS_REGION: options.region,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const fixed = ['--output', join(options.directory, 'cdk.out'), '--no-notices', '--no-color'];
  return {
    run: (args, timeoutSeconds, account = options.account) =>
      runOrThrow(join(PROJECT, 'node_modules', '.bin', 'cdk'), [...args, ...fixed], {
        cwd: PROJECT,
        env: { ...env, AWS_ACCESS_KEY_ID: account },
        timeoutSeconds,
        cleanup: options.cleanup,
      }),
  };
}
