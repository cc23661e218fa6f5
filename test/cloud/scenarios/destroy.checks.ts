import assert from 'node:assert/strict';
import { STACK_NAME } from '../responder-config';
import type { CloudCheck } from '../world';

/** Away again, and nobody else's things with it. */
export const destroyChecks: readonly CloudCheck[] = [
  {
    name: 'while the stack stands, the owner of the bucket still hears of uploads',
    run: async (world) => {
      assert.ok(await world.sources.ownerHearsOfUpload('upload-before-destroy'));
    },
  },
  {
    name: 'cdk destroy removes the stack',
    essential: true,
    run: async (world) => {
      await world.cdk.run(['destroy', STACK_NAME, '--force', '-c', `config=${world.configs.bot}`], 180);
    },
  },
  {
    name: 'the notifications of the bucket are exactly those it had before the responder came',
    run: async (world) => {
      const { bucket, ownConfiguration } = world.sources.direct;
      assert.deepEqual(await world.sources.readNotifications(bucket), ownConfiguration);
      assert.ok(await world.sources.ownerHearsOfUpload('upload-after-destroy'));
    },
  },
];
