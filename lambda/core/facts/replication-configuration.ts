export interface ObjectTag {
  readonly key: string;
  readonly value: string;
}

/** Which objects a rule takes: those that match the prefix and carry all of the tags. */
export interface RuleFilter {
  /** Empty: every key. */
  readonly prefix: string;
  readonly tags: readonly ObjectTag[];
  /** `prefix`: the old form, outside of `Filter`, under which delete markers replicate and tags cannot be named. */
  readonly form: 'filter' | 'prefix' | 'none';
}

export interface RuleDestination {
  readonly bucketArn: string;
  /** Last part of the ARN. */
  readonly bucket: string;
  readonly account?: string;
  readonly storageClass?: string;
  /** `AccessControlTranslation.Owner` is `Destination`: replicas belong to the destination account. */
  readonly ownerOverride: boolean;
  /** Key id, key ARN or alias ARN for replicas of KMS-encrypted objects. */
  readonly replicaKmsKeyId?: string;
  /** Without metrics a rule sends no failure events. */
  readonly metrics: boolean;
  readonly eventThresholdMinutes?: number;
  readonly replicationTime: boolean;
  readonly replicationTimeMinutes?: number;
}

/** A switch of a rule: S3 treats what is not there as disabled, but a person who reads along wants to know. */
export type RuleSwitch = 'enabled' | 'disabled' | 'not-set';

export interface ReplicationRule {
  /** S3 names rules itself when their author does not; an emulator may not. */
  readonly id?: string;
  readonly enabled: boolean;
  readonly priority?: number;
  readonly filter: RuleFilter;
  readonly destination: RuleDestination;
  readonly deleteMarkers: RuleSwitch;
  readonly existingObjects: RuleSwitch;
  readonly sseKmsObjects: RuleSwitch;
  readonly replicaModifications: RuleSwitch;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html */
export interface ReplicationConfiguration {
  readonly roleArn: string;
  readonly rules: readonly ReplicationRule[];
}
