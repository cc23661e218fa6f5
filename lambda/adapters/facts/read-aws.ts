import { type Fact, unreadable, type Unreadable } from '../../core/facts/fact';
import { OUT_OF_READS, type ReadAllowance } from '../../core/facts/fact-source';
import { type AwsFailure, toAwsFailure } from '../aws-failure';
import { toNetworkFailure } from '../network-failure';
import { AccountAccessError, MalformedAnswerError } from './errors';

/** What AWS refused with, in parts that are safe to look at. */
export interface Refusal {
  readonly code: string;
  readonly status?: number;
  readonly header: (name: string) => string | undefined;
  /** Where S3 says the bucket is, as sent. */
  readonly region?: string;
  /** AWS's own words. Only for telling apart what has one code; never repeated. */
  readonly message: string;
}

export interface AwsRead<Output, T> {
  readonly allowance: ReadAllowance;
  /** See `ReadAllowance.takeRead`. */
  readonly step: number;
  readonly send: (signal: AbortSignal) => Promise<Output>;
  /** Throws `MalformedAnswerError` when something is missing that AWS always sends. */
  readonly toFact: (output: Output) => Fact<T>;
  /** IAM actions to name when access is denied. */
  readonly needs: readonly string[];
  /** What else refusals mean, by code, or by `HTTP 404` for one without; `undefined`: what they usually mean. */
  readonly refusals?: Readonly<Record<string, (refusal: Refusal) => Fact<T> | undefined>>;
  /** Answers to HEAD have no body, so a bare HTTP 403 is all that a denial can be. */
  readonly isHead?: boolean;
}

/** Sends one request and makes a fact of whatever comes of it. Never throws. */
export async function readAws<Output, T>(read: AwsRead<Output, T>): Promise<Fact<T>> {
  const outcome = await tryAws(read);
  return 'fact' in outcome ? outcome.fact : toFact(outcome, read);
}

interface Refused {
  readonly error: unknown;
  readonly refusal: Refusal;
}

/** The same, with refusals left for the caller to look at first. */
export async function tryAws<Output, T>(
  read: Pick<AwsRead<Output, T>, 'allowance' | 'step' | 'send' | 'toFact'>,
): Promise<{ readonly fact: Fact<T> } | Refused> {
  if (!read.allowance.takeRead(read.step)) return { fact: OUT_OF_READS };
  try {
    const output = await read.send(read.allowance.signal);
    return { fact: read.toFact(output) };
  } catch (error) {
    return { error, refusal: toRefusal(error) };
  }
}

/** What a refusal means. */
export function toFact<T>(
  { error, refusal }: Refused,
  read: Pick<AwsRead<never, T>, 'allowance' | 'needs' | 'refusals' | 'isHead'>,
): Fact<T> {
  const special = read.refusals;
  const meaning =
    special !== undefined && Object.hasOwn(special, refusal.code) ? special[refusal.code] : undefined;
  return meaning?.(refusal) ?? toUnreadable(error, read);
}

function toRefusal(error: unknown): Refusal {
  const { code } = toAwsFailure(error, new Date());
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
    code,
    ...(status !== undefined && { status }),
    ...(region !== undefined && { region }),
    header,
    message: typeof message === 'string' ? message : '',
  };
}

const DENIED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
]);

const THROTTLED =
  /^(SlowDown|RequestLimitExceeded|PriorRequestNotComplete|TooManyRequests(Exception)?|Request.*Throttled.*|.*Throttl.*|HTTP 429)$/;

/** The responder's own credentials are no good, whatever it asks. */
const UNAUTHENTICATED =
  /^(ExpiredToken|InvalidAccessKeyId|InvalidToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|RequestTimeTooSkewed|CredentialsProviderError)/;

function toUnreadable(
  error: unknown,
  { allowance, needs, isHead = false }: Pick<AwsRead<never, unknown>, 'allowance' | 'needs' | 'isHead'>,
): Unreadable {
  if (error instanceof AccountAccessError) return error.fact;
  const isUnread = error instanceof MalformedAnswerError;
  if (isUnread) return unreadable('malformed', error.message, { retryable: true });
  // What ends a read that nobody waits for is told as an abort, or as whatever the abort broke.
  if (allowance.signal.aborted) return unreadable('timeout', 'AWS did not answer in time');
  const failure = toAwsFailure(error, new Date());
  const { code, reason, retryable } = failure;
  if (DENIED.has(code) || (isHead && code === 'HTTP 403')) {
    return unreadable('denied', `access was denied (${code})`, { needs });
  }
  if (THROTTLED.test(code)) return unreadable('throttled', `AWS asked to slow down (${code})`);
  if (UNAUTHENTICATED.test(code)) {
    return unreadable('failed', `AWS did not take the responder's credentials (${code})`, { retryable });
  }
  return toOther(error, failure, reason);
}

function toOther(error: unknown, { code, retryable }: AwsFailure, reason: string): Unreadable {
  if (code === 'Timeout' || code === 'TimeoutError' || code.startsWith('RequestTimeout')) {
    return unreadable('timeout', 'AWS did not answer in time');
  }
  if (toNetworkFailure(error) !== undefined) return unreadable('network', reason, { retryable });
  if (/^HTTP 2/.test(code)) {
    return unreadable('malformed', 'the answer was not what this operation answers', { retryable: true });
  }
  return unreadable(retryable ? 'failed' : 'refused', `AWS answered ${reason}`, { retryable });
}
