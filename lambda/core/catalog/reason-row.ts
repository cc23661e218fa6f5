/** Which side of the replication the code speaks about. `role` also covers the Batch Operations job. */
export type ReasonSide = 'role' | 'source' | 'destination';

/** Where AWS reports the code: replication events, Batch Replication completion reports, or both. */
export type ReasonChannel = 'live' | 'batch' | 'both';

/** `rule`: every object under that rule fails alike; `object`: only this one. */
export type ReasonScope = 'rule' | 'object';

/**
 * `retry-now`: nothing to fix, try again; `fix-first`: a retry fails again until the cause is gone; `never`:
 * there is nothing left to replicate.
 */
export type RetryClass = 'retry-now' | 'fix-first' | 'never';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** Whose hands are needed. */
export type FixOwner = 'source-account' | 'destination-account' | 'either-account' | 'nobody';

/** Who makes the request that is refused. */
export type PermissionPrincipal = 'replication-role' | 'batch-job-role' | 's3-service' | 'batch-service';

/** Policies that can grant, or deny, the action. */
export type GrantingPolicy =
  | 'trust-policy'
  | 'role-policy'
  | 'source-bucket-policy'
  | 'destination-bucket-policy'
  | 'source-key-policy'
  | 'destination-key-policy';

/** A placeholder of a fix step; the diagnosis fills in what it knows, and `<name>` stays for what it does not. */
export const FIX_PLACEHOLDERS = [
  'sourceBucket',
  'sourceRegion',
  'sourceAccount',
  'destinationBucket',
  'destinationRegion',
  'destinationAccount',
  'ruleId',
  'roleArn',
  'roleName',
  'jobRoleName',
  'sourceKeyArn',
  'destinationKeyArn',
  'key',
  'versionId',
  'partition',
] as const;

export type FixPlaceholder = (typeof FIX_PLACEHOLDERS)[number];

/** A permission that the failing request needs. */
export interface RequiredPermission {
  /** IAM action, `s3:ReplicateObject`. */
  readonly action: string;
  /** ARN template with `{placeholder}`s, `arn:{partition}:s3:::{destinationBucket}/*`. */
  readonly resource: string;
  readonly principal: PermissionPrincipal;
  readonly grantedBy: readonly GrantingPolicy[];
  /** When the permission is needed, if not always: "only with owner override". */
  readonly when?: string;
}

/** One step of a fix. `{placeholder}`s are typed: a row that names another one does not compile. */
export interface FixStep {
  /** An imperative sentence; may contain placeholders. */
  readonly text: string;
  /**
   * An AWS CLI command as an argument vector, one template per argument. The renderer fills and quotes each
   * argument for a POSIX shell, so that no bucket name or key can break out of its place.
   */
  readonly command?: readonly string[];
}

/** Everything the product knows about one failure reason. Written once; every text is generated from here. */
export interface ReasonRow {
  /** AWS's own spelling. */
  readonly reason: string;
  /** Other spellings of the same reason: former names, S3 on Outposts names. */
  readonly aliases: readonly string[];
  readonly side: ReasonSide;
  readonly channel: ReasonChannel;
  readonly scope: ReasonScope;
  /** A short clause in plain words, no code, no full stop: "S3 may not write the replica". ≤ 80 characters. */
  readonly title: string;
  /** One or two sentences: what this means. */
  readonly meaning: string;
  /** Likely causes, likeliest first, each one sentence. */
  readonly causes: readonly string[];
  readonly permissions: readonly RequiredPermission[];
  readonly fix: readonly FixStep[];
  readonly owner: FixOwner;
  readonly retry: { readonly class: RetryClass; readonly note: string };
  readonly severity: Severity;
  /** A failure that needs nobody: it is counted, never alerted. */
  readonly benign: boolean;
  /** The page on which the meaning rests. */
  readonly source: string;
  /** When somebody last compared this row with that page, `YYYY-MM-DD`. */
  readonly checkedOn: string;
}
