/** What the store was asked to do, as DynamoDB calls it. */
export type StoreOperation = 'BatchGetItem' | 'Query' | 'PutItem' | 'DeleteItem';

export interface StoreProblem {
  readonly operation: StoreOperation;
  /** One line that is safe to log: an error code, never AWS's own message. */
  readonly reason: string;
  /** Whether the same call may work in a moment. */
  readonly retryable: boolean;
  /** What somebody has to do, where it is known. */
  readonly fix?: string;
}

/** The incident table could not be asked, or did not take what it was given. A write may have happened all the same. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly operation: StoreOperation;
  readonly reason: string;
  readonly retryable: boolean;

  constructor({ operation, reason, retryable, fix }: StoreProblem) {
    super(`the incident table: ${operation} failed: ${reason}${fix === undefined ? '' : `. ${fix}`}`);
    this.operation = operation;
    this.reason = reason;
    this.retryable = retryable;
  }
}
