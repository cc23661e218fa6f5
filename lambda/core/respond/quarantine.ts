import type { EventProblem } from '../events/replication-event';
import { forEachBounded } from '../for-each-bounded';
import type { UnreadableAt } from './read-batch';
import type { RespondObserver } from './respond-observer';

/** Where unreadable messages go: a dead-letter queue in AWS, a list in a local run. Throws when it cannot keep one. */
export interface Quarantine {
  keep(problem: EventProblem, messageId: string | undefined): Promise<void>;
}

export interface QuarantinePorts {
  readonly quarantine: Quarantine;
  readonly observer: Pick<RespondObserver, 'unreadable' | 'quarantineFailed'>;
}

/** Dead-letter sends under way at once. */
const CONCURRENCY = 10;

/**
 * Unreadable messages leave the queue for the dead-letter queue at once - five rounds of redelivery would make no
 * byte of them readable - unless a person could not be told: then the message stays, and both are tried again. Comes
 * back with the positions of the messages that stay.
 */
export async function quarantineUnreadable(
  unreadable: readonly UnreadableAt[],
  { ports, isNoticeDelivered }: { ports: QuarantinePorts; isNoticeDelivered: boolean },
): Promise<ReadonlySet<number>> {
  const left = new Set<number>();
  await forEachBounded(unreadable, CONCURRENCY, async ({ problem, message, messageId }) => {
    ports.observer.unreadable(problem, messageId);
    const isKept = isNoticeDelivered && (await keep(problem, messageId, ports));
    if (!isKept) left.add(message);
  });
  return left;
}

async function keep(
  problem: EventProblem,
  messageId: string | undefined,
  { quarantine, observer }: QuarantinePorts,
): Promise<boolean> {
  try {
    await quarantine.keep(problem, messageId);
    return true;
  } catch (error) {
    observer.quarantineFailed(problem, error);
    return false;
  }
}
