import type { IncidentAlert } from '../alerts/alert.schema';
import { truncateCharacters } from './truncate';
import { toVisibleText } from './visible-text';

/** A bucket name is at most 63 characters; what claims to be longer is not one. */
const BUCKET_CHARACTERS = 63;

/** What each type of alert tells first. */
const OPENINGS: Readonly<Record<IncidentAlert['type'], string>> = {
  opened: 'Replication failing',
  grew: 'Replication still failing',
  changed: 'New diagnosis',
  reminder: 'Replication still failing',
  resolved: 'Resolved',
  reopened: 'Replication failing again',
  recovery: 'Recovering failed objects',
};

/** `Replication failing: media-prod → media-dr (eu-west-1)`. */
export function toHeadline(alert: IncidentAlert): string {
  const isBenign = alert.diagnosis.verdict === 'benign' && alert.type !== 'resolved';
  return `${isBenign ? 'Nothing to do' : OPENINGS[alert.type]}: ${toRoute(alert.replication)}`;
}

function toRoute({ source, destination }: IncidentAlert['replication']): string {
  // One Region for both, or the only one that is known, is said once.
  const isSameRegion = destination?.region === source.region;
  const from = toPlace(source.bucket, isSameRegion ? undefined : source.region);
  return `${from} → ${destination === null ? 'unnamed destination' : toPlace(destination.bucket, destination.region)}`;
}

function toPlace(bucket: string, region: string | undefined): string {
  const name = truncateCharacters(toVisibleText(bucket), BUCKET_CHARACTERS);
  return region === undefined ? name : `${name} (${truncateCharacters(toVisibleText(region), 30)})`;
}
