import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { bucketArn, type BrokenWorld } from './broken-world';
import { toPolicy, withChanged, withoutAction, withStatement } from './policy-documents';

const PUT_BUCKET_POLICY = ['s3api put-bucket-policy'];

/** What bucket policies keep the role from. */
export const BUCKET_POLICY_WORLDS: readonly BrokenWorld[] = [
  {
    id: 'policy-write',
    name: 'the bucket policy of the other account lacks s3:ReplicateObject',
    break: ({ changeBucketPolicy }) => changeBucketPolicy(withoutAction('s3:ReplicateObject')),
    changed: 'PutBucketPolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ destinationBucket }) => ({
      check: 'destination-write-permission',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /policy of bucket `media-policy-write-dr`.*`s3:ReplicateObject`/,
    }),
    isSeenByEmulator: true,
    commands: PUT_BUCKET_POLICY,
  },
  {
    id: 'policy-gone',
    name: 'the bucket of the other account has no policy any more',
    break: async ({ destinationOwner, destinationBucket: Bucket }) => {
      await destinationOwner.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    },
    changed: 'DeleteBucketPolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ destinationBucket }) => ({
      check: 'destination-write-permission',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /no policy of bucket `media-policy-gone-dr`/,
    }),
    isSeenByEmulator: true,
    commands: PUT_BUCKET_POLICY,
  },
  {
    id: 'policy-vpc',
    name: 'the bucket policy denies what does not come through a VPC endpoint',
    break: ({ changeBucketPolicy, destinationBucket }) =>
      changeBucketPolicy(
        withStatement({
          Sid: 'DenyOutsideVpc',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:PutObject', 's3:ReplicateObject', 's3:ReplicateDelete'],
          Resource: `${bucketArn(destinationBucket)}/*`,
          Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
        }),
      ),
    changed: 'PutBucketPolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ destinationBucket }) => ({
      check: 'destination-write-permission',
      subject: bucketArn(destinationBucket),
      statement: 'DenyOutsideVpc',
      owner: 'destination-account',
      evidence: /`DenyOutsideVpc`.*`s3:ReplicateObject`.*`aws:SourceVpce`/,
    }),
    isSeenByEmulator: true,
    commands: PUT_BUCKET_POLICY,
  },
  {
    id: 'policy-not-principal',
    name: 'the bucket policy denies everybody but one role, and that is not the replication role',
    break: ({ changeBucketPolicy, destinationBucket, destination }) =>
      changeBucketPolicy(
        withStatement({
          Sid: 'OnlyBackup',
          Effect: 'Deny',
          NotPrincipal: {
            AWS: [
              `arn:aws:iam::${destination.account}:role/backup`,
              `arn:aws:iam::${destination.account}:root`,
            ],
          },
          Action: ['s3:PutObject', 's3:ReplicateObject'],
          Resource: `${bucketArn(destinationBucket)}/*`,
        }),
      ),
    changed: 'PutBucketPolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ destinationBucket }) => ({
      check: 'destination-write-permission',
      subject: bucketArn(destinationBucket),
      statement: 'OnlyBackup',
      owner: 'destination-account',
      evidence: /`OnlyBackup`.*`s3:ReplicateObject`/,
    }),
    commands: PUT_BUCKET_POLICY,
  },
  {
    id: 'policy-source-ip',
    name: 'in one account, the policy of the source bucket denies what does not come from the office',
    features: { sameAccount: true },
    break: async ({ sourceOwner, sourceBucket: Bucket }) => {
      const policy = toPolicy({
        Sid: 'OfficeOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject*',
        Resource: `${bucketArn(Bucket)}/*`,
        Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      });
      await sourceOwner.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }));
    },
    changed: 'PutBucketPolicy',
    failureReason: 'SrcGetObjectNotPermitted',
    found: ({ sourceBucket }) => ({
      check: 'source-read-permission',
      subject: bucketArn(sourceBucket),
      statement: 'OfficeOnly',
      owner: 'source-account',
      evidence: /`OfficeOnly`.*`aws:SourceIp`/,
    }),
    commands: PUT_BUCKET_POLICY,
  },
  {
    id: 'policy-dead-role',
    name: 'the role was made again, and the bucket policy holds on to the id of the old one',
    break: async ({ deleteRole, makeRole }) => {
      await deleteRole();
      await makeRole();
    },
    changed: 'PutRolePolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ destinationBucket }) => ({
      check: 'destination-write-permission',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /`AROA[A-Z0-9]+`, the id of a deleted role/,
    }),
    commands: PUT_BUCKET_POLICY,
  },
  {
    id: 'policy-prefix',
    name: 'the bucket policy allows another folder than the rule selects, one that a shell would act on',
    features: { prefix: "it's $(date)/" },
    break: ({ changeBucketPolicy, destinationBucket }) =>
      changeBucketPolicy(
        withChanged('LetReplicationWrite', { Resource: `${bucketArn(destinationBucket)}/logs/*` }),
      ),
    changed: 'PutBucketPolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ destinationBucket }) => ({
      check: 'destination-write-permission',
      subject: bucketArn(destinationBucket),
      owner: 'destination-account',
      evidence: /`LetReplicationWrite`.*`[^`]*\/logs\/\*`/,
    }),
    isSeenByEmulator: true,
    commands: PUT_BUCKET_POLICY,
  },
];
