import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import type { CheckLevel } from '../../../lambda/core/checks/check';
import type { Replication } from './replication';
import type { Features } from './replication-plan';

/** A replication that somebody broke, and what the alert about it has to say and to lead to. */
export interface BrokenWorld {
  /** Part of the names of everything in it. */
  readonly id: string;
  /** What is broken, as a clause. */
  readonly name: string;
  /** What the replication is like while it works; default: nothing but buckets in two accounts. */
  readonly features?: Features;
  /** What somebody did to it; where it is about one object, which. */
  readonly break: (replication: Replication) => Promise<void | FailedObject>;
  /** `objects` where metadata of the object has to be read. */
  readonly level?: CheckLevel;
  /** The change that has to come first among those that CloudTrail has; default: whichever, or none. */
  readonly changed?: string;
  /** What S3 tells of the failure. */
  readonly failureReason: string;
  readonly found: (replication: Replication) => FoundCause;
  /** What the steps without a command ask somebody to do, before those that have one. */
  readonly byHand?: (replication: Replication) => Promise<void>;
  /** The emulator, too, cannot replicate it while it is broken; it looks at policies and versioning of other accounts. */
  readonly isSeenByEmulator?: true;
  /** Operations of the suggested commands that change something, in order. After them nothing is broken any more. */
  readonly commands: readonly string[];
  /** Operations of steps that are another way to the same end, which nobody takes here. */
  readonly alternatives?: readonly string[];
}

export interface FailedObject {
  readonly key: string;
  readonly versionId: string;
}

/** The one confirmed cause, and whose hands it needs. */
export interface FoundCause extends NonNullable<IncidentAlert['diagnosis']['cause']> {
  readonly owner: IncidentAlert['diagnosis']['owner'];
  /** What the finding has to tell. */
  readonly evidence: RegExp;
}

export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}
