import { REPLICATION_EVENT_KINDS, type ReplicationEventKind } from './replication-event';

/** Records name their event without this prefix, the bucket's notification configuration with it. We take both. */
const SERVICE_PREFIX = 's3:';
const REPLICATION_PREFIX = 'Replication:';

/**
 * The kind that an event's name stands for; `other` for S3's other events, which are no business of ours;
 * `unknown` for a replication event that we have never heard of, which is.
 */
export function toEventKind(eventName: string): ReplicationEventKind | 'other' | 'unknown' {
  const start = eventName.startsWith(SERVICE_PREFIX) ? SERVICE_PREFIX.length : 0;
  if (!eventName.startsWith(REPLICATION_PREFIX, start)) return 'other';
  const kindStart = start + REPLICATION_PREFIX.length;
  for (const kind of REPLICATION_EVENT_KINDS) {
    if (eventName.length === kindStart + kind.length && eventName.endsWith(kind)) return kind;
  }
  return 'unknown';
}
