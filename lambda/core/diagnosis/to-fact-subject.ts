import { toFixValues } from '../alerts/fix-values';
import type { CheckLevel } from '../checks/check';
import type { FactSubject } from '../facts/fact-subject';
import type { FailureGroup } from '../incidents/group-failures';

/** Which accounts things belong to, where the deployment knows what no event tells. */
export interface KnownAccounts {
  /** The responder's own: a source bucket that is not listed belongs to it. */
  readonly home?: string;
  /** Owner by bucket name. */
  readonly ofBucket?: Readonly<Record<string, string>>;
}

/**
 * What to look at for a group of failures. `undefined` when its events name a source bucket or Region that cannot be
 * real: both would become part of a request's address.
 */
export function toFactSubject(
  group: FailureGroup,
  { level, accounts = {} }: { readonly level: CheckLevel; readonly accounts?: KnownAccounts },
): FactSubject | undefined {
  const { partition, sourceBucket, sourceRegion, destinationBucket, ruleId, key, versionId } =
    toFixValues(group);
  if (partition === undefined || sourceBucket === undefined || sourceRegion === undefined) return undefined;
  const sourceAccount = ownerOf(sourceBucket, accounts) ?? accounts.home;
  const destinationAccount = ownerOf(destinationBucket, accounts);
  return {
    partition,
    sourceBucket,
    sourceRegion,
    ...(sourceAccount !== undefined && { sourceAccount }),
    ...(destinationBucket !== undefined && { destinationBucket }),
    ...(destinationAccount !== undefined && { destinationAccount }),
    ...(ruleId !== undefined && { ruleId }),
    ...(key !== undefined && { object: { key, ...(versionId !== undefined && { versionId }) } }),
    ...(level === 'objects' && { readsObjects: true }),
    firstFailure: group.firstSeen,
  };
}

function ownerOf(bucket: string | undefined, { ofBucket = {} }: KnownAccounts): string | undefined {
  return bucket !== undefined && Object.hasOwn(ofBucket, bucket) ? ofBucket[bucket] : undefined;
}
