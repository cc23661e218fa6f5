import type { ChangesTarget } from './fact-target';
import { parseKmsKeyArn } from './kms-key-arn';
import { locateBucket, type Side } from './locate-buckets';
import { locateKeyItself } from './locate-keys';
import { locateRole } from './locate-roles';
import { type FactView, type Locate, located, type Located, notNamed, withFact } from './located';

/** How long before the first failure a change may have been made. */
const WINDOW_MS = 24 * 3_600_000;

/** Clocks differ a little, and a policy takes a moment to have its effect told. */
const AFTER_MS = 5 * 60_000;

type Place = Omit<ChangesTarget, 'since' | 'until'>;

/** CloudTrail keeps S3's events where the bucket is, under the bucket's name. */
export function locateBucketChanges(side: Side): Locate<ChangesTarget> {
  return (view) => {
    const place = locateBucket(side)(view);
    if (place.state !== 'located') return place;
    const { bucket, ...where } = place.target;
    return before(view, { resourceName: bucket, ...where });
  };
}

/** And IAM's where IAM is, under the role's name. */
export const locateRoleChanges: Locate<ChangesTarget> = (view) => {
  const role = locateRole('replication-role')(view);
  if (role.state !== 'located') return role;
  const { roleName, account, region } = role.target;
  return before(view, { resourceName: roleName, account, region });
};

/** And those of KMS under the ARN of the key, which a bare key id or an alias does not tell. */
export function locateKeyChanges(side: Side): Locate<ChangesTarget> {
  return (view) => {
    const key = locateKeyItself(side)(view);
    if (key.state !== 'located') return key;
    const { keyId, ...where } = key.target;
    if (parseKmsKeyArn(keyId) !== undefined) return before(view, { resourceName: keyId, ...where });
    return withFact(view, `${side}-key`, ({ arn, region, account }) =>
      before(view, { resourceName: arn, region, account }),
    );
  };
}

function before({ subject }: FactView, place: Place): Located<ChangesTarget> {
  const first = Date.parse(subject.firstFailure ?? '');
  if (Number.isNaN(first)) return notNamed('the time of the first failure');
  return located({
    ...place,
    since: new Date(first - WINDOW_MS).toISOString(),
    until: new Date(first + AFTER_MS).toISOString(),
  });
}
