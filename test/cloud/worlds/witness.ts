import assert from 'node:assert/strict';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { waitFor } from '../local-aws/waiting';
import type { Replication } from './replication';

/**
 * Uploads an object and waits until the emulator, which has rules of its own for who may write a replica, has replicated
 * it or failed to: a second opinion, by somebody who knows nothing of our checks.
 */
export async function assertReplicates(
  { sourceOwner: { s3 }, sourceBucket: Bucket }: Replication,
  { prefix = '', expected }: { readonly prefix?: string; readonly expected: 'COMPLETED' | 'FAILED' },
): Promise<void> {
  const object = { Bucket, Key: `${prefix}witness` };
  await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
  const status = await waitFor(
    `the replication of ${Bucket} to end`,
    async () => {
      const { ReplicationStatus } = await s3.send(new HeadObjectCommand(object));
      return ReplicationStatus === 'PENDING' ? undefined : ReplicationStatus;
    },
    { timeoutSeconds: 10 },
  );
  assert.equal(status, expected, `what the emulator says of ${Bucket}`);
}
