import type { Thread } from '../incidents/incident';
import type { Alert } from './alert.schema';

/** What a channel answered. A refusal is data: it carries no URL, token or other secret. */
export type DeliveryResult =
  | {
      readonly ok: true;
      /** The channel's own id of the message, where it gives one. */
      readonly reference?: string;
      /** Where the conversation about the incident goes on: to be given back with its next alert. */
      readonly thread?: Thread;
      /** Messages that the channel counts against its rate, where it was not one: a skipped alert takes none. */
      readonly messages?: number;
    }
  | {
      readonly ok: false;
      /** Whether the same alert may be accepted later: 429, 5xx, time-outs, no connection. */
      readonly retryable: boolean;
      /** One line for logs and people: status and the channel's own error code. */
      readonly reason: string;
      /** From `Retry-After`, when the channel told. */
      readonly retryAfterSeconds?: number;
    };

/**
 * A channel that alerts leave through. `deliver` makes one attempt, never throws, ends within its own time-out,
 * and never lets a secret into its result. Every implementation passes `test/contract/notifier-contract.ts`.
 */
export interface Notifier {
  /** `sns`, `slack`: used in logs and as a metric dimension. */
  readonly channel: string;
  /** How many deliveries may be under way at once; 1 keeps the order. Default 1. */
  readonly concurrency?: number;
  /**
   * A failed delivery is logged, counted and alarmed, but does not bring the SQS message back. For channels beside
   * the alert topic, whose outage must not repeat the alert on every other channel.
   */
  readonly bestEffort?: boolean;
  /** `thread`: what the last delivery about this incident gave. Channels without conversations ignore it. */
  deliver(alert: Alert, thread?: Thread): Promise<DeliveryResult>;
}
