import type { Thread } from '../core/incidents/incident';
import type { SlackMessagePlace } from './slack-api';

/** The message of an incident, and what its thread has already. */
export interface SlackThread extends SlackMessagePlace {
  /** Digest of the policy documents that were posted there last. */
  readonly documents?: string;
}

const REFERENCE = /^([\w.]{1,64})(?:\+([0-9a-f]{8}))?$/;

/** `<ts>`, and behind a plus the digest of the documents: what the outbox keeps for us between two deliveries. */
export function toThread({ channel, ts, documents }: SlackThread): Thread {
  return { channel, reference: documents === undefined ? ts : `${ts}+${documents}` };
}

/** `undefined` for what is no thread of ours: the conversation then begins anew. */
export function readThread(thread: Thread | undefined): SlackThread | undefined {
  const [, ts, documents] = REFERENCE.exec(thread?.reference ?? '') ?? [];
  if (thread === undefined || ts === undefined) return undefined;
  return { channel: thread.channel, ts, ...(documents !== undefined && { documents }) };
}
