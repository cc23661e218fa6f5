import type { BucketVersioning } from '../../core/facts/bucket-state';
import { absent, known, unreadable } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import { oneOf, optional, toPolicy } from './answer-part';
import type { ReadS3 } from './read-s3';

type BucketFacts = Pick<FactSource, 'bucket-versioning' | 'bucket-object-lock' | 'bucket-policy'>;

/** What a bucket must have, and allow, to be replicated from or to. */
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
