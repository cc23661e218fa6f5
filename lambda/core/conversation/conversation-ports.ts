import type { AlertLinks } from '../alerts/build-incident-alert';
import type { Alert } from '../alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../alerts/notifier';
import type { Investigation } from '../diagnosis/investigate';
import type { InvestigateWave } from '../diagnosis/investigate-wave';
import type { Timers } from '../facts/read-budget';
import type { TellDecision } from '../incidents/decide-telling';
import type { LostDelivery } from '../incidents/expire-entries';
import type { Incident } from '../incidents/incident';
import type { IncidentStore, UnreadableItem } from '../incidents/incident-store';
import type { Channel } from '../incidents/outbox';
import type { NotifyTimers } from '../incidents/timers';
import type { TransitionId } from '../incidents/transitions';

/** A channel that alerts leave through, and what the outbox has to know of it. `name` is the notifier's channel. */
export interface Way extends Channel {
  readonly notifier: Notifier;
}

/** Told what happens, for logs and metrics. Must not throw. */
export interface ConversationObserver {
  decided(incident: Incident, decision: TellDecision): void;
  /** An incident came to another state. */
  moved(incident: Incident, by: TransitionId): void;
  investigated(incidentId: string, investigation: Investigation): void;
  investigationFailed(error: unknown): void;
  delivered(alert: Alert, channel: string): void;
  deliveryFailed(alert: Alert, channel: string, result: DeliveryResult & { ok: false }): void;
  /** A channel did not take it in time; it is given up there. */
  lost(incident: Incident, lost: LostDelivery): void;
  /** An alert could not be made, by a defect of ours; what has to be said stays in the outbox. */
  tellingFailed(incident: Incident, error: unknown): void;
  /** The table could not be asked, or somebody else was faster too often; what it was about is done again later. */
  storeFailed(what: StoreWork, error: unknown): void;
  /** Something is stored that is not an incident. */
  unreadableItem(item: UnreadableItem): void;
}

export type StoreWork = 'receipt' | 'record' | 'leads' | 'settle' | 'sweep';

/** What the handlers have in common that keep incidents and tell of them. */
export interface ConversationPorts {
  readonly store: IncidentStore;
  readonly ways: readonly Way[];
  readonly timers: NotifyTimers;
  readonly links: AlertLinks;
  readonly observer: ConversationObserver;
  /** Absent where checks are off. */
  readonly investigate?: InvestigateWave;
  now(): Date;
  /** A name that nobody else has: 16 hexadecimal digits. */
  newId(): string;
  /** Waits a little, and longer with each attempt, never as long as somebody else. */
  pause(attempt: number): Promise<void>;
  /** Ends the wait for a channel that does not answer. */
  readonly clock: Pick<Timers, 'after'>;
  /** Milliseconds until the invocation is killed; absent where nothing kills it. */
  remainingMs?(): number;
}
