import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import type { Administrator } from './accounts';

interface BucketSettings {
  readonly locked: boolean;
  readonly ownerOverride?: boolean | undefined;
  readonly key: string | undefined;
}

/** Makes a bucket as replication needs it: versioned; where ownership is overridden, one that takes ACLs. */
export async function createBucket(
  { s3, region }: Administrator,
  Bucket: string,
  { locked, ownerOverride = false, key }: BucketSettings,
): Promise<void> {
  const LocationConstraint = region as BucketLocationConstraint;
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ObjectLockEnabledForBucket: locked,
      // The first Region is the one that must not be named.
      ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint } }),
    }),
  );
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  if (ownerOverride) {
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  }
  if (key !== undefined) await setBucketKey({ s3 }, Bucket, { key, on: false });
}

/** Default encryption with a KMS key, with a Bucket Key or without. */
export async function setBucketKey(
  { s3 }: Pick<Administrator, 's3'>,
  Bucket: string,
  { key, on }: { readonly key: string; readonly on: boolean },
): Promise<void> {
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: key },
    BucketKeyEnabled: on,
  };
  await s3.send(
    new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } }),
  );
}
