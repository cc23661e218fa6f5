import type { CheckLevel } from '../core/checks/check';
import { ENV } from '../core/env-names';

/** What the respond function is told by its stack. */
export interface Settings {
  readonly alertTopicArn: string;
  readonly deadLetterQueueUrl: string;
  readonly slack?: SlackSettings;
  readonly runbookBaseUrl?: string;
  readonly dashboardUrl?: string;
  /** Absent when checks are off. */
  readonly looking?: LookingSettings;
}

/** How far the checks look, and with which roles. */
export interface LookingSettings {
  readonly level: CheckLevel;
  readonly homeAccount: string;
  readonly region: string;
  /** By account number. */
  readonly accountRoles: Readonly<Record<string, { readonly roleArn: string; readonly externalId: string }>>;
  /** Owner by bucket name. */
  readonly bucketAccounts: Readonly<Record<string, string>>;
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
  const looking = readLooking(env, { required, problems });
  if (problems.length > 0) {
    throw new SettingsError(`${problems.join('; ')}. Deploy the stack again to restore its settings.`);
  }
  const [runbookBaseUrl, dashboardUrl] = [env[ENV.runbookBaseUrl], env[ENV.dashboardUrl]];
  return {
    alertTopicArn,
    deadLetterQueueUrl,
    ...(slack && { slack }),
    ...(looking && { looking }),
    ...(runbookBaseUrl && { runbookBaseUrl }),
    ...(dashboardUrl && { dashboardUrl }),
  };
}

type Env = Readonly<Record<string, string | undefined>>;

interface Reading {
  readonly required: (name: string, example: string) => string;
  readonly problems: string[];
}

function readLooking(env: Env, read: Reading): LookingSettings | undefined {
  const level = env[ENV.checks];
  if (level === undefined || level === '') return undefined;
  if (level !== 'config' && level !== 'objects') {
    read.problems.push(`${ENV.checks}: got "${level}", expected "config", "objects" or nothing`);
    return undefined;
  }
  return {
    level,
    homeAccount: read.required(ENV.homeAccount, 'an account number'),
    region: read.required('AWS_REGION', 'a Region, which Lambda sets'),
    accountRoles: readJson(env, ENV.accountRoles, { isValue: isRole, problems: read.problems }),
    bucketAccounts: readJson(env, ENV.bucketAccounts, { isValue: isText, problems: read.problems }),
  };
}

/** A JSON object of values of one kind; nothing where the variable is not set. */
function readJson<T>(
  env: Env,
  name: string,
  { isValue, problems }: { isValue: (value: unknown) => value is T; problems: string[] },
): Readonly<Record<string, T>> {
  const text = env[name];
  if (text === undefined || text === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (isRecord(parsed) && Object.values(parsed).every(isValue)) return parsed as Record<string, T>;
  } catch {
    // Told below, like any other value that is not what it should be.
  }
  problems.push(`${name}: got something that is not the JSON object which the stack sets`);
  return {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRole(value: unknown): value is LookingSettings['accountRoles'][string] {
  return isRecord(value) && isText(value['roleArn']) && isText(value['externalId']);
}

function readSlack(env: Env, read: Reading): SlackSettings | undefined {
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
