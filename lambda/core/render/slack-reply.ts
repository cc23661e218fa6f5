import type { Alert, IncidentAlert } from '../alerts/alert.schema';
import { toHeadline } from './headline';
import type { SlackMessage } from './slack';
import { toStanding } from './slack-parent';
import { toSlackMrkdwn } from './slack-mrkdwn';
import { toStory } from './slack-story';
import { text } from './spans';

/** What is added to the conversation about an incident. */
export interface SlackReply {
  readonly message: SlackMessage;
  /** Also shown in the channel, so that it reaches those who do not follow the thread. */
  readonly isBroadcast: boolean;
}

/** A reply is read in one glance. */
const REPLY_CHARACTERS = 1_200;

/** The headline besides: notifications show this text alone. */
const FALLBACK_CHARACTERS = 1_600;

/**
 * The reply for one event of the story. It says what has happened; how things stand is in the message that it replies
 * to, which is edited at the same time.
 */
export function renderSlackReply(alert: IncidentAlert): SlackReply {
  const story = toStory(alert);
  return {
    message: {
      text: toSlackMrkdwn([text(`${toHeadline(toStanding(alert))}. `), ...story], FALLBACK_CHARACTERS),
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: toSlackMrkdwn(story, REPLY_CHARACTERS), verbatim: true },
        },
      ],
    },
    isBroadcast: needsHands(alert),
  };
}

/** Why somebody has to get up again, or for the first time. */
const CALLS: ReadonlySet<string> = new Set(['changed-cause', 'on-its-own', 'silence-ended']);

/**
 * A thread is silent to all who have not spoken in it. What needs hands that may not be on it yet - failing again,
 * another cause, a fix that did not help, a reminder of what nobody is at - is shown in the channel too; growth, good news and
 * what only adds to what is known is not.
 */
function needsHands({ type, why, diagnosis, incident }: IncidentAlert): boolean {
  if (type === 'reopened' || CALLS.has(why)) return true;
  if (why === 'changed-verdict') return diagnosis.verdict !== 'confirmed';
  return type === 'reminder' && incident.status === 'open';
}

/**
 * Whether an alert is worth a message of its own where messages can be neither edited nor replied to. Growth and
 * acknowledgements are not: whoever has read the first message knows what to do.
 */
export function deservesMessage({ type, why }: Alert): boolean {
  return type !== 'grew' && why !== 'acknowledged';
}
