import { SecretError, type SecretProblem } from './errors';

/** Names under which a secret kept as JSON holds its value. */
export type SlackSecretField = 'webhookUrl' | 'botToken';

/**
 * The value a Slack channel needs, from what the secret holds: the bare value, or a JSON object with it under
 * `field`. Throws `SecretError`.
 */
export function readSlackSecret(content: string, field: SlackSecretField): string {
  const text = content.trim();
  if (text === '') throw toError(field, { code: 'empty', got: 'nothing' });
  if (!text.startsWith('{')) return text;
  const value = parseObject(text, field)[field];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw toError(field, { code: 'wrong-shape', got: `JSON whose "${field}" is ${describeKind(value)}` });
}

function parseObject(text: string, field: SlackSecretField): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    // JSON.parse quotes the text it could not read.
    throw toError(field, { code: 'not-json', got: 'text that begins like JSON and is none' });
  }
}

function describeKind(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return 'empty';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}

function toError(field: SlackSecretField, problem: Pick<SecretProblem, 'code' | 'got'>): SecretError {
  return new SecretError({
    ...problem,
    what: 'the Slack secret',
    allowed: `the bare value, or JSON {"${field}": "…"}`,
    fix: 'Put the value from the Slack app into the secret; it is read again within minutes.',
  });
}
