import { randomUUID } from 'node:crypto';
import type { Incident } from '../../core/incidents/incident';
import type { IncidentStore, Stored, UnreadableItem } from '../../core/incidents/incident-store';
import { isActive } from '../../core/incidents/is-active';
import { type Board, TABLE } from '../../core/incidents/table-layout';
import type { Item } from './get-all-items';
import { parseIncidentItem, readIncidentId, toIncidentItem, toIncidentKeyItem } from './incident-item';
import { firstMadeFirst, firstOpenedFirst, latestFirst, longestQuietFirst } from './order';
import { findInReceipts, RECEIPTS, toReceiptItem } from './receipt-item';
import { parseSilenceItem, SILENCES, toSilenceItem, toSilenceKeyItem } from './silence-item';
import {
  type Condition,
  createTableCalls,
  type Query,
  type TableCalls,
  type TableOptions,
} from './table-calls';
import { toPartitionQuery } from './table-keys';

/** The incidents of a DynamoDB table laid out as `core/incidents/table-layout.ts` says. Nothing is called before its first use. */
export function createDynamoIncidentStore(options: TableOptions): IncidentStore {
  const table = createTableCalls(options);
  return {
    async read(ids) {
      const { found, unreadable } = await readIncidents(table, ids, { consistent: true });
      return { found: new Map(found.map((incident) => [incident.id, incident])), unreadable };
    },
    write: (incident) => writeIncident(table, incident),
    async listActive() {
      const entries = await table.query(toBoardQuery('active'));
      const { found, unreadable } = await readIncidents(table, entries.map(readIncidentId));
      // The index may lag behind the items: what has just been closed is still in it.
      return { found: found.filter(isActive).toSorted(longestQuietFirst), unreadable };
    },
    async list(most) {
      if (most < 1) return { found: [], unreadable: [] };
      const entries = await Promise.all(
        (['active', 'closed'] as const).map((board) => listLatest(table, board, most)),
      );
      const latest = cutAfter(entries.flat().toSorted(latestEntryFirst), most);
      const { found, unreadable } = await readIncidents(table, latest.map(readIncidentId));
      return { found: found.toSorted(latestFirst).slice(0, most), unreadable };
    },
    async listOpenedSince(at) {
      const entries = await table.query(toBoardQuery('active'));
      return entries
        .map((entry) => ({ incidentId: readIncidentId(entry), openedAt: entry['openedAt']?.S ?? '' }))
        .filter(({ openedAt }) => openedAt >= at)
        .toSorted(firstOpenedFirst);
    },
    async writeReceipt(receipt) {
      await table.put(toReceiptItem(receipt));
    },
    async findBatches(messageIds, since) {
      if (messageIds.length === 0) return new Map();
      return findInReceipts(messageIds, await table.query(toPartitionQuery(RECEIPTS, since)));
    },
    async writeSilence(silence) {
      await table.put(toSilenceItem(silence));
    },
    removeSilence: (id) => table.remove(toSilenceKeyItem(id)),
    async listSilences(at) {
      const parsed = (await table.query(toPartitionQuery(SILENCES))).map(parseSilenceItem);
      const found = parsed.flatMap((one) => ('silence' in one ? [one.silence] : []));
      return {
        found: found.filter(({ until }) => Date.parse(until) > Date.parse(at)).toSorted(firstMadeFirst),
        unreadable: parsed.filter((one): one is UnreadableItem => 'because' in one),
      };
    },
  };
}

async function writeIncident(table: TableCalls, incident: Incident): Promise<'written' | 'conflict'> {
  const writeId = randomUUID();
  const item = toIncidentItem({ ...incident, version: incident.version + 1 }, writeId);
  const outcome = await table.put(item, toVersionCondition(incident.version));
  if (outcome === 'written') return outcome;
  // The SDK repeats a write whose answer was lost, and the repetition meets the write itself.
  return outcome.conflict?.['writeId']?.S === writeId ? 'written' : 'conflict';
}

function toVersionCondition(version: number): Condition {
  return version === 0
    ? { expression: 'attribute_not_exists(#key)', names: { '#key': TABLE.partitionKey } }
    : {
        expression: '#version = :version',
        names: { '#version': 'version' },
        values: { ':version': { N: String(version) } },
      };
}

/** Lists may lag by a moment, and inconsistent reads cost half. */
async function readIncidents(
  table: TableCalls,
  ids: readonly string[],
  options = { consistent: false },
): Promise<Stored<readonly Incident[]>> {
  if (ids.length === 0) return { found: [], unreadable: [] };
  const parsed = (await table.get([...new Set(ids)].map(toIncidentKeyItem), options)).map(parseIncidentItem);
  return {
    found: parsed.flatMap((one) => ('incident' in one ? [one.incident] : [])),
    unreadable: parsed.filter((one): one is UnreadableItem => 'because' in one),
  };
}

function toBoardQuery(board: Board): Query {
  return {
    IndexName: TABLE.index.name,
    KeyConditionExpression: '#board = :board',
    ExpressionAttributeNames: { '#board': TABLE.index.partitionKey },
    ExpressionAttributeValues: { ':board': { S: board } },
  };
}

/** At least the `most` latest of one board, if it has so many. */
function listLatest(table: TableCalls, board: Board, most: number): Promise<readonly Item[]> {
  return table.query(
    { ...toBoardQuery(board), ScanIndexForward: false, Limit: most + 1 },
    (found) => cutAfter(found, most).length < found.length,
  );
}

function latestEntryFirst(a: Item, b: Item): number {
  return readSeenAt(a) < readSeenAt(b) ? 1 : -1;
}

/**
 * Entries of the index, latest first, until there are enough: all of the five minutes that the last of them falls into
 * are kept, because within them the index knows no order.
 */
function cutAfter(entries: readonly Item[], most: number): readonly Item[] {
  const last = entries[most - 1];
  return last === undefined ? entries : entries.filter((entry) => readSeenAt(entry) >= readSeenAt(last));
}

function readSeenAt(entry: Item): string {
  return entry[TABLE.index.sortKey]?.S ?? '';
}
