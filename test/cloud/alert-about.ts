import type { IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import { deploymentOf, sendToQueue, type World } from './world';
import { toBody } from './worlds/failure-of';
import type { Replication } from './worlds/replication';

/** Reports a failure of this replication to the responder that is deployed; the alert that comes of it. */
export async function alertAbout(
  world: World,
  replication: Replication,
  failureReason: string,
): Promise<IncidentAlert> {
  const { inbox } = deploymentOf(world);
  const before = await inbox.countAfterSettling(replication.ruleId);
  await sendToQueue(world, [toBody(replication, { failureReason })]);
  const alerts = await inbox.waitForFailures(replication.ruleId, before + 1);
  const last = alerts.at(-1);
  if (last === undefined) throw new Error(`no alert about ${replication.ruleId}`);
  return last.alert;
}
