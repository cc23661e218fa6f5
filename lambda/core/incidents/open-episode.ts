import { truncateCharacters } from '../render/truncate';
import type { Incident, IncidentKind, PreviousEpisode } from './incident';
import type { IncidentKey } from './incident-key';
import { secondsBetween } from './instants';
import type { NotifyTimers } from './timers';

/** Longer than any name that is real; the event may hold anything. */
const KEY_CHARACTERS = 1_024;

export interface Opening {
  readonly id: string;
  readonly key: IncidentKey;
  readonly kind: IncidentKind;
  readonly partition: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

/** An incident with nothing counted yet: the first of its key, or the next episode of one that was over. */
export function openEpisode(
  ended: Incident | undefined,
  { id, key, kind, partition, firstSeen, lastSeen }: Opening,
  { now, timers }: { readonly now: string; readonly timers: NotifyTimers },
): Incident {
  const previous = ended === undefined ? undefined : toPrevious(ended, { now, timers });
  return {
    id,
    key: clipKey(key),
    kind,
    partition,
    version: ended?.version ?? 0,
    state: 'open',
    stateSince: now,
    episode: (ended?.episode ?? 0) + 1,
    openedAt: now,
    firstSeen,
    lastSeen,
    failures: 0,
    sizeBytes: 0,
    operations: {},
    prefixes: {},
    samples: [],
    ...(previous !== undefined && { previous }),
    // What comes back shortly after goes on where it was talked about.
    threads: previous === undefined ? {} : (ended?.threads ?? {}),
    outbox: [],
    appliedBatches: ended?.appliedBatches ?? [],
  };
}

function toPrevious(
  { openedAt, resolution, failures, told }: Incident,
  { now, timers }: { readonly now: string; readonly timers: NotifyTimers },
): PreviousEpisode | undefined {
  if (resolution === undefined) return undefined;
  if (secondsBetween(resolution.at, now) > timers.reopenWithinSeconds) return undefined;
  return { openedAt, resolvedAt: resolution.at, failures, wasTold: told !== undefined };
}

function clipKey(key: IncidentKey): IncidentKey {
  const clip = <Text extends string | null>(text: Text): Text =>
    text === null ? text : (truncateCharacters(text, KEY_CHARACTERS) as Text);
  return {
    region: clip(key.region),
    sourceBucket: clip(key.sourceBucket),
    ruleId: clip(key.ruleId),
    destinationBucket: clip(key.destinationBucket),
    failureReason: clip(key.failureReason),
  };
}
