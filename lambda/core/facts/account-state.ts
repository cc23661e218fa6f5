/** Who the responder is, in the account it looks from. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** A management event that changed something, as CloudTrail tells it. */
export interface ChangeEvent {
  readonly eventId: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly event: string;
  /** `s3.amazonaws.com`. */
  readonly service: string;
  /** ARN of who did it, or the user name when the record tells no ARN. */
  readonly by?: string;
  /** The change was refused, and so changed nothing. */
  readonly errorCode?: string;
}

export interface RecentChanges {
  /** Newest first. Reads are left out. */
  readonly events: readonly ChangeEvent[];
  /** CloudTrail had more than was read: the culprit may be older than what is here. */
  readonly isTruncated: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DescribeJob.html */
export interface BatchJob {
  readonly jobId: string;
  /** `Active`, `Complete`, `Failed`, …: `Complete` means that replication was started, not that it arrived. */
  readonly status: string;
  readonly roleArn?: string;
  /** `S3ReplicateObject` for Batch Replication. */
  readonly operation?: string;
  readonly tasks: { readonly total: number; readonly succeeded: number; readonly failed: number };
  readonly failureReasons: readonly { readonly code?: string; readonly reason?: string }[];
}
