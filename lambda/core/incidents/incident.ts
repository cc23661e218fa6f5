import type { Investigation } from '../diagnosis/investigate';
import type { FailedObject } from './group-failures';
import type { IncidentKey } from './incident-key';

/**
 * `recovering`: the cause is gone and the failed objects are being replicated. `resolved` is the end of an episode, not
 * of the incident: the same key failing again reopens it.
 */
export type IncidentState = 'open' | 'acknowledged' | 'recovering' | 'resolved';

/** `lag`: nothing failed, but replication is later than Replication Time Control promises. */
export type IncidentKind = 'failure' | 'lag';

/** Why somebody is told. The alert's `why`. */
export type NotifyReason =
  | 'first-failure'
  | 'growth'
  /** The same cause breaks more than was told. */
  | 'spread'
  | 'changed-cause'
  | 'changed-verdict'
  | 'cause-gone'
  | 'reminder'
  | 'still-broken'
  | 'silence-ended'
  /** What spoke for it does not any more - it is over, or silenced - and it still fails. */
  | 'on-its-own'
  | 'resolved'
  | 'reopened'
  /** Another channel never took what it was given. */
  | 'channel-lost';

/** Why an incident has no message of its own for a while. */
export type MuteReason = 'silenced' | 'inhibited' | 'linked' | 'overview';

/** Why nobody is told. */
export type QuietReason =
  | MuteReason
  | 'benign'
  | 'within-group-interval'
  | 'no-growth'
  | 'acknowledged'
  | 'nothing-new'
  /** Nobody heard that it began, so nobody needs to hear that it is over. */
  | 'never-told'
  /** What spoke for it has ended, and it has not failed since. */
  | 'settling'
  /** There is no channel to tell it on. */
  | 'no-channel'
  /** This batch is counted already. */
  | 'already-counted'
  /** S3 says that it no longer follows some objects; nothing is known to be late. */
  | 'not-tracked';

export type AlertType = 'opened' | 'grew' | 'changed' | 'reminder' | 'resolved' | 'reopened' | 'recovery';

/**
 * One outage: everything that is known of it and everything that still has to be said. A plain JSON value. Times are
 * ISO 8601 in UTC; those of events by S3's clock, all others by ours.
 */
export interface Incident {
  /** Hash of the key. */
  readonly id: string;
  readonly key: IncidentKey;
  readonly kind: IncidentKind;
  readonly partition: string;
  /** One more with each write; 0: never written. */
  readonly version: number;
  readonly state: IncidentState;
  /** When the present state began. */
  readonly stateSince: string;
  /** Outages of this key so far, this one included. All that follows is about this one. */
  readonly episode: number;
  readonly openedAt: string;
  /** Event time of the first and the last failure. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly failures: number;
  /** Sum over the failures whose event told a size. */
  readonly sizeBytes: number;
  readonly operations: Readonly<Record<string, number>>;
  readonly prefixes: Readonly<Record<string, number>>;
  readonly samples: readonly FailedObject[];
  /** Of objects that are late; only of the kind `lag`. */
  readonly lag?: LagCounts;
  /** What came of looking last, and when that was. */
  readonly looked?: { readonly at: string; readonly investigation: Investigation };
  /** What a check confirmed last. Stays when the cause is gone: what is over has to be told by its name. */
  readonly cause?: ConfirmedCause;
  /** What people were last told. */
  readonly told?: Told;
  /** What the stream of alerts last held, which also has what people are spared. */
  readonly streamed?: Told;
  readonly acknowledgement?: Acknowledgement;
  readonly resolution?: Resolution;
  /** The incident that speaks for this one. */
  readonly lead?: Lead;
  readonly muted?: Mute;
  /** The episode before this one, where it ended shortly before this one began. */
  readonly previous?: PreviousEpisode;
  /** When it was last said that a channel does not take anything. */
  readonly channelLostAt?: string;
  /** Where the conversation is, by channel. */
  readonly threads: Readonly<Record<string, Thread>>;
  readonly outbox: readonly OutboxEntry[];
  /** Batches whose failures are counted here, latest last; bounded. */
  readonly appliedBatches: readonly AppliedBatch[];
}

export interface LagCounts {
  /** Objects that missed the threshold; the incident's `failures`. */
  readonly missed: number;
  /** Of them, those that arrived after all. */
  readonly arrived: number;
  /** Objects that S3 no longer follows, for whatever reason. */
  readonly notTracked: number;
  /** As S3 sent them last. AWS documents neither unit nor format. */
  readonly threshold?: string;
  readonly replicationTime?: string;
}

export interface ConfirmedCause {
  readonly check: string;
  /** ARN of the role, policy, key or bucket. */
  readonly subject: string;
  readonly title: string;
  /** When it was first confirmed in this episode. */
  readonly at: string;
  /** When the check first ruled it out again. */
  readonly goneAt?: string;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: string;
  readonly comment?: string;
}

export interface Resolution {
  readonly at: string;
  /** What proves it, in sentences. */
  readonly proof: string;
  /** The person who closed it; absent when nobody had to. */
  readonly by?: string;
}

export interface Lead {
  /** Of the incident. */
  readonly id: string;
  readonly because: Exclude<MuteReason, 'silenced'>;
}

export interface Mute {
  readonly because: MuteReason;
  readonly since: string;
  /** When it ended, until somebody is told what was kept back. */
  readonly until?: string;
}

export interface PreviousEpisode {
  readonly openedAt: string;
  readonly resolvedAt: string;
  readonly failures: number;
  /** Whether anybody heard of it. */
  readonly wasTold: boolean;
}

/** One thing that was said, or is about to be. */
export interface Told {
  /** When it was decided. */
  readonly at: string;
  readonly why: NotifyReason;
  readonly failures: number;
  /** Unknown as long as it has not left. */
  readonly verdict?: string;
  /** Of the confirmed cause. */
  readonly check?: string;
  readonly subject?: string;
  /** Incidents that it spoke for. */
  readonly related?: number;
  /** It said that it is over. */
  readonly isOver?: true;
  /** It said that no failures come any more, and that the cause is still there. */
  readonly isWithoutTraffic?: true;
}

/** A message that is edited and replied to: Slack's channel and timestamp. */
export interface Thread {
  readonly channel: string;
  readonly reference: string;
}

/** `stream`: only the record that programs read; people are spared. */
export type Audience = 'everybody' | 'stream';

/** Something that has to be said. It leaves once every channel has it. */
export interface OutboxEntry {
  /** Id of the alert: the same for every attempt. */
  readonly alertId: string;
  readonly type: AlertType;
  readonly audience: Audience;
  /** What it says, as far as that is known before it is built. */
  readonly says: Told;
  /** Channels that never took an earlier message; what this one has to tell beside the rest. */
  readonly lostChannels?: readonly string[];
  /** Whoever is at it; others keep away until then. */
  readonly lease?: { readonly by: string; readonly until: string };
  /** Channels that do not have it yet. */
  readonly channels: Readonly<Record<string, ChannelWait>>;
}

export interface ChannelWait {
  readonly attempts: number;
  readonly nextAt: string;
  /** When the first message was decided that the channel did not take and this one replaces; absent: this is it. */
  readonly since?: string;
}

export interface AppliedBatch {
  readonly id: string;
  readonly at: string;
}
