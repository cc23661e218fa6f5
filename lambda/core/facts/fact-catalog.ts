import { FACT_LOOKUPS, type FactId, type LookupOf } from './fact-id';
import * as buckets from './locate-buckets';
import * as changes from './locate-changes';
import * as keys from './locate-keys';
import * as roles from './locate-roles';
import { type Locate, located } from './located';
import type { LookupId, LookupRow, LookupTarget } from './lookup';
import { LOOKUPS } from './lookup-catalog';

export type FactAbout =
  | 'source bucket'
  | 'destination bucket'
  | 'replication role'
  | 'batch job role'
  | 'source key'
  | 'destination key'
  | 'object version'
  | 'destination account'
  | 'job'
  | 'changes'
  | 'responder';

/** One thing that can be looked up for a diagnosis. What the answer is like follows from the lookup. */
export interface FactDescriptor<L extends LookupId = LookupId> {
  readonly about: FactAbout;
  /** What a check learns from it. */
  readonly tells: string;
  /** Facts it may need first; `locate` waits for nothing else. */
  readonly dependsOn: readonly FactId[];
  readonly locate: Locate<LookupTarget<L>>;
}

type FactTable = { readonly [Id in FactId]: FactDescriptor<LookupOf<Id>> };

const REPLICATION: readonly FactId[] = ['source-replication'];
const DESTINATION: readonly FactId[] = ['source-replication', 'destination-bucket'];
const KEY: Readonly<Record<buckets.Side, readonly FactId[]>> = {
  source: ['source-object', 'source-encryption'],
  destination: [...DESTINATION, 'destination-encryption'],
};
const KEY_ITSELF: typeof KEY = {
  source: [...KEY.source, 'source-key'],
  destination: [...KEY.destination, 'destination-key'],
};
const ROLE: Readonly<Record<roles.RoleKind, readonly FactId[]>> = {
  'replication-role': REPLICATION,
  'batch-job-role': ['batch-job'],
};

type Plan<T> = Pick<FactDescriptor, 'about' | 'tells' | 'dependsOn'> & { readonly locate: Locate<T> };
type BucketPlan = Plan<LookupTarget<'bucket-policy'>>;

function source(tells: string): BucketPlan {
  return { about: 'source bucket', tells, dependsOn: [], locate: buckets.locateSourceBucket };
}

function destination(tells: string): BucketPlan {
  const locate = buckets.locateDestinationBucket;
  return { about: 'destination bucket', tells, dependsOn: DESTINATION, locate };
}

function ofRole(tells: string, kind: roles.RoleKind): Plan<LookupTarget<'role'>> {
  const about = kind === 'batch-job-role' ? 'batch job role' : 'replication role';
  return { about, tells, dependsOn: ROLE[kind], locate: roles.locateRole(kind) };
}

function ofBoundary(kind: roles.RoleKind): Plan<LookupTarget<'managed-policy'>> {
  return { ...ofRole(TELLS.boundary, kind), dependsOn: [kind], locate: roles.locateBoundary(kind) };
}

function ofObject(tells: string, side: buckets.Side): Plan<LookupTarget<'object-head'>> {
  const dependsOn = side === 'source' ? [] : DESTINATION;
  return { about: 'object version', tells, dependsOn, locate: buckets.locateObject(side) };
}

function ofKeyHistory(side: buckets.Side): Plan<LookupTarget<'object-versions'>> {
  return { ...ofObject(TELLS.versions, side), locate: buckets.locateKeyHistory(side) };
}

function ofKey(side: buckets.Side): Plan<LookupTarget<'kms-key'>> {
  const locate = keys.locateKey(side);
  return { about: `${side} key`, tells: TELLS.key, dependsOn: KEY[side], locate };
}

function ofKeyItself(tells: string, side: buckets.Side): Plan<LookupTarget<'kms-key'>> {
  const locate = keys.locateKeyItself(side);
  return { about: `${side} key`, tells, dependsOn: KEY_ITSELF[side], locate };
}

function ofChanges(
  what: string,
  dependsOn: readonly FactId[],
  locate: Locate<LookupTarget<'changes'>>,
): Plan<LookupTarget<'changes'>> {
  return { about: 'changes', tells: `what was changed on ${what} just before`, dependsOn, locate };
}

const TELLS = {
  presence: 'whether the bucket exists, and in which Region',
  role: 'whether the role exists, whom it trusts, and its id',
  inline: 'what the role may do, from policies of its own',
  attached: 'what the role may do, from managed policies',
  boundary: 'what the role may do at most',
  versions: 'whether the version is still there, and what came after it',
  key: 'whether the key exists, is enabled, and whose it is',
  keyPolicy: 'whom the key policy lets use the key',
  grants: 'whom grants let use the key',
  annotations: "how many annotations there are, and each one's replication status",
} as const;

