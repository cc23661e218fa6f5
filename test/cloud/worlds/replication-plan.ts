import type { ReplicationRule } from '@aws-sdk/client-s3';
import { type AccountPlace, DESTINATION, SOURCE } from './accounts';

/** What a world has beside two versioned buckets, a role and one rule with metrics. */
export interface Features {
  /** The destination bucket belongs to the source account, too. */
  readonly sameAccount?: boolean;
  /** Source objects and replicas are encrypted with KMS keys of their accounts. */
  readonly keys?: boolean;
  /** Replicas go to the owner of the destination bucket, which takes ACLs. */
  readonly ownerOverride?: boolean;
  /** Object Lock is on for the source bucket, and not for the destination bucket. */
  readonly objectLock?: 'source';
  /** Delete markers are replicated. */
  readonly deleteMarkers?: boolean;
  /** The rule does not say whose the destination bucket is. */
  readonly unnamedAccount?: boolean;
  /** What the rule selects; default: everything. */
  readonly prefix?: string;
}

/** Names of the parts of one world; no two worlds share any. */
export interface Names {
  readonly sourceBucket: string;
  readonly destinationBucket: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly ruleId: string;
  /** Where the source bucket is; the role is in its account. */
  readonly source: AccountPlace;
  /** Where the destination bucket is. */
  readonly destination: AccountPlace;
}

export function toNames(id: string, { sameAccount = false }: Features, source = SOURCE): Names {
  const account = sameAccount ? source.account : DESTINATION.account;
  return {
    sourceBucket: `media-${id}`,
    destinationBucket: `media-${id}-dr`,
    roleName: `replicate-${id}`,
    roleArn: `arn:aws:iam::${source.account}:role/replicate-${id}`,
    ruleId: `all-${id}`,
    source,
    destination: { account, region: DESTINATION.region },
  };
}

/** ARNs of the default keys of both buckets, and of one more for single objects at the source. */
export interface Keys {
  readonly source: string;
  readonly destination: string;
  readonly ofObject: string;
}

export function toRule(names: Names, features: Features, keys: Keys | undefined): ReplicationRule {
  const { ruleId, destinationBucket, destination } = names;
  return {
    ID: ruleId,
    Priority: 1,
    Status: 'Enabled',
    Filter: { Prefix: features.prefix ?? '' },
    DeleteMarkerReplication: { Status: features.deleteMarkers === true ? 'Enabled' : 'Disabled' },
    ...(keys && { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } }),
    Destination: {
      Bucket: `arn:aws:s3:::${destinationBucket}`,
      ...(features.unnamedAccount !== true && { Account: destination.account }),
      Metrics: { Status: 'Enabled' },
      ...(features.ownerOverride === true && { AccessControlTranslation: { Owner: 'Destination' } }),
      ...(keys && { EncryptionConfiguration: { ReplicaKmsKeyID: keys.destination } }),
    },
  };
}
