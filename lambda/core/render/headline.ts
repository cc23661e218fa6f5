import type { IncidentAlert } from '../alerts/alert.schema';
import { truncateCharacters } from './truncate';
import { toVisibleText } from './visible-text';

/** A bucket name is at most 63 characters; what claims to be longer is not one. */
const BUCKET_CHARACTERS = 63;

const UNNAMED = 'unnamed destination';

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
  const { source, destination } = alert.replication;
  // One Region for both, or the only one that is known, is said once.
  const isSameRegion = destination?.region === source.region;
  const from = toPlace(source.bucket, isSameRegion ? undefined : source.region);
  const to = destination === null ? UNNAMED : toPlace(destination.bucket, destination.region);
  return `${toOpening(alert)}: ${from} → ${to}`;
}

/** The same without Regions, where every character counts. */
export function toShortHeadline(alert: IncidentAlert): string {
  const { source, destination } = alert.replication;
  const to = destination === null ? UNNAMED : toPlace(destination.bucket);
  return `${toOpening(alert)}: ${toPlace(source.bucket)} → ${to}`;
}

function toOpening({ diagnosis, type }: IncidentAlert): string {
  return diagnosis.verdict === 'benign' && type !== 'resolved' ? 'Nothing to do' : OPENINGS[type];
}

function toPlace(bucket: string, region?: string): string {
  const name = truncateCharacters(toVisibleText(bucket), BUCKET_CHARACTERS);
  return region === undefined ? name : `${name} (${truncateCharacters(toVisibleText(region), 30)})`;
}
