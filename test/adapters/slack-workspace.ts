import type { SlackBlock, SlackMessage } from '../../lambda/core/render/slack';
import { unescapeSlackText } from '../../lambda/core/render/slack-mrkdwn';
import type { HttpAnswer, RecordedRequest } from '../contract/wire-server';

export interface PostedMessage extends SlackMessage {
  readonly ts: string;
  readonly channel: string;
  readonly threadTs?: string;
  readonly isBroadcast: boolean;
}

/** What is done to a message that Slack takes. */
export type SlackAct =
  | {
      readonly kind: 'posted' | 'replied' | 'edited';
      readonly message: PostedMessage;
      readonly before?: PostedMessage;
    }
  | { readonly kind: 'refused'; readonly code: string };

type Method = 'chat.postMessage' | 'chat.update';

export interface SlackWorkspace {
  answer(request: RecordedRequest): HttpAnswer | 'hang';
  /** What happened so far, in order. */
  readonly acts: readonly SlackAct[];
  /** Messages that are there, by `ts`. */
  readonly messages: Map<string, PostedMessage>;
  /** The calls of a method that are answered with a code, an HTTP status or not at all, from the `nth` one on (1 is the next). */
  refuse(method: Method, how: string | 429, which?: { readonly nth?: number; readonly times?: number }): void;
}

interface Rule {
  readonly method: Method;
  readonly how: string | 429;
  skip: number;
  left: number;
}

/**
 * A workspace of Slack's as far as its documentation tells: messages, threads, edits and refusals. A reply to a message that is gone
 * becomes a message of the channel (slack-go/slack#1571).
 */
export function createSlackWorkspace(): SlackWorkspace {
  const acts: SlackAct[] = [];
  const messages = new Map<string, PostedMessage>();
  const rules: Rule[] = [];
  let posted = 0;

  function take(method: Method): string | 429 | undefined {
    for (const rule of rules) {
      if (rule.method !== method || rule.left === 0) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.left -= 1;
      return rule.how;
    }
    return undefined;
  }

  function post(fields: Fields): HttpAnswer {
    posted += 1;
    const ts = `17672616${String(posted).padStart(2, '0')}.000100`;
    const isReply = fields.thread_ts !== undefined && messages.has(fields.thread_ts);
    const message = toMessage(fields, { ts, isReply });
    messages.set(ts, message);
    acts.push({ kind: isReply ? 'replied' : 'posted', message });
    return toAnswer({ ok: true, channel: fields.channel, ts });
  }

  function update(fields: Fields): HttpAnswer {
    const before = messages.get(fields.ts ?? '');
    if (before === undefined) return refuse('message_not_found');
    const message = toMessage(fields, { ts: before.ts, isReply: false });
    messages.set(before.ts, message);
    acts.push({ kind: 'edited', message, before });
    return toAnswer({ ok: true, channel: fields.channel, ts: before.ts });
  }

  function refuse(code: string): HttpAnswer {
    acts.push({ kind: 'refused', code });
    return toAnswer({ ok: false, error: code });
  }

  return {
    acts,
    messages,
    refuse: (method, how, { nth = 1, times = Infinity } = {}) =>
      rules.push({ method, how, skip: nth - 1, left: times }),
    answer({ path, body }) {
      const method = path.replace('/api/', '') as Method;
      const fields = JSON.parse(body) as Fields;
      const how = take(method);
      if (how === 'hang') return 'hang';
      if (how === 429)
        return { status: 429, headers: { 'retry-after': '1' }, body: '{"ok":false,"error":"ratelimited"}' };
      if (how !== undefined) return refuse(how);
      return method === 'chat.update' ? update(fields) : post(fields);
    },
  };
}

interface Fields extends SlackMessage {
  readonly channel: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly reply_broadcast?: boolean;
}

function toMessage(fields: Fields, { ts, isReply }: { ts: string; isReply: boolean }): PostedMessage {
  const { channel, text, blocks, thread_ts: threadTs, reply_broadcast: isBroadcast = false } = fields;
  return { ts, channel, text, blocks, isBroadcast, ...(isReply && threadTs !== undefined && { threadTs }) };
}

function toAnswer(fields: object): HttpAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) };
}

/** What a reader sees of a message, line by line. */
export function toReadLines({ blocks }: SlackMessage): readonly string[] {
  return blocks.flatMap(toTexts).flatMap((text) => unescapeSlackText(toLabels(text)).split('\n'));
}

/** Links show their labels. */
function toLabels(mrkdwn: string): string {
  return mrkdwn.replace(/<https?:[^|>]*\|([^>]*)>/g, '$1');
}

function toTexts(block: SlackBlock): readonly string[] {
  return block.type === 'context' ? block.elements.map(({ text }) => text) : [block.text.text];
}
