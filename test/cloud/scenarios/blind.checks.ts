import assert from 'node:assert/strict';
import type { CloudCheck } from '../world';
import { BLIND_WORLDS, type BlindWorld } from '../worlds/blind.worlds';
import { toBody } from '../worlds/failure-of';
import { createReplication } from '../worlds/replication';
import type { Workshop } from '../worlds/workshop';

/** Where the responder cannot look, it says so, and takes nothing for broken that it has not seen. */
export const blindChecks: readonly CloudCheck[] = BLIND_WORLDS.map((world) => ({
  name: `when ${world.name}, the alert says ${world.confirmed === undefined ? 'what nobody could see' : 'what is broken'}`,
  run: ({ workshop }) => look(world, workshop),
}));

async function look(world: BlindWorld, { administrators, responder }: Workshop): Promise<void> {
  const replication = await createReplication(world, administrators);
  await world.break(replication);
  const { diagnosis } = await responder.respond(toBody(replication, world), { access: world.access });
  const told = JSON.stringify(diagnosis, null, 2);
  assert.equal(diagnosis.verdict, world.confirmed === undefined ? 'likely' : 'confirmed', told);
  const confirmed = diagnosis.findings.filter(({ verdict }) => verdict === 'confirmed');
  assert.deepEqual(
    confirmed.map(({ check }) => check),
    world.confirmed === undefined ? [] : [world.confirmed],
    told,
  );
  for (const { check, because, needs } of world.unseen) {
    const unseen = diagnosis.notChecked.find((one) => one.check === check);
    assert.match(unseen?.because ?? '', because, told);
    assert.deepEqual(unseen?.needs, needs, told);
  }
}
