import { ENV } from '../core/env-names';

/** What the respond function is told by its stack. */
export interface Settings {
  readonly alertTopicArn: string;
  readonly deadLetterQueueUrl: string;
  readonly slack?: SlackSettings;
  readonly runbookBaseUrl?: string;
  readonly dashboardUrl?: string;
}

export type SlackSettings =
  | { readonly mode: 'webhook'; readonly secretArn: string; readonly allowedOrigin?: string }
  | {
      readonly mode: 'bot';
      readonly secretArn: string;
      readonly channel: string;
      readonly allowedOrigin?: string;
    };

/** The function's environment is not what its stack should have set; all problems at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from environment variables. The stack has validated them at synth; this catches an
 * environment that was edited by hand. Throws `SettingsError`.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const required = (name: string, example: string): string => {
    const value = env[name]?.trim() ?? '';
    if (value === '') problems.push(`${name}: got nothing, expected ${example}`);
    return value;
  };
  const alertTopicArn = required(ENV.alertTopicArn, 'the ARN of an SNS topic');
  const deadLetterQueueUrl = required(ENV.deadLetterQueueUrl, 'the URL of an SQS queue');
  const slack = readSlack(env, { required, problems });
  if (problems.length > 0) {
    throw new SettingsError(`${problems.join('; ')}. Deploy the stack again to restore its settings.`);
  }
  const [runbookBaseUrl, dashboardUrl] = [env[ENV.runbookBaseUrl], env[ENV.dashboardUrl]];
  return {
    alertTopicArn,
    deadLetterQueueUrl,
    ...(slack && { slack }),
    ...(runbookBaseUrl && { runbookBaseUrl }),
    ...(dashboardUrl && { dashboardUrl }),
  };
}

function readSlack(
  env: Readonly<Record<string, string | undefined>>,
  read: { required: (name: string, example: string) => string; problems: string[] },
): SlackSettings | undefined {
  const mode = env[ENV.slackMode];
  if (mode === undefined || mode === '') return undefined;
  const secretArn = read.required(ENV.slackSecretArn, 'the ARN of a secret or a SecureString parameter');
  const allowedOrigin = env[ENV.slackAllowedOrigin];
  const origin = allowedOrigin === undefined || allowedOrigin === '' ? {} : { allowedOrigin };
  if (mode === 'webhook') return { mode, secretArn, ...origin };
  if (mode === 'bot')
    return { mode, secretArn, channel: read.required(ENV.slackChannel, 'a channel id'), ...origin };
  read.problems.push(`${ENV.slackMode}: got "${mode}", expected "webhook" or "bot"`);
  return undefined;
}
