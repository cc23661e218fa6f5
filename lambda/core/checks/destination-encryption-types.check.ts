import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { ruledOut, undecided, without } from './judgement';
import { readDestination, readSetting } from './replication-subject';

const CUSTOMER_KEYS = 'SSE-C';

/**
 * Never confirmed: nobody but the holder of its key can see that an object is encrypted with SSE-C.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
 */
export const destinationEncryptionTypes = defineCheck({
  id: 'destination-encryption-types',
  level: 'config',
  looksAt: 'the kinds of encryption that the destination bucket refuses',
  facts: ['source-replication', 'destination-bucket', 'destination-encryption'],
  judge(context) {
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const encryption = readSetting(context, 'destination-encryption');
    if (encryption.state !== 'known') return without(encryption);
    const bucket = quote(destination.value.bucket);
    const refused = encryption.value?.blockedTypes ?? [];
    if (refused.length === 0) return ruledOut(`${bucket} refuses no kind of encryption.`);
    if (!refused.includes(CUSTOMER_KEYS)) {
      return undecided(
        'a kind of encryption that we do not know is refused',
        `${bucket} refuses objects encrypted as ${refused.map(quote).join(', ')}.`,
      );
    }
    return undecided(
      'nobody but its writer can see whether an object has SSE-C',
      `${bucket} refuses objects that their writer encrypted with a key of its own (SSE-C), replicas too.`,
    );
  },
});
