/**
 * How the incident table is laid out: the one place where its attributes, keys and times to live are named, for the
 * stack that makes the table and the adapter that uses it.
 *
 * | item | `pk` | `sk` | besides |
 * |---|---|---|---|
 * | incident | `incident#<id>` | `incident` | `layout`, `version`, `writeId`, `incident` (JSON), `board`, `seenAt`, `openedAt`, `expiresAt` once closed |
 * | receipt of a batch | `receipts` | `<time>#<batch id>` | `messages` (8 bytes for each message), `expiresAt` |
 * | silence | `silences` | `<id>` | `layout`, `silence` (JSON), `expiresAt` |
 *
 * What a write costs: one unit for each KiB of the item begun, and as much again for each index entry that changes. So
 * the index holds a few bytes of each incident, not the incident, and its sort key is the time of the last failure cut
 * to five minutes: in a storm the entry changes once in five minutes, not with each batch. Lists read the incidents
 * themselves by key.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */
export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since 1970. DynamoDB deletes the item some time after, at no cost. */
  timeToLive: 'expiresAt',
  /** Only incidents are in it: active ones under one key, closed ones under the other. */
  index: { name: 'board', partitionKey: 'board', sortKey: 'seenAt', projected: ['openedAt'] },
} as const;

/** The layout of the JSON in `incident` and `silence`. A release that changes it reads both, then writes the new one. */
export const LAYOUT = 1;

export type Board = 'active' | 'closed';

/** Of the index's sort key: as often as the sweep comes by. */
export const SEEN_AT_SECONDS = 300;

export const KEPT_SECONDS = {
  /**
   * How long a message can come back: five receives, each a visibility timeout of six function timeouts and the batching
   * window apart. With the longest window that is 55 minutes.
   */
  receipt: 3_600,
  /** After it was resolved. The same key failing later begins at its first episode again. */
  closedIncident: 365 * 86_400,
  /** After its end, so that somebody can still see who silenced what. */
  silence: 30 * 86_400,
} as const;
