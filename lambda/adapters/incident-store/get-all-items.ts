import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { forEachBounded } from '../../core/for-each-bounded';

export type Item = Readonly<Record<string, AttributeValue>>;

/** One request for some keys: what was found, and the keys that were not looked at. */
export type AskForKeys = (
  keys: Item[],
) => Promise<{ readonly items: readonly Item[]; readonly left: Item[] }>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const KEYS_PER_REQUEST = 100;
const REQUESTS_AT_ONCE = 8;

/** Before keys that were left out are asked for again; AWS advises to wait ever longer. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** The items with these keys, in no order. Ends when all have been looked at, or throws when the signal aborts. */
export async function getAllItems(
  keys: readonly Item[],
  ask: AskForKeys,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  await forEachBounded(toChunks(keys), REQUESTS_AT_ONCE, async (chunk) => {
    found.push(...(await getChunk(chunk, ask, signal)));
  });
  return found;
}

/** An answer that is full, or throttled, leaves keys out. */
async function getChunk(
  keys: readonly Item[],
  ask: AskForKeys,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let left = [...keys];
  for (let pauseMs = FIRST_PAUSE_MS; left.length > 0; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const answer = await ask(left);
    found.push(...answer.items);
    left = answer.left;
    if (left.length > 0) await sleepFor(pauseMs * (0.5 + Math.random() / 2), undefined, { signal });
  }
  return found;
}

function toChunks(keys: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(keys.length / KEYS_PER_REQUEST) }, (_, at) =>
    keys.slice(at * KEYS_PER_REQUEST, (at + 1) * KEYS_PER_REQUEST),
  );
}
