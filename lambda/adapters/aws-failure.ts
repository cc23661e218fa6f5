import { DeadlineError } from './errors';
import { describeNetworkFailure, toNetworkFailure } from './network-failure';
import { parseRetryAfter } from './retry-after';

/** What an AWS call failed with, in parts that are safe to log. */
export interface AwsFailure {
  /** AWS's error code as it stands on the wire, `AuthorizationError`; for no answer at all, a code of ours. */
  readonly code: string;
  /** One line: the code and the HTTP status. */
  readonly reason: string;
  readonly retryable: boolean;
  readonly retryAfterSeconds?: number;
}

/** Codes that say "later", whatever the status they come with: throttling and AWS's own failures. */
const RETRYABLE_CODES: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'Throttled',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  // DynamoDB's word for a partition, or an account, that is asked too much at once.
  'ProvisionedThroughputExceededException',
  'TooManyRequestsException',
  'PriorRequestNotComplete',
  'SlowDown',
  'KMSThrottling',
  'KMSThrottlingException',
  'KmsThrottled',
  'RequestTimeout',
  'RequestTimeoutException',
  'InternalError',
  'InternalErrorException',
  'InternalFailure',
  'InternalServerError',
  'InternalServiceError',
  'ServiceUnavailable',
  // The next invocation comes with new credentials.
  'ExpiredToken',
  'ExpiredTokenException',
]);

/** The code is the one text of the answer that is repeated, so only something that looks like a code is. */
const CODE = /^[A-Za-z][A-Za-z0-9.]{0,63}$/;

/** Reads what an SDK call threw. Never throws; never repeats the error's message. */
export function toAwsFailure(error: unknown, now: Date): AwsFailure {
  if (error instanceof DeadlineError) return { code: 'Timeout', reason: error.message, retryable: true };
  const { status, retryAfter } = readResponse(error);
  if (status === undefined) return toUnanswered(error);
  const code = readCode(error, status);
  const retryAfterSeconds = parseRetryAfter(retryAfter, now);
  return {
    code,
    reason: code === `HTTP ${status}` ? code : `${code} (HTTP ${status})`,
    // A success that cannot be read may or may not have been one: repeating it is better than losing it.
    retryable: status === 408 || status === 429 || status >= 500 || status < 300 || RETRYABLE_CODES.has(code),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

function toUnanswered(error: unknown): AwsFailure {
  const network = toNetworkFailure(error);
  if (network !== undefined) {
    return { code: network.code, reason: describeNetworkFailure(network), retryable: network.retryable };
  }
  const name = error instanceof Error && CODE.test(error.name) ? error.name : 'UnknownError';
  return { code: name, reason: `no request was made (${name})`, retryable: false };
}

function readResponse(error: unknown): { status?: number; retryAfter?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const { $metadata, $response } = error as {
    $metadata?: { httpStatusCode?: unknown };
    $response?: { headers?: Readonly<Record<string, string>> };
  };
  const status = $metadata?.httpStatusCode;
  const retryAfter = $response?.headers?.['retry-after'];
  return {
    ...(typeof status === 'number' && { status }),
    ...(typeof retryAfter === 'string' && { retryAfter }),
  };
}

/** Names of an error that AWS did not give: the SDK's for an answer without a code, JavaScript's for an unreadable one. */
const NOT_A_CODE: ReadonlySet<unknown> = new Set([
  'Unknown',
  'Error',
  'TypeError',
  'SyntaxError',
  'RangeError',
]);

function readCode(error: unknown, status: number): string {
  const { Code, name } = error as { Code?: unknown; name?: unknown };
  // The query protocol keeps the wire's code in `Code` and names the error after its own class.
  const code = [Code, name].find(
    (text) => typeof text === 'string' && CODE.test(text) && !NOT_A_CODE.has(text),
  );
  return typeof code === 'string' ? code : `HTTP ${status}`;
}
