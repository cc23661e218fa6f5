import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import type { CheckLevel } from '../../../lambda/core/checks/check';
import { createAlertValidator } from '../alert-validator';
import type { Cleanup } from '../local-aws/cleanup';
import { runCommand } from '../local-aws/commands';
import type { OnCall } from './on-call';

const PROJECT = join(__dirname, '..', '..', '..');
const TIMEOUT_SECONDS = 60;

export interface ResponderCli {
  /**
   * The one alert that `respond` prints about the body of a failure event.
   *
   * @throws when it ends with another exit code than 0, or the alert is not what the published schema says.
   */
  respond(body: string, how: HowToLook): Promise<IncidentAlert>;
}

export interface HowToLook {
  /** Whether it may look into the destination account, through the role there. */
  readonly access: boolean;
  readonly level?: CheckLevel;
}

export interface ResponderCliOptions {
  readonly endpoint: string;
  readonly onCall: OnCall;
  readonly directory: string;
  readonly cleanup: Cleanup;
}

/** `respond` as somebody on call runs it, a process of its own, with nothing from our environment. */
export function createResponderCli({
  endpoint,
  onCall,
  directory,
  cleanup,
}: ResponderCliOptions): ResponderCli {
  const { account, roleArn, externalId } = onCall.accountRole;
  const env = {
    PATH: process.env['PATH'],
    HOME: directory,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: onCall.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: onCall.credentials.secretAccessKey,
  };
  const validate = createAlertValidator();
  return {
    respond: async (body, { access, level = 'config' }) => {
      const file = join(directory, 'event.json');
      writeFileSync(file, body);
      const command = [
        '--import',
        'tsx',
        'bin/replication-responder.ts',
        'respond',
        '--event',
        file,
        '--json',
        '--checks',
        level,
      ];
      const role = access ? ['--account-role', `${account}=${roleArn},${externalId}`] : [];
      const { exitCode, stdout, output } = await runCommand(process.execPath, [...command, ...role], {
        cwd: PROJECT,
        env,
        timeoutSeconds: TIMEOUT_SECONDS,
        cleanup,
      });
      if (exitCode !== 0) throw new Error(`respond ended with ${exitCode}\n${output}`);
      const [alert, ...more] = JSON.parse(stdout) as IncidentAlert[];
      if (alert === undefined || more.length > 0) throw new Error(`expected one alert, got\n${stdout}`);
      validate(alert);
      return alert;
    },
  };
}
