import { type Fact, mapFact, valueOf } from '../../facts/fact';
import type { FactId } from '../../facts/fact-id';
import type { Side } from '../../facts/locate-buckets';
import type { ReplicationRule } from '../../facts/replication-configuration';
import type { CheckContext, Judgement } from '../check';
import { notApplicable } from '../judgement';
import { type Asked, judgeAccess, type Need } from './judge-access';
import { type BucketPlace, readKey, readPlace, readRule, type ResourceSide } from './read-resource';
import { readRole } from './read-role';
import { REPLICATION_REQUEST_KEYS, toKeyKeys } from './replication-request-context';
import { type AccessQuestion, weighAccess } from './weigh-access';
import { weighGrants } from './weigh-grants';

/** Permissions on a KMS key of the replication. */
export interface KeyPermission {
  readonly side: Side;
  readonly toActions: (use: KeyUse) => Readonly<Record<`kms:${string}`, Need>>;
  /** What to grant where something is lacking. */
  readonly grants: readonly string[];
  readonly policyName: string;
}

export interface KeyUse {
  readonly rule: ReplicationRule;
  readonly reason: string;
  /** Whether a Bucket Key takes part; `undefined` when nobody knows. */
  readonly bucketKey: boolean | undefined;
}

/** Whether the role may use the key, through its own policies, its boundary, the key policy and the grants. */
export function judgeKeyPermission(context: CheckContext, permission: KeyPermission): Judgement {
  const { side } = permission;
  const rule = readRule(context);
  if (rule.state === 'judged') return rule.judgement;
  const role = readRole(context, 'replication-role');
  if (role.state === 'judged') return role.judgement;
  const key = readKey(context, side, role.value);
  if (key.state === 'judged') return key.judgement;
  const bucket = readPlace(context, side);
  if (bucket.state === 'judged') return bucket.judgement;
  if (isElsewhere(key.value, bucket.value)) {
    // A grant on it would be one on the wrong key; where the key should be is the question of `destination-key-state`.
    return notApplicable(
      `the key is in another Region than \`${bucket.value.bucket}\`, so no permission would help`,
    );
  }
  const bucketKey = readBucketKey(context, side);
  const contextArn = toContextArn(bucket.value, bucketKey);
  const place = { partition: role.value.partition, region: bucket.value.region, contextArn };
  const grants = context.fact(`${side}-key-grants`);
  const use = { rule: rule.value, reason: context.reason, bucketKey };
  const keys = [...REPLICATION_REQUEST_KEYS, ...toKeyKeys(place)];
  const asked = Object.entries(permission.toActions(use)).map(([action, need]): Asked => ({
    need,
    question: { role: role.value, resource: key.value, action, keys },
  }));
  const weigh = (question: AccessQuestion) => weighGrants(weighAccess(question), grants, contextArn);
  const judgement = judgeAccess(asked, weigh, {
    actions: permission.grants,
    condition: toCondition(bucket.value, role.value.partition),
    policyName: permission.policyName,
  });
  return tellContext(judgement, bucket.value, { side, bucketKey });
}

function isElsewhere({ policy: { place } }: ResourceSide, { region }: BucketPlace): boolean {
  return place.kind === 'key' && region !== undefined && place.region !== region;
}

/**
 * A replica keeps the Bucket Key of its source object, whatever its own bucket says. Which objects have one only their
 * metadata tells, so where the source makes them with one, and the destination does not, nobody knows.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html#bucket-key-replication
 */
function readBucketKey(context: CheckContext, side: Side): boolean | undefined {
  const own = readSetting(context, side);
  if (side === 'source' || own !== false) return own;
  return readSetting(context, 'source') === false ? false : undefined;
}

function readSetting({ fact }: CheckContext, side: Side): boolean | undefined {
  const encryption: Fact<boolean> = mapFact(fact(`${side}-encryption`), ({ bucketKey }) => bucketKey);
  return encryption.state === 'absent' ? false : valueOf(encryption);
}

function toContextArn(
  { objectArn, bucketArn }: BucketPlace,
  bucketKey: boolean | undefined,
): string | undefined {
  if (bucketKey === undefined) return undefined;
  return bucketKey ? bucketArn : objectArn;
}

/** Through S3, for this bucket, with and without a Bucket Key: what AWS's own example allows. */
function toCondition(
  { bucketArn, grantable, region }: BucketPlace,
  partition: string,
): Readonly<Record<string, unknown>> {
  const via = toKeyKeys({ partition, region, contextArn: undefined }).find(
    ({ key }) => key === 'kms:ViaService',
  );
  return {
    StringLike: {
      ...(via !== undefined && { 'kms:ViaService': via.values[0] }),
      'kms:EncryptionContext:aws:s3:arn': [bucketArn, grantable],
    },
  };
}

/**
 * Which form the encryption context has is half of the explanation where it plays a part. It is that of the bucket's
 * setting, and a replica keeps a Bucket Key that its source object has.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html#bucket-key-replication
 */
function tellContext(
  judgement: Judgement,
  { bucket }: BucketPlace,
  { side, bucketKey }: { readonly side: Side; readonly bucketKey: boolean | undefined },
): Judgement {
  if (judgement.verdict !== 'confirmed' || bucketKey === undefined) return judgement;
  if (!judgement.evidence.some((sentence) => sentence.includes('kms:EncryptionContext'))) return judgement;
  const form = bucketKey
    ? `A Bucket Key is on for \`${bucket}\`, so KMS is asked with the ARN of the bucket, not of the object`
    : `No Bucket Key is on for \`${bucket}\`, so KMS is asked with the ARN of the object, not of the bucket`;
  return { ...judgement, evidence: [...judgement.evidence, `${form}${toDoubt(side, bucketKey)}.`] };
}

function toDoubt(side: Side, bucketKey: boolean): string {
  if (side === 'source') return '; an object that was written with a setting of its own may differ';
  return bucketKey ? '' : '; a replica whose source object has one keeps it, though';
}

/** What such a judgement reads. */
export function factsOfKeyPermission(side: Side): readonly FactId[] {
  return [
    'source-replication',
    `${side}-bucket`,
    'replication-role',
    'replication-role-inline-policies',
    'replication-role-attached-policies',
    'replication-role-boundary',
    `${side}-encryption`,
    ...(side === 'destination' ? (['source-encryption'] as const) : []),
    `${side}-key`,
    `${side}-key-policy`,
    `${side}-key-grants`,
  ];
}
