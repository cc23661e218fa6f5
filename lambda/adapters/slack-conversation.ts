import type { Alert, IncidentAlert } from '../core/alerts/alert.schema';
import { renderSlackDocuments, type SlackDocuments } from '../core/render/slack-documents';
import type { SlackMessage } from '../core/render/slack';
import { renderSlackParent, type SlackBreak, type SlackParentNotes } from '../core/render/slack-parent';
import { deservesMessage, renderSlackReply } from '../core/render/slack-reply';
import type { SlackCall, SlackMessagePlace, SlackResponse } from './slack-api';
import type { SlackThread } from './slack-thread';

/** What came of telling an alert. */
export interface SlackTold {
  readonly response: SlackResponse;
  /** Where the conversation goes on; absent where there is none, or Slack did not say. */
  readonly thread?: SlackThread;
  /** What the message says of itself. */
  readonly notes: SlackParentNotes;
  /** A thread that can be replied to, but whose message can no longer be edited. */
  readonly left?: SlackThread;
}

export interface SlackTelling {
  readonly call: SlackCall;
  readonly alert: Alert;
  /** Channel id that is configured. */
  readonly channel: string;
  /** Where the incident's conversation is. */
  readonly thread?: SlackThread;
}

/** Nobody can edit the message any more: the workspace's rules, or it is not ours. */
const FROZEN_CODES: ReadonlySet<string> = new Set(['edit_window_closed', 'cant_update_message']);

/** There can be no replies, whatever they say. */
const UNTHREADABLE_CODES: ReadonlySet<string> = new Set([
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
]);

/**
 * Tells an alert: by a new message, or by editing the incident's message and replying to it. The edit comes first: it can be
 * repeated, so that a reply that is refused is sent once, by whoever tries again. After a message was posted there is no
 * further call, because a failure now would post it twice.
 * Sources: https://docs.slack.dev/reference/methods/chat.update, https://docs.slack.dev/reference/methods/chat.postMessage
 */
export async function tellSlack({ call, alert, channel, thread }: SlackTelling): Promise<SlackTold> {
  const post = (continues?: SlackBreak): Promise<SlackTold> =>
    postParent({ call, alert, channel }, continues);
  // A new outage of an old incident is no continuation: an edit far up in the channel would be seen by nobody.
  if (alert.type === 'unreadable' || alert.type === 'opened' || thread === undefined) return post();
  if (thread.channel !== channel) return post('moved');
  const notes = toEditedNotes(alert, thread);
  const edited = await editParent({ call, alert, thread }, notes);
  if (edited.code === 'message_not_found') return post('deleted');
  const isFrozen = FROZEN_CODES.has(edited.code ?? '');
  if (!edited.result.ok && !isFrozen) return { response: edited, notes };
  if (isFrozen && deservesMessage(alert)) return { ...(await post('frozen')), left: thread };
  const replied = await postReply({ call, alert, thread });
  if (UNTHREADABLE_CODES.has(replied.code ?? '')) {
    return isFrozen || deservesMessage(alert) ? post('locked') : { response: edited, thread, notes };
  }
  return { response: replied, notes, ...(replied.result.ok && { thread }) };
}

async function postParent(
  { call, alert, channel }: Omit<SlackTelling, 'thread'>,
  continues: SlackBreak | undefined,
): Promise<SlackTold> {
  const notes = continues === undefined ? {} : { continues };
  const response = await call('chat.postMessage', toPost(channel, renderSlackParent(alert, notes)));
  const isConversation = alert.type !== 'unreadable' && response.place !== undefined;
  return { response, notes, ...(isConversation && { thread: response.place }) };
}

interface InThread {
  readonly call: SlackCall;
  readonly alert: IncidentAlert;
  readonly thread: SlackMessagePlace;
}

/** Edits how things stand into the message of the incident. */
export function editParent(
  { call, alert, thread: { channel, ts } }: InThread,
  notes: SlackParentNotes,
): Promise<SlackResponse> {
  const message = renderSlackParent(alert, notes);
  // Left out, `parse` is `client` for an edit, which makes links and mentions out of names.
  return call('chat.update', { channel, ts, ...message, parse: 'none' });
}

/** Adds what has happened to the thread. */
export function postReply(
  { call, alert, thread }: InThread,
  { mayBroadcast = true }: { readonly mayBroadcast?: boolean } = {},
): Promise<SlackResponse> {
  const { message, isBroadcast } = renderSlackReply(alert);
  return call('chat.postMessage', {
    ...toPost(thread.channel, message),
    thread_ts: thread.ts,
    reply_broadcast: mayBroadcast && isBroadcast,
  });
}

/** Adds policy documents that the message has no room for to the thread. */
export function postDocuments(
  { call, thread }: Omit<InThread, 'alert'>,
  { message }: SlackDocuments,
): Promise<SlackResponse> {
  return call('chat.postMessage', { ...toPost(thread.channel, message), thread_ts: thread.ts });
}

function toEditedNotes(alert: IncidentAlert, thread: SlackThread): SlackParentNotes {
  const documents = renderSlackDocuments(alert);
  const isThere = documents !== undefined && documents.digest === thread.documents;
  return { isEdited: true, hasDocuments: isThere && documents.isComplete };
}

/** Links to buckets with attacker-made names must not be fetched for a preview. */
function toPost(channel: string, message: SlackMessage): Readonly<Record<string, unknown>> {
  return { channel, ...message, unfurl_links: false, unfurl_media: false };
}
