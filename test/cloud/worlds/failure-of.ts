import { toFailureBody } from '../failure-event';
import type { BrokenWorld, FailedObject } from './broken-world';
import type { Replication } from './replication';

/** The body of the event that S3 sends when this replication fails. */
export function toBody(
  { source, sourceBucket, destinationBucket, ruleId }: Replication,
  { failureReason, features = {} }: Pick<BrokenWorld, 'failureReason' | 'features'>,
  object?: FailedObject,
): string {
  return toFailureBody({
    ...source,
    sourceBucket,
    destinationBucket,
    ruleId,
    failureReason,
    key: `${features.prefix ?? ''}video/2026/clip.mp4`,
    ...object,
  });
}
