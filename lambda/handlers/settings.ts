import type { CheckLevel } from '../core/checks/check';
import { ENV } from '../core/env-names';
import { NOTIFY_TIMERS, type NotifyTimers } from '../core/incidents/timers';

/** What the respond function is told by its stack. */
export interface Settings {
  readonly alertTopicArn: string;
  readonly deadLetterQueueUrl: string;
  readonly slack?: SlackSettings;
  readonly runbookBaseUrl?: string;
  readonly dashboardUrl?: string;
  /** Absent when checks are off. */
  readonly looking?: LookingSettings;
  /** Absent where each batch stands alone. */
  readonly incidents?: IncidentSettings;
}

/** Where incidents are kept, and when they are told. */
export interface IncidentSettings {
  readonly tableName: string;
  readonly timers: NotifyTimers;
  /** Functions that may post to Slack at once. */
  readonly slackWorkers: number;
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

/** Two batches at once, and the sweep. */
const DEFAULT_SLACK_WORKERS = 3;

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
  const incidents = readIncidents(env, problems);
  if (problems.length > 0) {
    throw new SettingsError(`${problems.join('; ')}. Deploy the stack again to restore its settings.`);
  }
  const [runbookBaseUrl, dashboardUrl] = [env[ENV.runbookBaseUrl], env[ENV.dashboardUrl]];
  return {
    alertTopicArn,
    deadLetterQueueUrl,
    ...(slack && { slack }),
    ...(looking && { looking }),
    ...(incidents && { incidents }),
    ...(runbookBaseUrl && { runbookBaseUrl }),
    ...(dashboardUrl && { dashboardUrl }),
  };
}

type Env = Readonly<Record<string, string | undefined>>;

interface Reading {
  readonly required: (name: string, example: string) => string;
  readonly problems: string[];
}

function readIncidents(env: Env, problems: string[]): IncidentSettings | undefined {
  const tableName = env[ENV.incidentTableName];
  if (tableName === undefined || tableName === '') return undefined;
  const read = (name: string, fallback: number): number => readWhole(env, name, { fallback, problems });
  return {
    tableName,
    timers: {
      ...NOTIFY_TIMERS,
      groupIntervalSeconds: read(ENV.groupIntervalSeconds, NOTIFY_TIMERS.groupIntervalSeconds),
      repeatIntervalSeconds: read(ENV.repeatIntervalSeconds, NOTIFY_TIMERS.repeatIntervalSeconds),
      resolveAfterSeconds: read(ENV.resolveAfterSeconds, NOTIFY_TIMERS.resolveAfterSeconds),
    },
    slackWorkers: read(ENV.slackWorkers, DEFAULT_SLACK_WORKERS),
  };
}

function readWhole(
  env: Env,
  name: string,
  { fallback, problems }: { fallback: number; problems: string[] },
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value > 0) return value;
  problems.push(`${name}: got "${text}", expected a whole number above 0`);
  return fallback;
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
