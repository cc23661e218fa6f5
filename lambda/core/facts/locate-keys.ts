import { absent, valueOf } from './fact';
import type { BucketTarget, KeyTarget } from './fact-target';
import { isKmsAlias, parseKmsKeyArn } from './kms-key-arn';
import { locateBucket, type Side, withRule } from './locate-buckets';
import { afterFact, type FactView, type Locate, located, type Located, withFact } from './located';

/** What S3 uses for `aws:kms` when no key is named. */
const AWS_MANAGED_KEY = 'alias/aws/s3';

/**
 * The key that protects the source object or will protect the replica. Source: the object's own key if objects may be
 * read, else the bucket's default. Destination: the replica key of the rule, else the bucket's default.
 */
export function locateKey(side: Side): Locate<KeyTarget> {
  return side === 'source' ? locateSourceKey : locateDestinationKey;
}

const locateSourceKey: Locate<KeyTarget> = (view) => {
  const { readsObjects, object } = view.subject;
  if (readsObjects !== true || object === undefined) return locateDefaultKey('source', view);
  return afterFact(view, 'source-object', (fact) => {
    const head = valueOf(fact);
    if (head?.kind !== 'object') return locateDefaultKey('source', view);
    if (head.kmsKeyId !== undefined) return toKeyTarget('source', view, head.kmsKeyId);
    return absent('the source object is not encrypted with a KMS key');
  });
};

const locateDestinationKey: Locate<KeyTarget> = (view) =>
  withRule(view, ({ destination: { replicaKmsKeyId } }) =>
    replicaKmsKeyId === undefined
      ? locateDefaultKey('destination', view)
      : toKeyTarget('destination', view, replicaKmsKeyId),
  );

function locateDefaultKey(side: Side, view: FactView): Located<KeyTarget> {
  return withFact(view, `${side}-encryption`, ({ algorithm, kmsKeyId }) =>
    algorithm?.startsWith('aws:kms') === true
      ? toKeyTarget(side, view, kmsKeyId ?? AWS_MANAGED_KEY)
      : absent(`new objects in the ${side} bucket are not encrypted with a KMS key by default`),
  );
}

/** An ARN says where its key is; a bare id or alias is in the Region and the account of the bucket. */
function toKeyTarget(side: Side, view: FactView, keyId: string): Located<KeyTarget> {
  const place = parseKmsKeyArn(keyId);
  if (place !== undefined) return located({ keyId, region: place.region, account: place.account });
  const bucket = locateBucket(side)(view);
  return bucket.state === 'located' ? located({ keyId, ...ownerOf(bucket.target) }) : bucket;
}

function ownerOf({ region, account }: BucketTarget): Pick<KeyTarget, 'region' | 'account'> {
  return account === undefined ? { region } : { region, account };
}

/** The key as `GetKeyPolicy` and `ListGrants` take it: an alias has to be looked up first. */
export function locateKeyItself(side: Side): Locate<KeyTarget> {
  return (view) => {
    const key = locateKey(side)(view);
    if (key.state !== 'located' || !isKmsAlias(key.target.keyId)) return key;
    return withFact(view, `${side}-key`, ({ arn, region, account }) =>
      located({ keyId: arn, region, account }),
    );
  };
}
