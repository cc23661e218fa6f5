import { hash } from 'node:crypto';
import type { BatchReceipt } from '../../core/incidents/incident-store';
import { KEPT_SECONDS, TABLE } from '../../core/incidents/table-layout';
import { StoreError } from './errors';
import type { Item } from './get-all-items';
import { toExpiry, toKey } from './table-keys';

export const RECEIPTS = 'receipts';

const HASH_BYTES = 8;
const HALF_BYTES = 4;
const HEX_DIGITS = 2 * HASH_BYTES;

/** As many as fit into an item of 400 KB. A batch of Lambda's has at most 10,000. */
const MOST_MESSAGES = 50_000;

/**
 * The item that remembers which messages a batch had: 8 bytes of each id's SHA-256, in one attribute. That two of a
 * million messages of an hour agree in them has a chance of one in 36 million.
 */
export function toReceiptItem({ batchId, at, messageIds }: BatchReceipt): Item {
  if (messageIds.length > MOST_MESSAGES) {
    throw new StoreError({
      operation: 'PutItem',
      reason: `a receipt of ${messageIds.length} messages, allowed are ${MOST_MESSAGES}`,
      retryable: false,
      fix: 'Hand over fewer at once',
    });
  }
  return {
    ...toKey(RECEIPTS, `${at}#${batchId}`),
    messages: { B: packMessages(messageIds) },
    ...toExpiry(at, KEPT_SECONDS.receipt),
  };
}

function packMessages(messageIds: readonly string[]): Uint8Array {
  const packed = Buffer.alloc(messageIds.length * HASH_BYTES);
  messageIds.forEach((id, at) => packed.write(hashMessage(id), at * HASH_BYTES, 'hex'));
  return packed;
}

function hashMessage(id: string): string {
  return hash('sha256', id, 'hex').slice(0, HEX_DIGITS);
}

/**
 * For each of the messages, the batches whose receipts hold it. A receipt that cannot be read holds none: then its
 * messages are counted again, which is better than not at all.
 */
export function findInReceipts(
  messageIds: readonly string[],
  receipts: readonly Item[],
): ReadonlyMap<string, readonly string[]> {
  const index = indexMessages(messageIds);
  const found = new Map<string, string[]>();
  for (const receipt of receipts) {
    const sort = receipt[TABLE.sortKey]?.S ?? '';
    const batchId = sort.slice(sort.indexOf('#') + 1);
    for (const messageId of findInPacked(receipt['messages']?.B, index)) {
      const batches = found.get(messageId);
      if (batches === undefined) found.set(messageId, [batchId]);
      else if (!batches.includes(batchId)) batches.push(batchId);
    }
  }
  return found;
}

interface HashedMessage {
  readonly secondHalf: number;
  readonly messageId: string;
}

/** Messages by the first half of their hash: an hour of a storm is a million entries to compare with. */
type MessageIndex = ReadonlyMap<number, readonly HashedMessage[]>;

function indexMessages(messageIds: readonly string[]): MessageIndex {
  const index = new Map<number, HashedMessage[]>();
  for (const messageId of new Set(messageIds)) {
    const bytes = Buffer.from(hashMessage(messageId), 'hex');
    const [first, secondHalf] = [bytes.readUInt32BE(0), bytes.readUInt32BE(HALF_BYTES)];
    index.set(first, [...(index.get(first) ?? []), { secondHalf, messageId }]);
  }
  return index;
}

function findInPacked(packed: Uint8Array = new Uint8Array(), index: MessageIndex): readonly string[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const found: string[] = [];
  for (let at = 0; at + HASH_BYTES <= packed.byteLength; at += HASH_BYTES) {
    const candidates = index.get(view.getUint32(at));
    if (candidates === undefined) continue;
    const secondHalf = view.getUint32(at + HALF_BYTES);
    for (const candidate of candidates) {
      if (candidate.secondHalf === secondHalf) found.push(candidate.messageId);
    }
  }
  return found;
}
