import type { EventProblem } from '../events/replication-event';
import { shortHash } from '../incidents/incident-key';
import { ALERT_LIMITS } from '../limits';
import type { UnreadableAlert } from './alert.schema';
import type { AlertLinks } from './build-incident-alert';
import { truncateCharacters } from '../render/truncate';

/** A problem and the message it came in. */
export interface UnreadableMessage {
  readonly problem: EventProblem;
  readonly messageId?: string;
}

/**
 * One alert for everything in a batch that could not be read: how much, the first ten with their reasons and safe
 * excerpts. Severity is `medium`: what was not understood may have been a failure.
 */
export function buildUnreadableAlert(
  unreadable: readonly UnreadableMessage[],
  context: { readonly now: Date; readonly links: AlertLinks },
): UnreadableAlert {
  const { length: count } = unreadable;
  const shown = unreadable.slice(0, ALERT_LIMITS.unreadableSamples);
  return {
    schema: 's3-replication-alert/1',
    id: shortHash([
      'unreadable',
      ...unreadable.map(({ messageId, problem }) => messageId ?? problem.excerpt),
    ]),
    type: 'unreadable',
    severity: 'medium',
    time: context.now.toISOString(),
    summary: `${count === 1 ? '1 message' : `${count} messages`} on the replication-failure queue could not be read`,
    why: 'unreadable-events',
    unreadable: {
      count,
      samples: shown.map(({ problem, messageId }) => ({
        code: problem.code,
        path: truncateCharacters(problem.path, ALERT_LIMITS.nameCharacters),
        got: truncateCharacters(problem.got, ALERT_LIMITS.nameCharacters),
        allowed: truncateCharacters(problem.allowed, ALERT_LIMITS.nameCharacters),
        excerpt: truncateCharacters(problem.excerpt, ALERT_LIMITS.excerptCharacters),
        ...(messageId !== undefined && {
          messageId: truncateCharacters(messageId, ALERT_LIMITS.nameCharacters),
        }),
      })),
    },
    links: context.links.dashboardUrl === undefined ? {} : { dashboard: context.links.dashboardUrl },
  };
}
