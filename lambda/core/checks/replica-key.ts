import { absent, type Fact, known } from '../facts/fact';
import type { ReplicationRule } from '../facts/replication-configuration';
import { quote } from '../policy/quote-text';
import type { CheckContext } from './check';
import { nameRule } from './replication-rule';
import { readRule, readSetting } from './replication-subject';

export interface ReplicaKey {
  /** Key id, key ARN, alias or alias ARN, as it stands there. */
  readonly keyId: string;
  /** Where it stands: a clause that names what has to be edited. */
  readonly namedBy: string;
  readonly isInRule: boolean;
}

/**
 * Why the default key of the destination proves nothing of an object that the rule takes without a KMS key of its own:
 * replicas keep the kind of encryption of their source, and only objects that have none get the default.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html#replication-default-encryption
 */
export const DEFAULT_KEY_IS_SELDOM_USED =
  'replicas get the default key of the destination only where the source object is not encrypted, as none is since 2023';

/** Whether replicas of the objects that the rule takes are certainly under a KMS key. */
export function isReplicaKeyUsed({ sseKmsObjects, destination }: ReplicationRule): boolean {
  return sseKmsObjects === 'enabled' && destination.replicaKmsKeyId !== undefined;
}

/**
 * The KMS key that replicas are encrypted with, by the rule or else by the default of the destination bucket; absent
 * when it is none. Needs `source-replication`, `destination-bucket` and `destination-encryption`.
 */
export function readReplicaKey(context: CheckContext): Fact<ReplicaKey> {
  const rule = readRule(context);
  if (rule.state !== 'known') return rule;
  const { bucket, replicaKmsKeyId } = rule.value.destination;
  if (replicaKmsKeyId !== undefined) {
    return known({ keyId: replicaKmsKeyId, namedBy: nameRule(rule.value), isInRule: true });
  }
  const encryption = readSetting(context, 'destination-encryption');
  if (encryption.state !== 'known') return encryption;
  const { algorithm, kmsKeyId } = encryption.value ?? {};
  if (algorithm?.startsWith('aws:kms') !== true) {
    return absent('neither the rule nor the destination bucket names a KMS key for replicas');
  }
  const namedBy = `the default encryption of ${quote(bucket)}`;
  return known({ keyId: kmsKeyId ?? 'alias/aws/s3', namedBy, isInRule: false });
}
