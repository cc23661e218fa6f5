import type { LookupId, LookupValue } from './lookup';

/**
 * Every fact and the lookup that finds it, in the order in which reads are spent when there are not enough for all:
 * where things are, then what is broken most often, then what only explains.
 */
export const FACT_LOOKUPS = {
  'source-replication': 'bucket-replication',
  'source-bucket': 'bucket-presence',
  'destination-bucket': 'bucket-presence',
  'destination-versioning': 'bucket-versioning',
  'batch-job': 'batch-job',
  'replication-role': 'role',
  'replication-role-inline-policies': 'role-inline-policies',
  'destination-policy': 'bucket-policy',
  'replication-role-attached-policies': 'role-attached-policies',
  'destination-encryption': 'bucket-encryption',
  'source-encryption': 'bucket-encryption',
  'source-object': 'object-head',
  'source-key': 'kms-key',
  'destination-key': 'kms-key',
  'source-key-policy': 'kms-key-policy',
  'destination-key-policy': 'kms-key-policy',
  'source-policy': 'bucket-policy',
  'replication-role-boundary': 'managed-policy',
  'destination-ownership': 'bucket-ownership',
  'destination-object-lock': 'bucket-object-lock',
  'source-versioning': 'bucket-versioning',
  'source-object-lock': 'bucket-object-lock',
  'source-object-versions': 'object-versions',
  'destination-object-versions': 'object-versions',
  'destination-object': 'object-head',
  'batch-job-role': 'role',
  'batch-job-role-inline-policies': 'role-inline-policies',
  'batch-job-role-attached-policies': 'role-attached-policies',
  'batch-job-role-boundary': 'managed-policy',
  'source-ownership': 'bucket-ownership',
  'source-object-acl': 'object-acl',
  'source-acl': 'bucket-acl',
  'destination-acl': 'bucket-acl',
  'destination-public-access-block': 'bucket-public-access-block',
  'destination-account-public-access-block': 'account-public-access-block',
  'destination-request-payment': 'bucket-request-payment',
  'source-object-tags': 'object-tags',
  'source-object-retention': 'object-retention',
  'source-object-legal-hold': 'object-legal-hold',
  'source-object-annotations': 'object-annotations',
  'destination-object-annotations': 'object-annotations',
  'source-key-grants': 'kms-key-grants',
  'destination-key-grants': 'kms-key-grants',
  'source-notification': 'bucket-notification',
  'source-simulation': 'role-simulation',
  'destination-simulation': 'role-simulation',
  'replication-role-changes': 'changes',
  'destination-bucket-changes': 'changes',
  'source-bucket-changes': 'changes',
  'destination-key-changes': 'changes',
  'source-key-changes': 'changes',
  caller: 'caller',
} as const satisfies Readonly<Record<string, LookupId>>;

export type FactId = keyof typeof FACT_LOOKUPS;
export type LookupOf<Id extends FactId> = (typeof FACT_LOOKUPS)[Id];
export type FactValue<Id extends FactId> = LookupValue<LookupOf<Id>>;

/** In the order of `FACT_LOOKUPS`. */
export const FACT_IDS = Object.keys(FACT_LOOKUPS) as readonly FactId[];
