import {
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketRequestPaymentCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
} from '@aws-sdk/client-s3';
import type { BucketPresence, BucketVersioning } from '../../core/facts/bucket-state';
import { absent, type Fact, known, unreadable } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import type { BucketTarget } from '../../core/facts/fact-target';
import { oneOf, optional, required, toPolicy } from './answer-part';
import type { Refusal } from './read-aws';
import { type ReadS3, toRegion } from './read-s3';

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
    'bucket-presence': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-presence',
        allowance,
        isHead: true,
        anywhere: true,
        send: (client, options) => client.send(new HeadBucketCommand(toInput(target)), options),
        toFact: ({ BucketRegion }) =>
          known({ access: 'allowed', ...optional('region', toRegion(BucketRegion)) }),
        refusals: toPresenceRefusals(target),
      }),

    'bucket-versioning': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-versioning',
        allowance,
        send: (client, options) => client.send(new GetBucketVersioningCommand(toInput(target)), options),
        toFact: ({ Status, MFADelete }) =>
          known({ status: toVersioningStatus(Status), mfaDelete: MFADelete === 'Enabled' }),
      }),

    'bucket-object-lock': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-object-lock',
        allowance,
        send: (client, options) =>
          client.send(new GetObjectLockConfigurationCommand(toInput(target)), options),
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
        send: (client, options) => client.send(new GetBucketPolicyCommand(toInput(target)), options),
        toFact: ({ Policy }) => known(toPolicy(`bucket policy of ${target.bucket}`, Policy)),
        refusals: {
          NoSuchBucketPolicy: () => absent('the bucket has no policy'),
          MethodNotAllowed: () =>
            unreadable('other-account', 'only the account that owns the bucket can read its policy'),
        },
      }),

    'bucket-encryption': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-encryption',
        allowance,
        send: (client, options) => client.send(new GetBucketEncryptionCommand(toInput(target)), options),
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
        send: (client, options) =>
          client.send(new GetBucketOwnershipControlsCommand(toInput(target)), options),
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
        send: (client, options) => client.send(new GetBucketRequestPaymentCommand(toInput(target)), options),
        toFact: ({ Payer }) =>
          known({
            payer: oneOf(Payer, 'Payer', { Requester: 'requester', BucketOwner: 'bucket-owner' } as const),
          }),
      }),
  };
}

export function toInput({ bucket }: BucketTarget): { readonly Bucket: string } {
  return { Bucket: bucket };
}

function toVersioningStatus(status: string | undefined): BucketVersioning['status'] {
  if (status === undefined) return 'never-enabled';
  return oneOf(status, 'Status', { Enabled: 'enabled', Suspended: 'suspended' } as const);
}

/** Every refusal but 404 proves that there is a bucket, and where: HEAD answers have no body to say more. */
function toPresenceRefusals({ region: asked }: BucketTarget) {
  const elsewhere = ({ region }: Refusal): Fact<BucketPresence> | undefined =>
    toRegion(region) === undefined || region === asked ? undefined : toPresence('redirected', region);
  return {
    NotFound: () => absent('there is no such bucket'),
    'HTTP 404': () => absent('there is no such bucket'),
    'HTTP 301': elsewhere,
    'HTTP 307': elsewhere,
    // A Region newer than 2019 does not redirect: it refuses the signature.
    'HTTP 400': elsewhere,
    'HTTP 403': ({ region }: Refusal) =>
      toRegion(region) === undefined ? undefined : toPresence('denied', region),
  };
}

function toPresence(access: BucketPresence['access'], region: string | undefined): Fact<BucketPresence> {
  return known({ access, ...optional('region', region) });
}
