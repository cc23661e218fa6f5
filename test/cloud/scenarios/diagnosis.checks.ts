import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { alertAbout } from '../alert-about';
import type { CloudCheck } from '../world';
import { DESTINATION } from '../worlds/accounts';
import { assertFound, assertRuledOut, mend } from '../worlds/verdicts';

/** A warm function goes by what it has read for a minute; a little longer. */
const CACHED_SECONDS = 62;

/** The deployed function looks, with its own role and with that of the access stack in the other account. */
export const diagnosisChecks: readonly CloudCheck[] = [
  {
    name: 'until the other account has the access stack, the alert says which role could not be assumed',
    run: async (world) => {
      const deployed = world.deployedWorlds.at(-1) ?? assert.fail();
      const { diagnosis } = await alertAbout(world, deployed.replication, deployed.world.failureReason);
      const told = JSON.stringify(diagnosis, null, 2);
      assert.notEqual(diagnosis.verdict, 'confirmed', told);
      const refused = diagnosis.notChecked.filter(({ needs }) => needs.includes('sts:AssumeRole'));
      assert.match(refused[0]?.because ?? told, /role\/CloudTest-access-for-111111111111/);
    },
  },
  {
    name: 'cdk deploy with the credentials of the other account brings up the access stack there',
    run: async ({ cdk, configs }) => {
      const stack = `access/${DESTINATION.account}`;
      const deploy = ['deploy', stack, '--require-approval', 'never', '-c', `config=${configs.webhook}`];
      await cdk.run(deploy, 180, DESTINATION.account);
    },
  },
  {
    name: 'the function finds a cause in each place where it can be, and says what mends it',
    run: async (world) => {
      world.workshop.history.becomeOld();
      for (const deployed of world.deployedWorlds.slice(0, -1)) {
        await deployed.world.break(deployed.replication);
        const { replication } = deployed;
        const alert = await alertAbout(world, replication, deployed.world.failureReason);
        assertFound(alert, deployed.world, deployed.replication);
        await mend(alert, { ...deployed, aws: world.workshop.aws });
      }
      world.mendedAt = Date.now();
    },
  },
];

/** Some time after the others, when nothing is remembered any more. */
export const mendedChecks: readonly CloudCheck[] = [
  {
    name: 'once mended, the function says that none of it is broken any more',
    run: async (world) => {
      const { mendedAt = assert.fail('nothing was mended') } = world;
      await sleep(mendedAt + CACHED_SECONDS * 1_000 - Date.now());
      for (const { world: broken, replication } of world.deployedWorlds.slice(0, -1)) {
        const alert = await alertAbout(world, replication, broken.failureReason);
        assertRuledOut(alert, broken.found(replication).check);
      }
    },
  },
];
