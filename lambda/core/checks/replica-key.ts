import { absent, type Fact, known } from '../facts/fact';
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
