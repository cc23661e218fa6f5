import type { ObjectTag } from './replication-configuration';

/**
 * An object version, or a delete marker, that is there. `replicationStatus` is one for all destinations; absent means
 * that S3 never considered the version. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export type ObjectHead = { readonly kind: 'delete-marker'; readonly versionId?: string } | ObjectVersionHead;

export interface ObjectVersionHead {
  readonly kind: 'object';
  readonly versionId?: string;
  /** `PENDING`, `COMPLETED`, `FAILED`, `REPLICA`. */
  readonly replicationStatus?: string;
  /** S3 leaves it out for `STANDARD`. */
  readonly storageClass: string;
  /** `ARCHIVE_ACCESS` or `DEEP_ARCHIVE_ACCESS` of Intelligent-Tiering. */
  readonly archiveStatus?: string;
  readonly sizeBytes?: number;
  readonly lastModified?: string;
  /** `AES256`, `aws:kms`, `aws:kms:dsse`. */
  readonly encryption?: string;
  readonly kmsKeyId?: string;
  readonly bucketKey: boolean;
  readonly tagCount: number;
  /** Sent only to those who may read retention and legal hold; absent proves nothing. */
  readonly lock?: {
    readonly mode?: string;
    readonly retainUntil?: string;
    readonly legalHold?: boolean;
  };
}

export interface ObjectTags {
  readonly tags: readonly ObjectTag[];
}

export interface ObjectRetention {
  readonly mode: string;
  readonly retainUntil: string;
}

export interface ObjectLegalHold {
  readonly on: boolean;
}

export interface VersionEntry {
  readonly versionId: string;
  readonly kind: 'object' | 'delete-marker';
  readonly isLatest: boolean;
  readonly lastModified?: string;
  readonly sizeBytes?: number;
  readonly storageClass?: string;
}

/** Versions and delete markers of exactly one key, as S3 lists them. */
export interface ObjectVersions {
  readonly versions: readonly VersionEntry[];
  /** S3 had more to list: a version that is not here may still exist. */
  readonly isTruncated: boolean;
}

export interface AnnotationEntry {
  readonly name: string;
  readonly sizeBytes?: number;
  readonly replicationStatus?: string;
}

export interface ObjectAnnotations {
  readonly annotations: readonly AnnotationEntry[];
  readonly isTruncated: boolean;
}
