import { DisableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { BrokenWorld } from './broken-world';
import { setBucketKey } from './buckets';
import { withChanged, withoutAction } from './policy-documents';
import type { Replication } from './replication';

const FEATURES = { keys: true } as const;
const PUT_ROLE_POLICY = ['iam put-role-policy'];

/** What is wrong with the KMS keys of a replication, and with who may use them. */
export const KEY_WORLDS: readonly BrokenWorld[] = [
  {
    id: 'key-disabled',
    name: 'the key of the replicas was disabled',
    features: FEATURES,
    break: async ({ destinationOwner, keys }) => {
      await destinationOwner.kms.send(new DisableKeyCommand({ KeyId: keys?.destination }));
    },
    changed: 'DisableKey',
    failureReason: 'DstKmsKeyInvalidState',
    found: (replication) => ({
      check: 'destination-key-state',
      subject: replicaKeyOf(replication),
      owner: 'destination-account',
      evidence: /is `Disabled`/,
    }),
    commands: ['kms enable-key'],
  },
  {
    id: 'key-dying',
    name: 'the key of the replicas waits for its deletion',
    features: FEATURES,
    break: async ({ destinationOwner, keys }) => {
      const input = { KeyId: keys?.destination, PendingWindowInDays: 7 };
      await destinationOwner.kms.send(new ScheduleKeyDeletionCommand(input));
    },
    changed: 'ScheduleKeyDeletion',
    failureReason: 'DstKmsKeyInvalidState',
    found: (replication) => ({
      check: 'destination-key-state',
      subject: replicaKeyOf(replication),
      owner: 'destination-account',
      evidence: /waits for its deletion on `20\d\d-/,
    }),
    commands: ['kms cancel-key-deletion', 'kms enable-key'],
  },
  {
    id: 'key-policy',
    name: 'the policy of the key in the other account does not let the role use it',
    features: FEATURES,
    break: ({ changeKeyPolicy }) =>
      changeKeyPolicy(({ Version, Statement }) => ({
        Version,
        Statement: Statement.filter(({ Sid }) => Sid !== 'LetReplication'),
      })),
    changed: 'PutKeyPolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: (replication) => ({
      check: 'destination-key-permission',
      subject: replicaKeyOf(replication),
      owner: 'destination-account',
      evidence: /policy of key `.*replicate-key-policy`.*`kms:Encrypt`/,
    }),
    commands: ['kms put-key-policy'],
  },
  {
    id: 'key-context',
    name: 'a Bucket Key was turned on, and the role policy asks for the ARN of an object',
    features: FEATURES,
    break: async ({ destinationOwner, destinationBucket, keys }) => {
      await setBucketKey(destinationOwner, destinationBucket, { key: keys?.destination ?? '', on: true });
    },
    // The change was made to the bucket; of the histories, that of the role is read first, and no reads are left.
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ roleArn }) => ({
      check: 'destination-key-permission',
      subject: roleArn,
      owner: 'source-account',
      evidence: /A Bucket Key is on for `media-key-context-dr`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'key-region',
    name: 'the role policy lets the key be used through S3 of the wrong Region',
    features: FEATURES,
    break: ({ changeRolePolicy }) =>
      changeRolePolicy(
        withChanged('EncryptReplicas', {
          Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
        }),
      ),
    changed: 'PutRolePolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ roleArn }) => ({
      check: 'destination-key-permission',
      subject: roleArn,
      owner: 'source-account',
      evidence: /`kms:ViaService`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'key-decrypt',
    name: 'the role policy lacks kms:Decrypt for the key of the source',
    features: FEATURES,
    break: ({ changeRolePolicy }) => changeRolePolicy(withoutAction('kms:Decrypt')),
    changed: 'PutRolePolicy',
    failureReason: 'SrcGetObjectNotPermitted',
    found: ({ roleArn }) => ({
      check: 'source-key-permission',
      subject: roleArn,
      owner: 'source-account',
      evidence:
        /`replicate-key-decrypt`.*`kms:Decrypt`|policy of key `.*replicate-key-decrypt`.*`kms:Decrypt`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'key-object',
    name: 'the key that the source object alone is encrypted with was disabled',
    features: FEATURES,
    break: async ({ sourceOwner: { s3, kms }, sourceBucket: Bucket, keys }) => {
      const SSEKMSKeyId = keys?.ofObject;
      const Key = 'video/own-key.mp4';
      const put = { Bucket, Key, Body: 'x', ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId };
      const { VersionId = '' } = await s3.send(new PutObjectCommand(put));
      await kms.send(new DisableKeyCommand({ KeyId: SSEKMSKeyId }));
      return { key: Key, versionId: VersionId };
    },
    level: 'objects',
    changed: 'DisableKey',
    failureReason: 'SrcKmsKeyInvalidState',
    found: ({ keys }) => ({
      check: 'source-key-state',
      subject: keys?.ofObject ?? '',
      owner: 'source-account',
      evidence: /is `Disabled`/,
    }),
    commands: ['kms enable-key'],
  },
];

function replicaKeyOf({ keys }: Replication): string {
  return keys?.destination ?? '';
}
