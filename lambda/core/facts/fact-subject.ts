/**
 * What a diagnosis is about, as far as the failure events tell. Everything but the source is optional: the
 * replication configuration fills in the rest. All of it is attacker-controlled text.
 */
export interface FactSubject {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly sourceBucket: string;
  readonly sourceRegion: string;
  readonly sourceAccount?: string;
  readonly destinationBucket?: string;
  readonly destinationRegion?: string;
  readonly destinationAccount?: string;
  readonly ruleId?: string;
  /** One of the failed objects, for the facts about objects. */
  readonly object?: { readonly key: string; readonly versionId?: string };
  /**
   * Whether facts about single objects may be read to find others: the key that a source object is encrypted with.
   * Without it the bucket's default key is taken for the source key.
   */
  readonly readsObjects?: boolean;
  /** When a completion report, not an event, told of the failure. */
  readonly jobId?: string;
  /** ISO 8601, UTC: changes are looked for in the 24 hours before. */
  readonly firstFailure?: string;
}