/** Every fact. Its lookup is in `FACT_LOOKUPS`, what that costs in `LOOKUPS`. */
export const FACTS: FactTable = {
  'source-replication': source('the rules, the role, and what the rules select'),
  'source-bucket': source(TELLS.presence),
  'source-versioning': source('whether versions are kept, as replication needs'),
  'source-object-lock': source('whether retention and legal hold have to be copied'),
  'source-policy': source('whether the bucket policy denies the role the read'),
  'source-encryption': source('the default key of the source objects, and whether it is a Bucket Key'),
  'source-ownership': source('whether others can own objects in the bucket'),
  'source-acl': source('which canonical user the bucket belongs to'),
  'source-notification': source('whether failures are sent anywhere'),
  'destination-bucket': {
    about: 'destination bucket',
    tells: TELLS.presence,
    dependsOn: REPLICATION,
    locate: buckets.locateDestinationPresence,
  },
  'destination-versioning': destination('whether versions are kept, as replication needs'),
  'destination-object-lock': destination('whether retention and legal hold can be copied'),
  'destination-policy': destination('whether the bucket policy lets the role write'),
  'destination-encryption': destination(
    'the default key of replicas, Bucket Key, and which encryption is refused',
  ),
  'destination-ownership': destination('who will own replicas, and whether ACLs count'),
  'destination-acl': destination('which canonical user the bucket belongs to'),
  'destination-public-access-block': destination('whether replicas with a public ACL are refused'),
  'destination-request-payment': destination('whether the requester has to pay'),
  'destination-account-public-access-block': {
    about: 'destination account',
    tells: 'whether the whole account refuses replicas with a public ACL',
    dependsOn: DESTINATION,
    locate: buckets.locateDestinationAccount,
  },
  'source-object': ofObject('replication status, storage class, key and lock of the version', 'source'),
  'source-object-acl': ofObject('who owns the object, and whether its ACL is public', 'source'),
  'source-object-tags': ofObject('which tags a rule filters on, or has to copy', 'source'),
  'source-object-retention': ofObject('whether a retention has to be copied', 'source'),
  'source-object-legal-hold': ofObject('whether a legal hold has to be copied', 'source'),
  'source-object-annotations': ofObject(TELLS.annotations, 'source'),
  'source-object-versions': ofKeyHistory('source'),
  'destination-object': ofObject('whether the replica is there', 'destination'),
  'destination-object-annotations': ofObject(TELLS.annotations, 'destination'),
  'destination-object-versions': ofKeyHistory('destination'),
  'replication-role': ofRole(TELLS.role, 'replication-role'),
  'replication-role-inline-policies': ofRole(TELLS.inline, 'replication-role'),
  'replication-role-attached-policies': ofRole(TELLS.attached, 'replication-role'),
  'replication-role-boundary': ofBoundary('replication-role'),
  'batch-job-role': ofRole(TELLS.role, 'batch-job-role'),
  'batch-job-role-inline-policies': ofRole(TELLS.inline, 'batch-job-role'),
  'batch-job-role-attached-policies': ofRole(TELLS.attached, 'batch-job-role'),
  'batch-job-role-boundary': ofBoundary('batch-job-role'),
  'source-simulation': {
    about: 'replication role',
    tells: 'whether a service control policy keeps the role from reading',
    dependsOn: REPLICATION,
    locate: roles.locateSourceSimulation,
  },
  'destination-simulation': {
    about: 'replication role',
    tells: 'whether a service control policy keeps the role from writing',
    dependsOn: DESTINATION,
    locate: roles.locateDestinationSimulation,
  },
  'source-key': ofKey('source'),
  'source-key-policy': ofKeyItself(TELLS.keyPolicy, 'source'),
  'source-key-grants': ofKeyItself(TELLS.grants, 'source'),
  'destination-key': ofKey('destination'),
  'destination-key-policy': ofKeyItself(TELLS.keyPolicy, 'destination'),
  'destination-key-grants': ofKeyItself(TELLS.grants, 'destination'),
  'batch-job': {
    about: 'job',
    tells: 'what the job does, as whom, and how far it came',
    dependsOn: [],
    locate: buckets.locateJob,
  },
  'source-bucket-changes': ofChanges('the source bucket', [], changes.locateBucketChanges('source')),
  'destination-bucket-changes': ofChanges(
    'the destination bucket',
    DESTINATION,
    changes.locateBucketChanges('destination'),
  ),
  'replication-role-changes': ofChanges('the replication role', REPLICATION, changes.locateRoleChanges),
  'source-key-changes': ofChanges('the source key', KEY_ITSELF.source, changes.locateKeyChanges('source')),
  'destination-key-changes': ofChanges(
    'the destination key',
    KEY_ITSELF.destination,
    changes.locateKeyChanges('destination'),
  ),
  caller: {
    about: 'responder',
    tells: 'which account the responder itself is in',
    dependsOn: [],
    locate: ({ subject: { sourceRegion } }) => located({ region: sourceRegion }),
  },
};

/** What looking a fact up costs, and who may. */
export function lookupOf(id: FactId): LookupRow {
  return LOOKUPS[FACT_LOOKUPS[id]];
}
