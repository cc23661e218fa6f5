import { respondToBatch, type BatchObserver } from '../core/conversation/respond-to-batch';
import type { InboundMessage } from '../core/events/replication-event';
import type { RespondObserver } from '../core/respond/respond-observer';
import { respondToMessages } from '../core/respond/respond-to-messages';
import { createNotifiers, createQuarantine } from './channels';
import { createConversation } from './conversation';
import { createInvestigate } from './looking';
import type { Settings } from './settings';

/** What belongs to one invocation. */
export interface Invocation {
  readonly observer: BatchObserver & RespondObserver;
  remainingMs(): number;
}

/** Answers with the ids of the messages that must come back. */
export type Respond = (
  messages: readonly InboundMessage[],
  invocation: Invocation,
) => Promise<readonly string[]>;

/** With an incident table, one outage is one conversation; without, each batch stands alone. */
export function createRespond(settings: Settings): Respond {
  const quarantine = createQuarantine(settings);
  if (settings.incidents !== undefined) {
    const conversation = createConversation(settings, settings.incidents);
    return async (messages, invocation) =>
      (await respondToBatch(messages, { ...conversation, ...invocation, quarantine })).failedMessageIds;
  }
  const notifiers = createNotifiers(settings);
  const investigate = settings.looking && createInvestigate(settings.looking);
  return async (messages, invocation) => {
    const ports = {
      ...invocation,
      notifiers,
      quarantine,
      links: settings,
      now: () => new Date(),
      ...(investigate && { investigate }),
    };
    return (await respondToMessages(messages, ports)).failedMessageIds;
  };
}
