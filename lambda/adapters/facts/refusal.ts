import { unreadable, type Unreadable } from '../../core/facts/fact';
import { type AwsFailure, toAwsFailure } from '../aws-failure';
import { toNetworkFailure } from '../network-failure';
import { AccountAccessError, MalformedAnswerError } from './errors';

/** What AWS refused with, in parts that are safe to look at. */
export interface Refusal extends Pick<AwsFailure, 'code' | 'reason' | 'retryable'> {
  readonly error: unknown;
  /** Of the answer; `undefined` when none came. */
  readonly status?: number;
  readonly header: (name: string) => string | undefined;
  /** Where S3 says the bucket is, as sent. */
  readonly region?: string;
  /** AWS's own words. Only for telling apart what has one code; never repeated. */
  readonly message: string;
}

export function toRefusal(error: unknown): Refusal {
  const { code, reason, retryable } = toAwsFailure(error, new Date());
  const { $metadata, $response, message, Region } = (error ?? {}) as {
    $metadata?: { httpStatusCode?: number };
    $response?: { headers?: Readonly<Record<string, string>> };
    message?: unknown;
    Region?: unknown;
  };
  const status = $metadata?.httpStatusCode;
  const header = (name: string): string | undefined => $response?.headers?.[name];
  const region = header('x-amz-bucket-region') ?? (typeof Region === 'string' ? Region : undefined);
  return {
    error,
    code,
    reason,
    retryable,
    ...(status !== undefined && { status }),
    ...(region !== undefined && { region }),
    header,
    message: typeof message === 'string' ? message : '',
  };
}

const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;

const THROTTLED =
  /^(SlowDown|RequestLimitExceeded|PriorRequestNotComplete|TooManyRequests(Exception)?|.*Throttl.*|HTTP 429)$/;

/** The responder's own credentials are no good, whatever it asks. */
const UNAUTHENTICATED =
  /^(ExpiredToken|InvalidAccessKeyId|InvalidToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|RequestTimeTooSkewed|CredentialsProviderError)/;

const TIMED_OUT = /^(Timeout|TimeoutError|RequestTimeout(Exception)?|ETIMEDOUT|HTTP 408)$/;

export interface Circumstances {
  /** IAM actions to name when access is denied. */
  readonly needs: readonly string[];
  readonly signal: AbortSignal;
  /** Answers to HEAD have no body, so a bare HTTP 403 is all that a denial can be. */
  readonly isHead?: boolean;
}

/** What a refusal comes to that says nothing about what was looked for. */
export function toUnreadable(refusal: Refusal, { needs, signal, isHead = false }: Circumstances): Unreadable {
  const { error, code, reason, retryable, status } = refusal;
  if (error instanceof AccountAccessError) return error.fact;
  if (error instanceof MalformedAnswerError) return malformed(error.message);
  // What ends a read that nobody waits for is told as an abort, or as whatever the abort broke.
  if (signal.aborted || TIMED_OUT.test(code)) return unreadable('timeout', 'AWS did not answer in time');
  if (DENIED.test(code) || (isHead && code === 'HTTP 403' && isFromS3(refusal))) {
    const kind = findDenyingPolicy(refusal);
    return kind === undefined
      ? unreadable('denied', `access was denied (${code})`, { needs })
      : unreadable('denied', `access was denied by an explicit Deny in ${kind}`);
  }
  if (THROTTLED.test(code)) return unreadable('throttled', `AWS asked to slow down (${code})`);
  if (UNAUTHENTICATED.test(code)) {
    return unreadable('failed', `AWS did not take the responder's credentials (${code})`, { retryable });
  }
  if (status === undefined) {
    const isNetwork = toNetworkFailure(error) !== undefined;
    return unreadable(isNetwork ? 'network' : 'failed', reason, { retryable });
  }
  if (status < 300) return malformed('the answer was not what this operation answers');
  return unreadable(retryable ? 'failed' : 'refused', `AWS answered ${reason}`, { retryable });
}

/**
 * Where the Deny stands that keeps us out, if AWS says so: then no permission of ours would help. It does within one account
 * or organization. https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#access-denied-message-examples
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function findDenyingPolicy({ message }: Refusal): string | undefined {
  const phrase = / with an explicit deny in (an? [A-Za-z -]{3,40})/.exec(message)?.[1]?.toLowerCase();
  return phrase === undefined ? undefined : DENYING_POLICIES.find((kind) => phrase.startsWith(kind));
}

const DENYING_POLICIES: readonly string[] = [
  'a resource-based policy',
  'an identity-based policy',
  'a service control policy',
  'a resource control policy',
  'a permissions boundary',
  'a session policy',
  'a vpc endpoint policy',
];

/** Whether an answer without a body came from S3, which numbers all of its answers, and not from a proxy. */
export function isFromS3({ header }: Refusal): boolean {
  return header('x-amz-request-id') !== undefined;
}

/** Whatever stood between AWS and us may be gone the next time. */
function malformed(because: string): Unreadable {
  return unreadable('malformed', because, { retryable: true });
}
