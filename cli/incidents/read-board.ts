import type { Incident } from '../../lambda/core/incidents/incident';
import type { IncidentStore, UnreadableItem } from '../../lambda/core/incidents/incident-store';
import type { Silence } from '../../lambda/core/incidents/silence';

/** What the incident table holds at one time. */
export interface Board {
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly incidents: readonly Incident[];
  /** Those that have not ended. */
  readonly silences: readonly Silence[];
  /** Items that are not what they should be. */
  readonly unreadable: readonly UnreadableItem[];
}

/** Resolved incidents are read as far back as this many of the latest reach. */
export const MOST_INCIDENTS = 1_000;

/** Every active incident, with `all` the latest resolved ones as well, and the silences. Throws `StoreError`. */
export async function readBoard(
  store: IncidentStore,
  { now, all }: { readonly now: Date; readonly all: boolean },
): Promise<Board> {
  const time = now.toISOString();
  // Both lists: what has been quiet for long enough is not among the latest, and may be open all the same.
  const [active, latest, silences] = await Promise.all([
    store.listActive(),
    all ? store.list(MOST_INCIDENTS) : { found: [], unreadable: [] },
    store.listSilences(time),
  ]);
  const incidents = new Map([...latest.found, ...active.found].map((incident) => [incident.id, incident]));
  const unreadable = new Map(
    [...active.unreadable, ...latest.unreadable, ...silences.unreadable].map((item) => [item.because, item]),
  );
  return {
    time,
    incidents: [...incidents.values()],
    silences: silences.found,
    unreadable: [...unreadable.values()],
  };
}
