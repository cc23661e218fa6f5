/**
 * Errors of the adapters. Their messages are written here from safe parts and go into logs and delivery results as
 * they are. None carries a `cause`: the SDK attaches raw response bodies to its errors (a secret's value among
 * them), a signature error quotes the session token, and fetch quotes header values.
 */

/** Something did not end in the time it was given. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(readonly timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
  }
}

export type SecretErrorCode =
  | 'bad-arn'
  | 'not-found'
  | 'denied'
  | 'key-unusable'
  | 'not-encrypted'
  | 'unavailable'
  | 'empty'
  | 'binary'
  | 'not-json'
  | 'wrong-shape';

/** What is wrong with a secret, told without telling the secret. */
export interface SecretProblem {
  readonly code: SecretErrorCode;
  /** Which secret: its ARN, or what it is for. */
  readonly what: string;
  /** The kind of thing that was found, never its value. */
  readonly got: string;
  readonly allowed: string;
  readonly fix: string;
  /** Whether the same read may work in a moment. Default no. */
  readonly retryable?: boolean;
}

/** A secret could not be read, or is not of the form its user needs. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly code: SecretErrorCode;
  readonly retryable: boolean;

  constructor(problem: SecretProblem) {
    super(`${problem.what}: got ${problem.got}, needs ${problem.allowed}. ${problem.fix}`);
    this.code = problem.code;
    this.retryable = problem.retryable ?? false;
  }
}

/** A channel is set up in a way that it cannot deliver at all; the message says what to change. */
export class ChannelSettingError extends Error {
  override readonly name = 'ChannelSettingError';
}

/** The dead-letter queue did not take a message. */
export class QuarantineError extends Error {
  override readonly name = 'QuarantineError';

  constructor(
    reason: string,
    readonly retryable: boolean,
  ) {
    super(`the dead-letter queue did not take the message: ${reason}`);
  }
}
