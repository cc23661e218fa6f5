import type { SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import { type AwsFailure, toAwsFailure } from './aws-failure';
import { SecretError, type SecretErrorCode } from './errors';
import { withinTimeout } from './within-timeout';

/** The part of an SDK client's configuration that both services share and a caller may want to set. */
export type SecretClientConfig = Pick<SecretsManagerClientConfig, 'endpoint' | 'credentials' | 'maxAttempts'>;

export interface SecretStoreOptions {
  readonly secretArn: string;
  readonly timeoutMs?: number;
  readonly clientConfig?: SecretClientConfig;
}

type Fetch = (signal: AbortSignal) => Promise<string>;

/** `arn:<partition>:<service>:<region>:<account>:<resource>` of the two stores. */
const SECRET_ARN =
  /^arn:aws[a-z-]*:(?:(secretsmanager):([a-z0-9-]+):\d{12}:secret:|(ssm):([a-z0-9-]+):\d{12}:parameter\/)[\w/+=.@!-]+$/;

const ALLOWED_ARN =
  'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME or arn:aws:ssm:REGION:ACCOUNT:parameter/NAME';

const DEFAULT_TIMEOUT_MS = 3_000;

/**
 * A function that reads the secret from the store its ARN names, uncached. The SDK client is loaded on first use: most
 * invocations find nothing to say, and no cold start should pay for them.
 */
export function createSecretStore(options: SecretStoreOptions): () => Promise<string> {
  const { secretArn, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  let fetchValue: Promise<Fetch> | undefined;
  return async () => {
    try {
      fetchValue ??= openStore(options);
      const fetchNow = await fetchValue;
      return await withinTimeout(timeoutMs, fetchNow);
    } catch (error) {
      throw error instanceof SecretError ? error : toSecretError(secretArn, toAwsFailure(error, new Date()));
    }
  };
}

function openStore({ secretArn, clientConfig = {} }: SecretStoreOptions): Promise<Fetch> {
  const [, secretsManager, secretRegion, ssm, parameterRegion] = SECRET_ARN.exec(secretArn) ?? [];
  if (secretsManager !== undefined && secretRegion !== undefined) {
    return openSecretsManager(secretArn, { ...clientConfig, region: secretRegion });
  }
  if (ssm !== undefined && parameterRegion !== undefined) {
    return openSsm(secretArn, { ...clientConfig, region: parameterRegion });
  }
  // Not quoted: what stands in the wrong place may be the secret itself.
  throw new SecretError({
    code: 'bad-arn',
    what: 'the ARN of the secret',
    got: 'text that is no such ARN',
    allowed: ALLOWED_ARN,
    fix: 'Set the ARN of the secret, not its name and not its value, in the configuration.',
  });
}

async function openSecretsManager(
  arn: string,
  config: SecretClientConfig & { region: string },
): Promise<Fetch> {
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient(config);
  return async (abortSignal) => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal });
    if (answer.SecretString === undefined && answer.SecretBinary !== undefined) {
      throw toContentError(arn, 'binary', 'a binary secret');
    }
    return requireText(arn, answer.SecretString);
  };
}

async function openSsm(arn: string, config: SecretClientConfig & { region: string }): Promise<Fetch> {
  const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient(config);
  return async (abortSignal) => {
    const command = new GetParameterCommand({ Name: arn, WithDecryption: true });
    const { Parameter } = await client.send(command, { abortSignal });
    if (Parameter?.Type !== undefined && Parameter.Type !== 'SecureString') {
      throw toContentError(
        arn,
        'not-encrypted',
        `a parameter of type ${Parameter.Type}, which is not encrypted`,
      );
    }
    return requireText(arn, Parameter?.Value);
  };
}

function requireText(arn: string, text: string | undefined): string {
  if (text !== undefined && text.trim() !== '') return text;
  throw toContentError(arn, 'empty', 'nothing');
}

function toContentError(arn: string, code: SecretErrorCode, got: string): SecretError {
  return new SecretError({
    code,
    what: `the secret ${arn}`,
    got,
    allowed: 'text, kept encrypted',
    fix: 'Store the value as a secret string, or as a parameter of type SecureString.',
  });
}

const REFUSALS: Readonly<Record<string, { readonly code: SecretErrorCode; readonly fix: string }>> = {
  ResourceNotFoundException: {
    code: 'not-found',
    fix: 'Create it, or correct the ARN in the configuration.',
  },
  ParameterNotFound: { code: 'not-found', fix: 'Create it, or correct the ARN in the configuration.' },
  ParameterVersionNotFound: { code: 'not-found', fix: 'Correct the version in the ARN.' },
  InvalidRequestException: {
    code: 'not-found',
    fix: 'It may be scheduled for deletion: restore it or name another.',
  },
  AccessDeniedException: {
    code: 'denied',
    fix: "Let the function's role read it (secretsmanager:GetSecretValue or ssm:GetParameter) and decrypt with its key (kms:Decrypt).",
  },
  DecryptionFailure: { code: 'key-unusable', fix: 'Check the state and the policy of its KMS key.' },
  InvalidKeyId: { code: 'key-unusable', fix: 'Check the state and the policy of its KMS key.' },
};

function toSecretError(arn: string, { code: awsCode, reason, retryable }: AwsFailure): SecretError {
  const known = REFUSALS[awsCode];
  return new SecretError({
    code: known?.code ?? 'unavailable',
    what: `the secret ${arn}`,
    got: reason,
    allowed: 'to be read',
    fix:
      known?.fix ??
      (retryable ? 'It is tried again.' : 'See the error code in the documentation of the service.'),
    retryable: known === undefined && retryable,
  });
}
