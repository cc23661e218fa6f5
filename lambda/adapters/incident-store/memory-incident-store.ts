import type { Incident } from '../../core/incidents/incident';
import type { BatchReceipt, IncidentStore } from '../../core/incidents/incident-store';
import { isActive } from '../../core/incidents/is-active';
import type { Silence } from '../../core/incidents/silence';
import { KEPT_SECONDS } from '../../core/incidents/table-layout';
import { firstMadeFirst, firstOpenedFirst, latestFirst, longestQuietFirst } from './order';

/**
 * The incidents of one process, gone when it ends. It keeps the same contract as the table, and as there everything is
 * stored as JSON, so that nobody shares an object with the store.
 */
export function createMemoryIncidentStore(): IncidentStore {
  const incidents = new Map<string, string>();
  const silences = new Map<string, string>();
  let receipts: readonly BatchReceipt[] = [];

  const all = (): readonly Incident[] => [...incidents.values()].map((text) => JSON.parse(text) as Incident);

  return {
    read(ids) {
      const found = new Map(
        ids.flatMap((id) => {
          const text = incidents.get(id);
          return text === undefined ? [] : [[id, JSON.parse(text) as Incident] as const];
        }),
      );
      return Promise.resolve({ found, unreadable: [] });
    },
    write(incident) {
      const stored = incidents.get(incident.id);
      const version = stored === undefined ? 0 : (JSON.parse(stored) as Incident).version;
      if (version !== incident.version) return Promise.resolve('conflict');
      incidents.set(incident.id, JSON.stringify({ ...incident, version: version + 1 }));
      return Promise.resolve('written');
    },
    listActive: () =>
      Promise.resolve({ found: all().filter(isActive).toSorted(longestQuietFirst), unreadable: [] }),
    list: (most) => Promise.resolve({ found: all().toSorted(latestFirst).slice(0, most), unreadable: [] }),
    listOpenedSince: (at) =>
      Promise.resolve(
        all()
          .filter((incident) => isActive(incident) && incident.openedAt >= at)
          .map(({ id: incidentId, openedAt }) => ({ incidentId, openedAt }))
          .toSorted(firstOpenedFirst),
      ),
    writeReceipt(receipt) {
      const oldest = Date.parse(receipt.at) - KEPT_SECONDS.receipt * 1_000;
      receipts = [...receipts.filter(({ at }) => Date.parse(at) >= oldest), structuredClone(receipt)];
      return Promise.resolve();
    },
    findBatches: (messageIds, since) =>
      Promise.resolve(
        findInReceipts(
          messageIds,
          receipts.filter(({ at }) => at >= since),
        ),
      ),
    writeSilence(silence) {
      silences.set(silence.id, JSON.stringify(silence));
      return Promise.resolve();
    },
    removeSilence: (id) => Promise.resolve(silences.delete(id)),
    listSilences(at) {
      const found = [...silences.values()].map((text) => JSON.parse(text) as Silence);
      return Promise.resolve({
        found: found.filter(({ until }) => Date.parse(until) > Date.parse(at)).toSorted(firstMadeFirst),
        unreadable: [],
      });
    },
  };
}

function findInReceipts(
  messageIds: readonly string[],
  receipts: readonly BatchReceipt[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { batchId, messageIds: had } of receipts) {
    const inBatch = new Set(had);
    for (const id of new Set(messageIds)) {
      if (inBatch.has(id)) found.set(id, [...(found.get(id) ?? []), batchId]);
    }
  }
  return found;
}
