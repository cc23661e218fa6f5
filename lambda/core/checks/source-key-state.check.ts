import type { BucketEncryption } from '../facts/bucket-state';
import type { Fact } from '../facts/fact';
import type { KeyState } from '../facts/key-state';
import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, undecided, unread } from './judgement';
import { findKeyProblem, isPassing, ownerOfKey } from './key-problem';
import { sourceOf } from './replication-subject';

/** Of the reasons, those that S3 gives only where there is a source key. */
const ABOUT_THE_KEY = new Set(['SrcKmsKeyInvalidState']);

/**
 * The default key of the source bucket, or the object's own where objects may be read. An object may be encrypted
 * with another key than the default, so a default key that is well proves nothing.
 */
export const sourceKeyState = defineCheck({
  id: 'source-key-state',
  level: 'config',
  looksAt: 'the KMS key of the source objects: whether it exists and is enabled',
  facts: ['source-encryption', 'source-key'],
  judge(context) {
    const { subject, reason, fact } = context;
    const key = fact('source-key');
    if (key.state === 'unreadable') return unread([key]);
    const encryption = fact('source-encryption');
    const bucket = quote(sourceOf(context).bucket);
    if (key.state === 'absent') {
      if (encryption.state === 'unreadable') return unread([encryption]);
      if (!isDefaultKms(encryption) || subject.readsObjects === true) {
        return ABOUT_THE_KEY.has(reason) ? undecided(key.because) : notApplicable(key.because);
      }
      const { kmsKeyId = 'alias/aws/s3' } = encryption.state === 'known' ? encryption.value : {};
      return confirmed(
        `The default key of ${bucket}, ${quote(kmsKeyId)}, does not exist.`,
        {
          title: 'The default KMS key of the source bucket does not exist',
          subject: kmsKeyId,
          owner: 'source-account',
        },
        [
          {
            text: `Name a key that exists in the default encryption of ${bucket}. Objects under the old one cannot be read any more.`,
          },
        ],
      );
    }

    const { arn, account, state } = key.value;
    const problem = findKeyProblem(key.value, subject.sourceAccount);
    if (problem !== undefined) {
      const owner = ownerOfKey(account, { sourceAccount: subject.sourceAccount, side: 'source' });
      return confirmed(
        problem.evidence,
        { title: `The source KMS key ${problem.what}`, subject: arn, owner },
        problem.fix,
      );
    }
    if (isPassing(key.value)) {
      return undecided(
        'the state of the key is one that passes',
        `The key ${quote(arn)} is ${quote(state)}.`,
      );
    }
    if (isOwnKey(key.value, { encryption, readsObjects: subject.readsObjects === true })) {
      return ruledOut(`The key of the object, ${quote(arn)}, is enabled.`);
    }
    return undecided(
      'single objects may be encrypted with another key',
      `The default key of ${bucket}, ${quote(arn)}, is enabled; single objects may be encrypted with another.`,
    );
  },
});

function isDefaultKms(encryption: Fact<BucketEncryption>): boolean {
  return encryption.state === 'known' && encryption.value.algorithm?.startsWith('aws:kms') === true;
}

/** Whether the key is certainly that of the object: the default key is looked at when the object cannot be read. */
function isOwnKey(
  { arn, keyId }: KeyState,
  { encryption, readsObjects }: { encryption: Fact<BucketEncryption>; readsObjects: boolean },
): boolean {
  if (!readsObjects || encryption.state !== 'known') return false;
  const { algorithm, kmsKeyId } = encryption.value;
  if (algorithm?.startsWith('aws:kms') !== true) return true;
  const isNameOfKey = kmsKeyId !== undefined && !kmsKeyId.includes('alias/');
  return isNameOfKey && kmsKeyId !== arn && kmsKeyId !== keyId;
}
