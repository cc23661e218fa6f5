import { BATCH_REPORT_REASONS } from './batch-report.reasons';
import { DESTINATION_REASONS } from './destination.reasons';
import { DESTINATION_PERMISSION_REASONS } from './destination-permission.reasons';
import type { ReasonRow } from './reason-row';
import { ROLE_AND_BATCH_REASONS } from './role-and-batch.reasons';
import { SOURCE_REASONS } from './source.reasons';
import { SOURCE_PERMISSION_REASONS } from './source-permission.reasons';

/**
 * The catalog: every failure reason that AWS documents for replication events and Batch Replication completion
 * reports, and those of S3 on Outposts, by family. `findReason` is the way to look one up.
 */
export const REASONS: readonly ReasonRow[] = [
  ...ROLE_AND_BATCH_REASONS,
  ...SOURCE_REASONS,
  ...SOURCE_PERMISSION_REASONS,
  ...DESTINATION_REASONS,
  ...DESTINATION_PERMISSION_REASONS,
  ...BATCH_REPORT_REASONS,
];
