import assert from 'node:assert/strict';
import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { applyFix } from '../aws-cli/apply-fix';
import type { AwsCli } from '../aws-cli/run-aws';
import type { AccountPlace } from './accounts';
import type { BrokenWorld } from './broken-world';
import type { Replication } from './replication';

type Diagnosis = IncidentAlert['diagnosis'];

/** The alert names this one cause, whose it is, and what was changed just before. */
export function assertFound(
  { diagnosis }: IncidentAlert,
  world: BrokenWorld,
  replication: Replication,
): void {
  const { evidence, owner, ...cause } = world.found(replication);
  const told = JSON.stringify(diagnosis, null, 2);
  assert.equal(diagnosis.verdict, 'confirmed', told);
  assert.deepEqual(diagnosis.cause, cause, told);
  assert.equal(diagnosis.owner, owner, told);
  const [finding, ...more] = diagnosis.findings.filter(({ verdict }) => verdict === 'confirmed');
  assert.deepEqual(more, [], told);
  assert.match(finding?.evidence.join('\n') ?? '', evidence);
  if (world.changed !== undefined) assert.equal(diagnosis.changes[0]?.event, world.changed, told);
  assertAllowed(diagnosis);
}

/** Does what the alert says, in the accounts that it says, and nothing that the world does not expect of it. */
export async function mend(
  { diagnosis, fix }: IncidentAlert,
  { world, replication, aws }: { world: BrokenWorld; replication: Replication; aws: AwsCli },
): Promise<void> {
  await world.byHand?.(replication);
  const called = await applyFix(fix, {
    aws,
    placeOf: (owner = diagnosis.owner) => toPlace(owner, replication),
    skip: world.alternatives ?? [],
  });
  assert.deepEqual(called.filter(isChange), world.commands);
}

/** The check that found the cause has to say that all is well now: that it is silent would prove nothing. */
export function assertRuledOut({ diagnosis }: IncidentAlert, check: string): void {
  const told = JSON.stringify(diagnosis, null, 2);
  assert.equal(diagnosis.cause, undefined, told);
  assert.equal(diagnosis.findings.find((finding) => finding.check === check)?.verdict, 'ruled-out', told);
  assert.ok(!diagnosis.findings.some(({ verdict }) => verdict === 'confirmed'), told);
  assertAllowed(diagnosis);
}

/** Whoever looks has every permission that the checks ask for. */
function assertAllowed({ notChecked }: Diagnosis): void {
  assert.deepEqual(
    notChecked.filter(({ needs }) => needs.length > 0),
    [],
  );
}

function toPlace(owner: Diagnosis['owner'], { source, destination }: Replication): AccountPlace {
  if (owner === 'source-account') return source;
  return owner === 'destination-account' ? destination : assert.fail(`a step needs ${owner}`);
}

function isChange(operation: string): boolean {
  return !/ (get|list)-/.test(operation);
}
