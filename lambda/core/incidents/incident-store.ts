import type { Incident } from './incident';
import type { Silence } from './silence';

/** A batch that is being counted: written before the first of its failures is. */
export interface BatchReceipt {
  readonly batchId: string;
  readonly at: string;
  readonly messageIds: readonly string[];
}

/** What was asked for, and what is stored in its place and cannot be read. Neither hides the other. */
export interface Stored<Found> {
  readonly found: Found;
  readonly unreadable: readonly UnreadableItem[];
}

/** Something stored that is not what we write: the layout of another release, or edited by hand. */
export interface UnreadableItem {
  /** Of the incident or silence that it should be. */
  readonly id: string;
  /** One line: what, got, allowed, what to do. */
  readonly because: string;
}

/** An active incident, as far as counting openings needs it. */
export interface OpenedIncident {
  readonly incidentId: string;
  readonly openedAt: string;
}

/**
 * Where incidents live. Every write is atomic and conditional: it happens as a whole, or the answer says that somebody
 * else was first. Reads of single incidents and of silences are consistent; lists of incidents may lag by a moment.
 * What is handed over and what comes back are values of their own: nobody changes what is stored by keeping them.
 * Throws `StoreError` when the store cannot be asked; a write that threw may have happened.
 */
export interface IncidentStore {
  /** What is stored under these ids, as last written. Ids without anything are left out. */
  read(ids: readonly string[]): Promise<Stored<ReadonlyMap<string, Incident>>>;
  /**
   * Stores the incident if the stored version is the one it was made from (`incident.version`; 0: nothing is stored),
   * under the next version. `conflict`: somebody has written since; read again, and look whether this batch is counted
   * there, because a write whose answer was lost may have happened and been built upon.
   */
  write(incident: Incident): Promise<'written' | 'conflict'>;
  /** Incidents that are not resolved, or still have something to say; the longest quiet first. */
  listActive(): Promise<Stored<readonly Incident[]>>;
  /** Active and resolved ones, latest first, at most `most`. */
  list(most: number): Promise<Stored<readonly Incident[]>>;
  /** Active incidents whose episode was opened at or after a time; the first opened first. */
  listOpenedSince(at: string): Promise<readonly OpenedIncident[]>;
  writeReceipt(receipt: BatchReceipt): Promise<void>;
  /** For each of these messages, the batches since `since` that had it. Messages without any are left out. */
  findBatches(messageIds: readonly string[], since: string): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Stores the silence, in place of one with its id. */
  writeSilence(silence: Silence): Promise<void>;
  /** Whether there was one. */
  removeSilence(id: string): Promise<boolean>;
  /** Those that have not expired at `at`; the first made first. */
  listSilences(at: string): Promise<Stored<readonly Silence[]>>;
}
