/** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export interface KeyState {
  readonly arn: string;
  readonly keyId: string;
  readonly account: string;
  readonly region: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable`, …: only `Enabled` works. */
  readonly state: string;
  /** An AWS-managed key cannot be used from another account, nor its policy changed. */
  readonly manager: 'customer' | 'aws';
  /** `SYMMETRIC_DEFAULT` is the only one that S3 takes. */
  readonly spec?: string;
  readonly usage?: string;
  readonly multiRegion: boolean;
  readonly deletionDate?: string;
}

export interface KeyGrant {
  readonly grantId: string;
  readonly granteePrincipal?: string;
  readonly operations: readonly string[];
  /** Encryption context that a use must equal, or contain. */
  readonly contextEquals?: Readonly<Record<string, string>>;
  readonly contextSubset?: Readonly<Record<string, string>>;
}

export interface KeyGrants {
  readonly grants: readonly KeyGrant[];
  readonly isTruncated: boolean;
}
