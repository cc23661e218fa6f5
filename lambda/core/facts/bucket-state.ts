import type { NamedPolicy } from '../policy/evaluate-access';

/** A policy as AWS gave it. `document` is the parsed text, or the text itself when it is not JSON. */
export interface ReadPolicy extends NamedPolicy {
  readonly text: string;
}

/**
 * A bucket that exists. `denied`: we may not list it (it may belong to anyone); `redirected`: it is in another
 * Region than the one asked. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export interface BucketPresence {
  readonly access: 'allowed' | 'denied' | 'redirected';
  /** From the header `x-amz-bucket-region`, which AWS sends whatever the permissions. */
  readonly region?: string;
}

/** `never-enabled` and `suspended` both fail replication, but only one of them keeps old versions. */
export interface BucketVersioning {
  readonly status: 'enabled' | 'suspended' | 'never-enabled';
  readonly mfaDelete: boolean;
}

export interface ObjectLock {
  /** Absent: no default retention. */
  readonly defaultRetention?: {
    readonly mode: string;
    readonly days?: number;
    readonly years?: number;
  };
}

export interface BucketEncryption {
  /** `AES256`, `aws:kms`, `aws:kms:dsse`. */
  readonly algorithm?: string;
  /** As configured: key id, key ARN or alias ARN. Absent with `aws:kms`: the AWS-managed key `aws/s3`. */
  readonly kmsKeyId?: string;
  readonly bucketKey: boolean;
  /** `SSE-C` here refuses replicas of SSE-C objects too. */
  readonly blockedTypes: readonly string[];
}

/** `BucketOwnerEnforced`, `BucketOwnerPreferred` or `ObjectWriter`. */
export interface OwnershipControls {
  readonly ownership: string;
}

export interface AclGrant {
  readonly granteeType: string;
  /** Canonical user id, or URI of a group. */
  readonly grantee: string;
  readonly permission: string;
  /** Granted to everyone, or to everyone with an AWS account. */
  readonly isPublic: boolean;
}

/** ACL of a bucket or an object. */
export interface AccessControlList {
  /** Canonical user id of the owner, not an account number. */
  readonly ownerId: string;
  readonly grants: readonly AclGrant[];
}

/** The effective setting is the strictest of bucket, account and organization. */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface RequestPayment {
  readonly payer: 'requester' | 'bucket-owner';
}

export interface NotificationTarget {
  readonly kind: 'queue' | 'topic' | 'function';
  readonly id?: string;
  readonly arn: string;
  readonly events: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}

export interface NotificationConfiguration {
  readonly targets: readonly NotificationTarget[];
  /** EventBridge carries no replication failures; it is told because people expect it to. */
  readonly eventBridge: boolean;
}
