import type { BucketPresence, BucketVersioning } from '../../core/facts/bucket-state';
import { absent, type Fact, known, unreadable } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import type { BucketTarget } from '../../core/facts/fact-target';
import { oneOf, optional, required, toPolicy } from './answer-part';
import type { Refusal } from './read-aws';
import { isFromS3, type ReadS3, toRegion } from './read-s3';

type BucketFacts = Pick<
  FactSource,
  | 'bucket-presence'
  | 'bucket-versioning'
  | 'bucket-object-lock'
  | 'bucket-policy'
  | 'bucket-encryption'
  | 'bucket-ownership'
  | 'bucket-request-payment'
>;

/** Whether a bucket is there, and the settings of it that replication depends on. */
export function createBucketFacts(readS3: ReadS3): BucketFacts {
  return {
    'bucket-versioning': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-versioning',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketVersioningCommand({ Bucket: target.bucket }), options),
        toFact: ({ Status, MFADelete }) =>
          known({ status: toVersioningStatus(Status), mfaDelete: MFADelete === 'Enabled' }),
      }),

    'bucket-object-lock': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-object-lock',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetObjectLockConfigurationCommand({ Bucket: target.bucket }), options),
        toFact: ({ ObjectLockConfiguration: lock }) => {
          oneOf(lock?.ObjectLockEnabled, 'ObjectLockEnabled', { Enabled: true });
          const { Mode, Days, Years } = lock?.Rule?.DefaultRetention ?? {};
          if (Mode === undefined) return known({});
          const period = { ...optional('days', Days), ...optional('years', Years) };
          return known({ defaultRetention: { mode: Mode, ...period } });
        },
        refusals: {
          ObjectLockConfigurationNotFoundError: () => absent('the bucket has no Object Lock'),
        },
      }),

    'bucket-policy': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-policy',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketPolicyCommand({ Bucket: target.bucket }), options),
        toFact: ({ Policy }) => known(toPolicy(`bucket policy of ${target.bucket}`, Policy)),
        refusals: {
          NoSuchBucketPolicy: () => absent('the bucket has no policy'),
          MethodNotAllowed: () =>
            unreadable('other-account', 'only the account that owns the bucket can read its policy'),
        },
      }),
  };
}

function toVersioningStatus(status: string | undefined): BucketVersioning['status'] {
  if (status === undefined) return 'never-enabled';
  return oneOf(status, 'Status', { Enabled: 'enabled', Suspended: 'suspended' } as const);
}
