import type { FailureGroup } from './group-failures';
import type { Incident } from './incident';
import { Tally } from './tally';

/** An incident as if all of its failures had come in one batch: what looking and building an alert start from. */
export function toFailureGroup(incident: Incident): FailureGroup {
  const { id, key, partition, failures, sizeBytes, firstSeen, lastSeen, samples } = incident;
  return {
    incidentId: id,
    key,
    partition,
    failures,
    sizeBytes,
    firstSeen,
    lastSeen,
    operations: Tally.from(Object.entries(incident.operations)),
    prefixes: Tally.from(Object.entries(incident.prefixes)),
    samples,
    messages: [],
  };
}
