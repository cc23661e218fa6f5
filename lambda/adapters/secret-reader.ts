import { SecretError } from './errors';
import { createSecretStore, type SecretClientConfig } from './secret-store';

/**
 * Yields what a secret holds. `refused` is a value that the other side would not take: if that is the one we
 * remember, the secret is read again. Throws `SecretError`.
 */
export type SecretReader = (options?: { readonly refused?: string }) => Promise<string>;

export interface SecretReaderOptions {
  /** ARN of a Secrets Manager secret or of an SSM parameter of type SecureString, in any Region. */
  readonly secretArn: string;
  /** How long a value is used before it is read again. Default 300. */
  readonly ttlSeconds?: number;
  /** For one read, the SDK's retries included. Default 3,000. */
  readonly timeoutMs?: number;
  /** Milliseconds on any steady clock. */
  readonly now?: () => number;
  /** Passed to the AWS client that is made on the first read; the Region comes from the ARN. */
  readonly clientConfig?: SecretClientConfig;
}

/** A value this young is not read again for having been refused: it cannot have been rotated since. */
const YOUNG_MS = 10_000;

/** How long a value outlives its time while AWS cannot be reached; a secret rarely changes, an outage is now. */
const STALE_MS = 3_600_000;

interface CachedValue {
  readonly value: string;
  readonly readAt: number;
}

/**
 * A cached reader of one secret. Reads that overlap share one call; a failure is not remembered, except that a value
 * once read stays in use for up to an hour while AWS throttles or does not answer. Nothing is loaded or called
 * before the first read.
 */
export function createSecretReader(options: SecretReaderOptions): SecretReader {
  const { ttlSeconds = 300, now = () => performance.now() } = options;
  const fetchValue = createSecretStore(options);
  let cached: CachedValue | undefined;
  let pending: Promise<string> | undefined;

  async function read(): Promise<string> {
    try {
      const value = await fetchValue();
      cached = { value, readAt: now() };
      return value;
    } catch (error) {
      const isOutage = error instanceof SecretError && error.retryable;
      if (isOutage && cached !== undefined && now() - cached.readAt < ttlSeconds * 1_000 + STALE_MS)
        return cached.value;
      throw error;
    }
  }

  return async ({ refused } = {}) => {
    if (cached !== undefined) {
      const ageMs = now() - cached.readAt;
      const isRefused = refused === cached.value && ageMs >= YOUNG_MS;
      if (ageMs < ttlSeconds * 1_000 && !isRefused) return cached.value;
    }
    pending ??= read().finally(() => (pending = undefined));
    return pending;
  };
}
