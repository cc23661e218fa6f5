import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDynamoIncidentStore } from '../adapters/incident-store/dynamo-incident-store';
import { SYSTEM_TIMERS } from '../adapters/system-timers';
import type { ConversationPorts } from '../core/conversation/conversation-ports';
import { createWays } from './channels';
import { createInvestigate } from './looking';
import type { IncidentSettings, Settings } from './settings';

/** Everything that respond and sweep have in common, but for what belongs to one invocation. */
export type Conversation = Omit<ConversationPorts, 'observer' | 'remainingMs'>;

/** Pauses grow to a second, and each is cut by chance: functions that got in each other's way do not do so again. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [20, 1_000];

export function createConversation(settings: Settings, incidents: IncidentSettings): Conversation {
  const investigate = settings.looking && createInvestigate(settings.looking);
  return {
    store: createDynamoIncidentStore({ tableName: incidents.tableName }),
    ways: createWays(settings, incidents),
    timers: incidents.timers,
    links: settings,
    ...(investigate && { investigate }),
    now: () => new Date(),
    newId: () => randomBytes(8).toString('hex'),
    clock: SYSTEM_TIMERS,
    pause: (attempt) => sleep(Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS)),
  };
}
