import { absent, known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import { oneOf, optional, required } from './answer-part';
import type { ReadS3 } from './read-s3';

type WriteFacts = Pick<FactSource, 'bucket-encryption' | 'bucket-ownership' | 'bucket-request-payment'>;

/** What a bucket does with what is written to it: how it is encrypted, who owns it, who pays. */
export function createBucketWriteFacts(readS3: ReadS3): WriteFacts {
  return {
    'bucket-encryption': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-encryption',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketEncryptionCommand({ Bucket: target.bucket }), options),
        toFact: ({ ServerSideEncryptionConfiguration: configuration }) => {
          const [rule] = required(configuration?.Rules, 'Rules');
          const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
          return known({
            ...optional('algorithm', SSEAlgorithm),
            ...optional('kmsKeyId', KMSMasterKeyID || undefined),
            bucketKey: rule?.BucketKeyEnabled === true,
            // `NONE` says that nothing is blocked.
            blockedTypes: (rule?.BlockedEncryptionTypes?.EncryptionType ?? []).filter(
              (type) => type !== 'NONE',
            ),
          });
        },
        refusals: {
          ServerSideEncryptionConfigurationNotFoundError: () =>
            absent('the bucket has no default encryption'),
        },
      }),

    'bucket-ownership': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-ownership',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket: target.bucket }), options),
        toFact: ({ OwnershipControls }) => {
          const [rule] = required(OwnershipControls?.Rules, 'Rules');
          return known({ ownership: required(rule?.ObjectOwnership, 'ObjectOwnership') });
        },
        refusals: {
          OwnershipControlsNotFoundError: () =>
            absent('the bucket has no ownership controls, which is the same as ObjectWriter'),
        },
      }),

    'bucket-request-payment': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-request-payment',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketRequestPaymentCommand({ Bucket: target.bucket }), options),
        toFact: ({ Payer }) =>
          known({
            payer: oneOf(Payer, 'Payer', { Requester: 'requester', BucketOwner: 'bucket-owner' } as const),
          }),
      }),
  };
}
