import { toAwsFailure } from '../aws-failure';
import { StoreError, type StoreOperation } from './errors';

/** What somebody has to do about a refusal; what is missing here passes by itself, or is a defect of ours. */
const FIXES: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'Deploy the stack again, or correct the name and Region of the table',
  AccessDeniedException:
    'Allow dynamodb:BatchGetItem, Query and PutItem on the table and its index, and the use of its key if it has one',
};

/** What came of a call that did not work, in words that are safe to log. */
export function toStoreError(error: unknown, operation: StoreOperation): StoreError {
  if (error instanceof StoreError) return error;
  const { code, reason, retryable } = toAwsFailure(error, new Date());
  const fix = Object.hasOwn(FIXES, code) ? FIXES[code] : undefined;
  return new StoreError({ operation, reason, retryable, ...(fix !== undefined && { fix }) });
}
