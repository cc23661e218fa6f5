import type { EventProblem } from '../events/replication-event';

/** Where unreadable messages go: a dead-letter queue in AWS, a list in a local run. Throws when it cannot keep one. */
export interface Quarantine {
  keep(problem: EventProblem, messageId: string | undefined): Promise<void>;
}
