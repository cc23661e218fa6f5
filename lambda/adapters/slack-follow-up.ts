import type { IncidentAlert } from '../core/alerts/alert.schema';
import { renderSlackDocuments, type SlackDocuments } from '../core/render/slack-documents';
import { createSlackCall, type SlackApiSettings, type SlackCall, type SlackResponse } from './slack-api';
import { editParent, postDocuments, postReply, type SlackTold } from './slack-conversation';
import { deliverToSlack, type SlackOptions } from './slack-delivery';
import type { SlackThread } from './slack-thread';

/** An alert that has a message. */
export interface SlackFollowUp extends SlackTold {
  readonly alert: IncidentAlert;
  readonly thread: SlackThread;
}

export interface SlackFollowedUp {
  /** With what the thread holds by now. */
  readonly thread: SlackThread;
  /** All that were posted for the alert, the first one included. */
  readonly messages: number;
}

type FollowUpOptions = SlackOptions & SlackApiSettings & { readonly timeoutMs: number };

/**
 * What follows an alert that was told: the last word in a thread that has to be left, and the policy documents that the
 * message has no room for; the message says that they are there once they are. The alert is delivered whatever comes
 * of this, so it is tried once, in the time that is left; documents that are missing come with the next alert.
 */
export async function followUpInSlack(
  told: SlackFollowUp,
  options: FollowUpOptions,
): Promise<SlackFollowedUp> {
  const progress: Progress = { thread: told.thread, messages: 1 };
  const documents = renderSlackDocuments(told.alert);
  const isDue = documents !== undefined && documents.digest !== told.thread.documents;
  if (!isDue && told.left === undefined) return progress;
  await deliverToSlack(options, {
    field: 'botToken',
    async send(secret, signal) {
      const call = createSlackCall(secret, options, signal);
      if (told.left !== undefined) await leave(told, { call, progress });
      return isDue ? addDocuments(told, { call, progress, documents }) : told.response;
    },
  });
  return progress;
}

/** Kept outside of the attempt: what was posted was posted, also when the time is up. */
type Progress = { -readonly [K in keyof SlackFollowedUp]: SlackFollowedUp[K] };

interface Attempt {
  readonly call: SlackCall;
  readonly progress: Progress;
}

/** Whoever followed the old thread there reads how it went on. */
async function leave({ alert, left }: SlackFollowUp, { call, progress }: Attempt): Promise<void> {
  if (left === undefined) return;
  const { result } = await postReply({ call, alert, thread: left }, { mayBroadcast: false });
  if (result.ok) progress.messages += 1;
}

async function addDocuments(
  { alert, thread, notes }: SlackFollowUp,
  { call, progress, documents }: Attempt & { readonly documents: SlackDocuments },
): Promise<SlackResponse> {
  const posted = await postDocuments({ call, thread }, documents);
  if (!posted.result.ok) return posted;
  progress.messages += 1;
  progress.thread = { ...thread, documents: documents.digest };
  if (!documents.isComplete) return posted;
  return editParent({ call, alert, thread }, { ...notes, hasDocuments: true });
}
