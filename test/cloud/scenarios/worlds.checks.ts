import type { CloudCheck } from '../world';
import type { BrokenWorld } from '../worlds/broken-world';
import { toBody } from '../worlds/failure-of';
import { createReplication, type Replication } from '../worlds/replication';
import { assertFound, assertRuledOut, mend } from '../worlds/verdicts';
import { assertReplicates } from '../worlds/witness';
import type { Workshop } from '../worlds/workshop';
import { BROKEN_WORLDS } from '../worlds/worlds';

/**
 * Each world is built, broken, looked at by the responder, mended by doing what its alert says, and looked at again
 * with the same event.
 */
export const worldChecks: readonly CloudCheck[] = BROKEN_WORLDS.map((world) => ({
  name: `when ${world.name}, the alert says so, and doing what it says mends it`,
  run: ({ workshop }) => breakAndMend(world, workshop),
}));

async function breakAndMend(world: BrokenWorld, workshop: Workshop): Promise<void> {
  const { administrators, aws, history, responder } = workshop;
  const replication = await createReplication(world, administrators);
  history.becomeOld();
  const object = await world.break(replication);
  const body = toBody(replication, world, object ?? undefined);
  const how = { access: true, ...(world.level && { level: world.level }) };

  const broken = await responder.respond(body, how);
  assertFound(broken, world, replication);
  await hearEmulator(world, replication, 'FAILED');
  await mend(broken, { world, replication, aws });
  await hearEmulator(world, replication, 'COMPLETED');
  assertRuledOut(await responder.respond(body, how), world.found(replication).check);
}

async function hearEmulator(
  { isSeenByEmulator, features }: BrokenWorld,
  replication: Replication,
  expected: 'COMPLETED' | 'FAILED',
): Promise<void> {
  if (isSeenByEmulator !== true) return;
  const prefix = features?.prefix ?? '';
  await assertReplicates(replication, { prefix, expected });
}
