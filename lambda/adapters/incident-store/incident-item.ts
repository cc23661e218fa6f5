import type { Incident } from '../../core/incidents/incident';
import { isActive } from '../../core/incidents/is-active';
import { type Board, KEPT_SECONDS, SEEN_AT_SECONDS, TABLE } from '../../core/incidents/table-layout';
import { fitIncident } from './fit-incident';
import type { Item } from './get-all-items';
import { INCIDENT_SHAPE } from './incident-shape';
import { isAllOf, isObject, isOneOf } from './shape';
import { parseStoredJson, readNumber, toStoredJson } from './stored-json';
import { toExpiry, toKey } from './table-keys';

const PARTITION = 'incident#';
const SORT = 'incident';

export type ParsedIncident =
  { readonly incident: Incident } | { readonly id: string; readonly because: string };

export function toIncidentKeyItem(id: string): Item {
  return toKey(`${PARTITION}${id}`, SORT);
}

/** The item that stores an incident. `writeId` is of this one write, so that it knows itself when it is repeated. */
export function toIncidentItem(incident: Incident, writeId: string): Item {
  const { json } = fitIncident(incident);
  const board: Board = isActive(incident) ? 'active' : 'closed';
  return {
    ...toIncidentKeyItem(incident.id),
    ...toStoredJson('incident', json),
    version: { N: String(incident.version) },
    writeId: { S: writeId },
    [TABLE.index.partitionKey]: { S: board },
    [TABLE.index.sortKey]: { S: toSeenAt(incident.lastSeen) },
    openedAt: { S: incident.openedAt },
    ...(board === 'closed' && toExpiry(incident.stateSince, KEPT_SECONDS.closedIncident)),
  };
}

/** The index changes only when this does. */
function toSeenAt(lastSeen: string): string {
  const stepMs = SEEN_AT_SECONDS * 1_000;
  return new Date(Math.floor(Date.parse(lastSeen) / stepMs) * stepMs).toISOString();
}

/** Reads an item back. Never throws. */
export function parseIncidentItem(item: Item): ParsedIncident {
  const id = readIncidentId(item);
  // That it is the incident of this key, in the version that conditions are about, is a part of its shape.
  const isThis = isObject<Pick<Incident, 'id' | 'version'>>({
    id: isOneOf(id),
    version: isOneOf(readNumber(item['version'])),
  });
  const shape = isAllOf(INCIDENT_SHAPE, isThis);
  const parsed = parseStoredJson(item, { attribute: 'incident', id, shape });
  return 'value' in parsed ? { incident: parsed.value as Incident } : { id, because: parsed.because };
}

/** Of an item, or of its entry in the index. */
export function readIncidentId(item: Item): string {
  return (item[TABLE.partitionKey]?.S ?? '').slice(PARTITION.length);
}
