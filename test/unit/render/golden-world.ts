import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Alert, IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { toSeverity } from '../../../lambda/core/alerts/build-incident-alert';
import { toHandover } from '../../../lambda/core/alerts/to-handover';
import { investigateCase } from '../diagnosis/investigate-case';
import { readWorlds, worldForm } from '../diagnosis/world';

/** A failure, the world it happened in, and how much there was of it: the alert is what the program makes of that. */
const goldenWorld = z.strictObject({
  reason: z.string(),
  level: z.enum(['config', 'objects']).default('config'),
  accounts: z
    .strictObject({ home: z.string(), ofBucket: z.record(z.string(), z.string()).exactOptional() })
    .default({ home: '111111111111' }),
  world: worldForm,
  incident: z
    .strictObject({
      lastSeen: z.string().exactOptional(),
      failures: z.int().exactOptional(),
      sizeBytes: z.int().exactOptional(),
      operations: z.record(z.string(), z.int()).exactOptional(),
      prefixes: z.array(z.strictObject({ prefix: z.string(), failures: z.int() })).exactOptional(),
    })
    .default({}),
});

const LINKS = {
  runbook: 'https://wiki.example.com/runbooks/',
  dashboard:
    'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards:name=S3ReplicationResponder',
};

/** The alert of the `world.json` in a folder; `undefined` where there is none. */
export async function makeGoldenAlert(folder: string): Promise<Alert | undefined> {
  const path = join(folder, 'world.json');
  if (!existsSync(path)) return undefined;
  const { reason, incident, ...rest } = goldenWorld.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { alert, match } = await investigateCase(
    { reason, reasonCase: { event: {}, ...rest } },
    readWorlds(),
  );
  const grown: IncidentAlert = {
    ...alert,
    severity: toSeverity(match.row, incident.failures ?? alert.incident.failures),
    incident: { ...alert.incident, ...incident },
    links: { runbook: `${LINKS.runbook}${reason}.md`, ...alert.links, dashboard: LINKS.dashboard },
  };
  const handover = toHandover(grown);
  return handover === undefined ? grown : { ...grown, handover };
}
