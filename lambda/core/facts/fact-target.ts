/**
 * Where a lookup looks: everything a read needs, and nothing else, so that two facts with one target share one read.
 * `account` is the owner when it is known; it decides whose credentials are used.
 */
export interface BucketTarget {
  readonly bucket: string;
  readonly region: string;
  readonly account?: string;
}

export interface ObjectTarget extends BucketTarget {
  readonly key: string;
  readonly versionId?: string;
}

/** One key, all of its versions. */
export interface KeyHistoryTarget extends BucketTarget {
  readonly key: string;
}

export interface AccountTarget {
  readonly account: string;
  readonly region: string;
}

export interface RoleTarget {
  readonly roleArn: string;
  /** Last part of the ARN: IAM knows roles by name. */
  readonly roleName: string;
  readonly account: string;
  /** Where IAM of the partition is: `us-east-1`, `cn-north-1`, `us-gov-west-1`. */
  readonly region: string;
}

export interface PolicyTarget {
  readonly policyArn: string;
  readonly account: string;
  readonly region: string;
}

export interface SimulationTarget extends RoleTarget {
  readonly actions: readonly string[];
  readonly resourceArn: string;
}

export interface KeyTarget {
  /** Key ARN, key id, alias ARN or alias name. */
  readonly keyId: string;
  readonly region: string;
  readonly account?: string;
}

export interface ChangesTarget {
  /** As CloudTrail names it: bucket name, role name, key ARN. */
  readonly resourceName: string;
  readonly region: string;
  readonly account?: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly until: string;
}

export interface JobTarget {
  readonly jobId: string;
  readonly account: string;
  readonly region: string;
}

/** Whoever the responder's own credentials belong to. */
export interface CallerTarget {
  readonly region: string;
}
