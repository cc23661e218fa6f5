import assert from 'node:assert/strict';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { STACK_NAME } from '../responder-config';
import type { CloudCheck } from '../world';
import { DESTINATION } from '../worlds/accounts';

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
    name: 'cdk destroy with the credentials of the other account removes the access stack',
    run: async ({ cdk, configs, workshop }) => {
      const destroy = ['destroy', `access/${DESTINATION.account}`, '--force', '-c', `config=${configs.bot}`];
      await cdk.run(destroy, 180, DESTINATION.account);
      const { iam } = workshop.administrators.of(DESTINATION);
      const { Roles = [] } = await iam.send(new ListRolesCommand({}));
      assert.ok(!Roles.some(({ RoleName = '' }) => RoleName.includes('access-for')));
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
