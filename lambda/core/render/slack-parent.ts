import type { Alert, IncidentAlert } from '../alerts/alert.schema';
import { SLACK_LIMITS } from '../limits';
import { formatTime } from './quantity';
import { renderSlack, type SlackBlock, type SlackMessage } from './slack';

/** Why a conversation goes on in a new message. */
export type SlackBreak = 'deleted' | 'frozen' | 'locked' | 'moved';

/** What a message says of itself. */
export interface SlackParentNotes {
  /** It was there before, and says now how things stand. */
  readonly isEdited?: boolean;
  readonly continues?: SlackBreak;
  /** The thread holds policy documents that are too long for the message. */
  readonly hasDocuments?: boolean;
}

const CONTINUES: Readonly<Record<SlackBreak, string>> = {
  deleted: 'Continues a message that was deleted.',
  frozen: 'Continues an earlier message, which Slack no longer lets us edit.',
  locked: 'Continues an earlier message, whose thread is closed.',
  moved: 'Continues a conversation that began in another channel.',
};

/**
 * The one message of an incident, as it is first posted and each time it is edited: how things stand, by the newest
 * alert. What has just happened is told by the replies.
 */
export function renderSlackParent(alert: Alert, notes: SlackParentNotes = {}): SlackMessage {
  const message = renderSlack(alert.type === 'unreadable' ? alert : toStanding(alert));
  const note = toNote(alert, notes);
  if (note === '') return message;
  const element = { type: 'mrkdwn', text: note, verbatim: true } as const;
  const last = message.blocks.length - 1;
  const blocks: readonly SlackBlock[] = [
    ...message.blocks.slice(0, last),
    { type: 'context', elements: [element] },
    ...message.blocks.slice(last),
  ];
  const isFitting =
    blocks.length <= SLACK_LIMITS.blocks && JSON.stringify(blocks).length <= SLACK_LIMITS.totalCharacters;
  return isFitting ? { ...message, blocks } : message;
}

/** That the diagnosis is new is an event; that it still fails is how things stand. */
export function toStanding(alert: IncidentAlert): IncidentAlert {
  const isFailing = alert.incident.status !== 'recovering';
  return alert.type === 'changed' && isFailing ? { ...alert, type: 'grew' } : alert;
}

function toNote(
  { time }: Alert,
  { isEdited = false, continues, hasDocuments = false }: SlackParentNotes,
): string {
  return [
    ...(hasDocuments ? ['Full policy document in the thread.'] : []),
    ...(continues === undefined ? [] : [CONTINUES[continues]]),
    ...(isEdited ? [`Updated at ${formatTime(time, time)}.`] : []),
  ].join(' ');
}
