import { PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { SOURCE } from './accounts';
import { bucketArn, type BrokenWorld } from './broken-world';
import { type Edit, withoutAction, withStatement } from './policy-documents';
import type { Replication } from './replication';

/** A replication whose cause the responder cannot see, or sees in spite of that. */
export interface BlindWorld extends Pick<BrokenWorld, 'id' | 'name' | 'features' | 'failureReason'> {
  readonly break: (replication: Replication) => Promise<void>;
  /** Whether it has a role in the destination account. */
  readonly access: boolean;
  /** Id of the check that is confirmed all the same; without it nothing may be. */
  readonly confirmed?: string;
  /** What has to be among what could not be looked at. */
  readonly unseen: readonly {
    readonly check: string;
    readonly because: RegExp;
    readonly needs: readonly string[];
  }[];
}

const NO_ROLE = /only account 222222222222 itself can look, and the responder has no role in it/;

/** What the responder says where it cannot look. */
export const BLIND_WORLDS: readonly BlindWorld[] = [
  {
    id: 'blind-policy',
    name: 'the responder has no role in the other account, whose bucket policy lacks s3:ReplicateObject',
    break: ({ changeBucketPolicy }) => changeBucketPolicy(withoutAction('s3:ReplicateObject')),
    failureReason: 'DstPutObjectNotPermitted',
    access: false,
    unseen: [{ check: 'destination-write-permission', because: NO_ROLE, needs: [] }],
  },
  {
    id: 'blind-owner',
    name: 'nothing says whose the bucket is, whose policy lets the source account look and lacks s3:ReplicateObject',
    features: { unnamedAccount: true },
    break: ({ changeBucketPolicy, destinationBucket }) =>
      changeBucketPolicy((policy) =>
        letSourceLook(destinationBucket)(withoutAction('s3:ReplicateObject')(policy)),
      ),
    failureReason: 'DstPutObjectNotPermitted',
    access: false,
    unseen: [
      {
        check: 'destination-write-permission',
        because: /only the account that owns the bucket can read its policy/,
        needs: [],
      },
    ],
  },
  {
    id: 'blind-key',
    name: 'the responder has no role in the other account, which encrypts replicas with a key of its own',
    features: { keys: true },
    break: () => Promise.resolve(),
    failureReason: 'DstKmsKeyInvalidState',
    access: false,
    unseen: [{ check: 'destination-key-state', because: /access was denied/, needs: ['kms:DescribeKey'] }],
  },
  {
    id: 'blind-locked-out',
    name: 'the bucket policy denies everything outside a VPC endpoint, the responder as well',
    break: ({ changeBucketPolicy, destinationBucket }) =>
      changeBucketPolicy(
        withStatement({
          Sid: 'OnlyThroughVpc',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [bucketArn(destinationBucket), `${bucketArn(destinationBucket)}/*`],
          Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
        }),
      ),
    failureReason: 'DstPutObjectNotPermitted',
    access: true,
    unseen: [
      {
        check: 'destination-write-permission',
        because: /denied by an explicit Deny in a resource-based policy/,
        needs: [],
      },
    ],
  },
  {
    id: 'blind-role',
    name: 'the responder has no role in the other account, and what is missing is in the role policy',
    break: ({ changeRolePolicy }) => changeRolePolicy(withoutAction('s3:ReplicateObject')),
    failureReason: 'DstPutObjectNotPermitted',
    access: false,
    confirmed: 'destination-write-permission',
    unseen: [],
  },
  {
    id: 'blind-versioning',
    name: 'the responder has no role in the other account, whose bucket policy lets the source account look',
    break: async ({ changeBucketPolicy, destinationOwner, destinationBucket: Bucket }) => {
      await changeBucketPolicy(letSourceLook(Bucket));
      const VersioningConfiguration = { Status: 'Suspended' as const };
      await destinationOwner.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    },
    failureReason: 'DstBucketUnversioned',
    access: false,
    confirmed: 'destination-versioning',
    unseen: [],
  },
];

function letSourceLook(bucket: string): Edit {
  return withStatement({
    Sid: 'LetSourceLook',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${SOURCE.account}:root` },
    Action: ['s3:GetBucketPolicy', 's3:GetBucketVersioning', 's3:ListBucket'],
    Resource: bucketArn(bucket),
  });
}
