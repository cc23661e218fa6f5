import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketRequestPaymentCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { bucketArn, type BrokenWorld } from './broken-world';

/** What the destination bucket has to be, and is not. */
export const BUCKET_WORLDS: readonly BrokenWorld[] = [
  {
    id: 'bucket-suspended',
    name: 'versioning of the destination bucket was suspended',
    break: async ({ destinationOwner, destinationBucket: Bucket }) => {
      const VersioningConfiguration = { Status: 'Suspended' as const };
      await destinationOwner.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    },
    changed: 'PutBucketVersioning',
    failureReason: 'DstBucketUnversioned',
    found: ({ destinationBucket }) => ({
      check: 'destination-versioning',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /Versioning of `media-bucket-suspended-dr` is suspended/,
    }),
    isSeenByEmulator: true,
    commands: ['s3api put-bucket-versioning'],
  },
  {
    id: 'bucket-gone',
    name: 'the destination bucket was deleted',
    break: async ({ destinationOwner, destinationBucket: Bucket }) => {
      await destinationOwner.s3.send(new DeleteBucketCommand({ Bucket }));
    },
    failureReason: 'DstBucketNotFound',
    found: ({ destinationBucket }) => ({
      check: 'destination-bucket',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /The bucket `media-bucket-gone-dr` does not exist/,
    }),
    byHand: async ({ destinationOwner: { s3, region }, destinationBucket: Bucket }) => {
      const LocationConstraint = region as BucketLocationConstraint;
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    },
    commands: ['s3api put-bucket-versioning'],
    alternatives: ['s3api get-bucket-replication', 's3api put-bucket-replication'],
  },
  {
    id: 'bucket-unlocked',
    name: 'the source bucket has Object Lock and the destination bucket has none',
    features: { objectLock: 'source' },
    break: () => Promise.resolve(),
    failureReason: 'DstBucketObjectLockConfigMissing',
    found: ({ destinationBucket }) => ({
      check: 'object-lock',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /`media-bucket-unlocked` has Object Lock and `media-bucket-unlocked-dr` has none/,
    }),
    commands: ['s3api put-object-lock-configuration'],
  },
  {
    id: 'bucket-requester-pays',
    name: 'the destination bucket of the other account lets the requester pay',
    break: async ({ destinationOwner, destinationBucket: Bucket }) => {
      const RequestPaymentConfiguration = { Payer: 'Requester' as const };
      await destinationOwner.s3.send(
        new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }),
      );
    },
    changed: 'PutBucketRequestPayment',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ destinationBucket }) => ({
      check: 'destination-request-payment',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /Requester Pays/,
    }),
    commands: ['s3api put-bucket-request-payment'],
  },
];
