/** A request that got no answer: why, as an error code and nothing else. */
export interface NetworkFailure {
  /** `ECONNREFUSED`, `UND_ERR_SOCKET`, `CERT_HAS_EXPIRED`. */
  readonly code: string;
  readonly retryable: boolean;
}

/** Error numbers of the system and of name resolution, undici's, and those of Node's HTTP parser. */
const TRANSPORT = /^(E[A-Z0-9]+|EAI_[A-Z]+|UND_ERR_[A-Z_]+|HPE_[A-Z_]+)$/;

/** OpenSSL's and Node's names for a peer whose certificate is not to be trusted; trying again changes nothing. */
const UNTRUSTED =
  /^(CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|HOSTNAME_)[A-Z0-9_]*$/;

/** Names of undici's errors that blame the caller. */
const MISUSE = /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED)$/;

/** `fetch failed` hides its reason one or two causes deep; an attempt over IPv4 and IPv6 nests once more. */
const MAX_DEPTH = 4;

/**
 * Why no answer came, read from the error codes along the chain of causes; `undefined` for an error that is none of
 * the network. Messages are not looked at: undici's and Node's quote URLs and header values.
 */
export function toNetworkFailure(error: unknown, depth = 0): NetworkFailure | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') {
    if (UNTRUSTED.test(code)) return { code, retryable: false };
    if (TRANSPORT.test(code) && !MISUSE.test(code)) return { code, retryable: true };
  }
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return toNetworkFailure(cause, depth + 1) ?? toNetworkFailure(first, depth + 1);
}

/** The one line of a reason that a network failure deserves. */
export function describeNetworkFailure({ code, retryable }: NetworkFailure): string {
  return retryable ? `no connection (${code})` : `the server's certificate is not trusted (${code})`;
}
