import { deliverWithRetry } from '../../lambda/adapters/deliver-with-retry';
import { rememberDelivered } from '../../lambda/adapters/remember-delivered';
import { createSlackBotNotifier } from '../../lambda/adapters/slack-bot-notifier';
import { createSlackWebhookNotifier } from '../../lambda/adapters/slack-webhook-notifier';
import type { DeliveryResult, Notifier } from '../../lambda/core/alerts/notifier';
import type { Thread } from '../../lambda/core/incidents/incident';
import { makeIncidentAlert } from '../contract/alert-fixture';
import { startWireServer, type WireServer } from '../contract/wire-server';
import { createSlackWorkspace, type SlackWorkspace, toReadLines } from './slack-workspace';

const CHANNEL = 'C0123456789';

/** A statement that makes a document of some length. */
function makePolicy(characters: number): Record<string, unknown> {
  const resources = Array.from(
    { length: Math.ceil(characters / 60) },
    (_, n) => `arn:aws:s3:::media-dr/${n}/*`,
  );
  return { Version: '2012-10-17', Statement: [{ Sid: 'Replicas', Effect: 'Allow', Resource: resources }] };
}

const LONG_FIX = [
  { text: 'Save it.', command: 'aws s3api get-bucket-policy --bucket media-dr' },
  {
    text: 'Make the change in `policy.json`.',
    command: 'aws s3api put-bucket-policy --bucket media-dr --policy file://policy.json',
    policy: makePolicy(3_000),
  },
];

const opened = makeIncidentAlert();
const grew = makeIncidentAlert({ type: 'grew', why: 'growth' });
const resolved = makeIncidentAlert({ type: 'resolved', why: 'resolved' });
const reopened = makeIncidentAlert({ type: 'reopened', why: 'reopened' });

describe('the conversation about an incident', () => {
  let server: WireServer;
  let slack: SlackWorkspace;
  let bot: Notifier;
  beforeEach(async () => {
    server = await startWireServer();
    slack = createSlackWorkspace();
    server.answerWith((request) => slack.answer(request));
    bot = makeBot();
  });
  afterEach(() => server.stop());

  const makeBot = (channel = CHANNEL): Notifier =>
    createSlackBotNotifier({
      secret: () => Promise.resolve('xoxb-1'),
      channel,
      allowedOrigin: server.origin,
      timeoutMs: 400,
    });
  const kinds = (): readonly string[] =>
    slack.acts.map((act) => (act.kind === 'refused' ? act.code : act.kind));
  const threadOf = (result: DeliveryResult): Thread => {
    if (!result.ok || result.thread === undefined) throw new Error(`no thread: ${JSON.stringify(result)}`);
    return result.thread;
  };
  const open = async (alert = opened): Promise<Thread> => threadOf(await bot.deliver(alert));
  /** The message of the incident, as it is now. */
  const topText = (): string => {
    const [top] = slack.messages.values();
    return top === undefined ? '' : toReadLines(top).join('\n');
  };
  const lastLines = (): readonly string[] => {
    const last = slack.acts.at(-1);
    return last === undefined || last.kind === 'refused' ? [] : toReadLines(last.message);
  };

  test('is one message, edited in place, with a reply for each event', async () => {
    const thread = await open();
    expect(threadOf(await bot.deliver(grew, thread))).toEqual(thread);
    expect(threadOf(await bot.deliver(resolved, thread))).toEqual(thread);
    expect(kinds()).toEqual(['posted', 'edited', 'replied', 'edited', 'replied']);
    expect(slack.messages.size).toBe(3);
    expect(topText()).toMatch(/^✅ Resolved/);
  });

  test('begins anew with a new outage, because nobody sees an edit far up in the channel', async () => {
    const thread = await open();
    expect(threadOf(await bot.deliver(opened, thread))).not.toEqual(thread);
    expect(kinds()).toEqual(['posted', 'posted']);
  });

  test.each([
    ['growth', grew, false],
    ['the end', resolved, false],
    ['failing again', reopened, true],
    ['another cause', makeIncidentAlert({ type: 'changed', why: 'changed-cause' }), true],
  ])('shows %s in the channel besides the thread only if it needs hands', async (_name, alert, isShown) => {
    await bot.deliver(alert, await open());
    expect(slack.acts.at(-1)).toMatchObject({ kind: 'replied', message: { isBroadcast: isShown } });
  });

  test('a reply that was refused is sent once by the next attempt, which only repeats the edit', async () => {
    const thread = await open();
    slack.refuse('chat.postMessage', 429, { times: 1 });
    await expect(bot.deliver(grew, thread)).resolves.toMatchObject({
      ok: false,
      retryable: true,
      retryAfterSeconds: 1,
    });
    await expect(bot.deliver(grew, thread)).resolves.toMatchObject({ ok: true, thread });
    expect(kinds()).toEqual(['posted', 'edited', 'edited', 'replied']);
  });

  test('goes on in its thread through what retries and remembers', async () => {
    const thread = await open();
    slack.refuse('chat.update', 429, { times: 1 });
    const sleep = (): Promise<void> => Promise.resolve();
    const notifier = rememberDelivered(deliverWithRetry(bot, { sleep }));
    for (let round = 1; round <= 2; round += 1)
      await expect(notifier.deliver(grew, thread)).resolves.toMatchObject({ ok: true, thread });
    expect(kinds()).toEqual(['posted', 'edited', 'replied']);
  });

  test('nothing is replied when the edit was refused: the message would contradict it', async () => {
    const thread = await open();
    slack.refuse('chat.update', 429);
    await expect(bot.deliver(grew, thread)).resolves.toMatchObject({ ok: false, retryable: true });
    expect(kinds()).toEqual(['posted']);
  });

  describe('whose message was deleted', () => {
    test('goes on in a new message that says so, and stays there', async () => {
      const thread = await open();
      slack.messages.clear();
      const next = threadOf(await bot.deliver(grew, thread));
      expect(next).not.toEqual(thread);
      expect(kinds()).toEqual(['posted', 'message_not_found', 'posted']);
      expect(lastLines()).toContain('Continues a message that was deleted.');
      expect(threadOf(await bot.deliver(resolved, next))).toEqual(next);
    });
  });

  describe.each(['edit_window_closed', 'cant_update_message'])('whose message gives %s', (code) => {
    test('goes on in a new message for what deserves one, and ends in the old thread without a second ping', async () => {
      const thread = await open();
      slack.refuse('chat.update', code);
      const result = await bot.deliver(reopened, thread);
      expect(threadOf(result)).not.toEqual(thread);
      expect(result).toMatchObject({ messages: 2 });
      expect(kinds()).toEqual(['posted', code, 'posted', 'replied']);
      expect(slack.acts.at(-1)).toMatchObject({
        message: { threadTs: thread.reference, isBroadcast: false },
      });
    });

    test('is only replied to for growth: the old message stays the only one', async () => {
      const thread = await open();
      slack.refuse('chat.update', code);
      expect(threadOf(await bot.deliver(grew, thread))).toEqual(thread);
      expect(kinds()).toEqual(['posted', code, 'replied']);
    });

    test('is told by the new message alone when the last word in the old thread does not get through', async () => {
      const thread = await open();
      slack.refuse('chat.update', code);
      slack.refuse('chat.postMessage', 'hang', { nth: 2 });
      await expect(bot.deliver(reopened, thread)).resolves.toMatchObject({ ok: true });
      expect(kinds()).toEqual(['posted', code, 'posted']);
    });
  });

  describe.each([
    'cannot_reply_to_message',
    'restricted_action_thread_locked',
    'restricted_action_non_threadable_channel',
  ])('whose thread gives %s', (code) => {
    test('goes on in a new message for what deserves one', async () => {
      const thread = await open();
      slack.refuse('chat.postMessage', code, { times: 1 });
      expect(threadOf(await bot.deliver(resolved, thread))).not.toEqual(thread);
      expect(kinds()).toEqual(['posted', 'edited', code, 'posted']);
    });

    test('tells growth by the edit alone', async () => {
      const thread = await open();
      slack.refuse('chat.postMessage', code, { times: 1 });
      expect(threadOf(await bot.deliver(grew, thread))).toEqual(thread);
      expect(kinds()).toEqual(['posted', 'edited', code]);
    });
  });

  test.each([
    ['chat.update', 'is_inactive'],
    ['chat.update', 'is_archived'],
    ['chat.postMessage', 'is_archived'],
  ] as const)(
    'in an archived channel (%s gives %s) is refused for good, and says why',
    async (method, code) => {
      const thread = await open();
      slack.refuse(method, code);
      const result = await bot.deliver(grew, thread);
      expect(result).toMatchObject({ ok: false, retryable: false });
      expect(result).toHaveProperty('reason', expect.stringContaining(`${code}: the channel is archived`));
    },
  );

  test('moves to the channel that is configured now, and says where it began', async () => {
    const thread = await open();
    const result = await makeBot('C0000000002').deliver(grew, thread);
    expect(threadOf(result).channel).toBe('C0000000002');
    expect(kinds()).toEqual(['posted', 'posted']);
    expect(lastLines()).toContain('Continues a conversation that began in another channel.');
  });

  describe('about a policy that is too long for the message', () => {
    const long = makeIncidentAlert({ fix: LONG_FIX });
    const NOTE = 'Full policy document in the thread.';
    const later = { ...grew, fix: LONG_FIX };

    test('has the whole document as the first reply, and the message says so once it is there', async () => {
      const result = await bot.deliver(long);
      expect(result).toMatchObject({ ok: true, messages: 2 });
      expect(kinds()).toEqual(['posted', 'replied', 'edited']);
      const [posted, replied, edited] = slack.acts;
      if (posted?.kind !== 'posted' || replied?.kind !== 'replied' || edited?.kind !== 'edited')
        throw new Error();
      expect(toReadLines(posted.message).join('\n')).not.toContain(NOTE);
      expect(toReadLines(edited.message)).toContain(NOTE);
      const json = toReadLines(replied.message).filter((line) => !/^[*`]/.test(line));
      expect(JSON.parse(json.join('\n'))).toEqual(LONG_FIX[1]?.policy);
    });

    test('gets the document once, as long as it is the same', async () => {
      const thread = await open(long);
      const acts = slack.acts.length;
      expect(threadOf(await bot.deliver(later, thread))).toEqual(thread);
      expect(kinds().slice(acts)).toEqual(['edited', 'replied']);
      expect(topText()).toContain(NOTE);
    });

    test('gets another document when the fix has changed', async () => {
      const thread = await open(long);
      const acts = slack.acts.length;
      const fix = [{ ...LONG_FIX[1], text: 'Change it.', policy: makePolicy(4_000) }];
      const result = await bot.deliver({ ...later, fix }, thread);
      expect(kinds().slice(acts)).toEqual(['edited', 'replied', 'replied', 'edited']);
      expect(threadOf(result)).not.toEqual(thread);
    });

    test.each(['hang', 429, 'invalid_blocks'] as const)(
      'is told all the same when the document is answered with %s, and gets it with the next alert',
      async (how) => {
        slack.refuse('chat.postMessage', how, { nth: 2, times: 1 });
        const thread = await open(long);
        expect(topText()).not.toContain(NOTE);
        const result = await bot.deliver(later, thread);
        expect(result).toMatchObject({ ok: true, messages: 2 });
        expect(kinds().slice(-4)).toEqual(['edited', 'replied', 'replied', 'edited']);
      },
    );

    test('names the place of a document that no message can hold', async () => {
      const fix = [{ text: 'Change it.', policy: makePolicy(30_000) }];
      const thread = await open(makeIncidentAlert({ fix }));
      expect(kinds()).toEqual(['posted', 'replied']);
      expect(lastLines()).toEqual([
        'A policy is too long for Slack. In the alert document, the fix: `fix[0].policy`.',
      ]);
      await bot.deliver({ ...grew, fix }, thread);
      expect(kinds().slice(2)).toEqual(['edited', 'replied']);
      expect(topText()).not.toContain(NOTE);
    });

    test('has none when a command of the message carries the document', async () => {
      const policy = makePolicy(300);
      const command = `aws s3api put-bucket-policy --bucket media-dr --policy '${JSON.stringify(policy)}'`;
      await open(makeIncidentAlert({ fix: [{ text: 'Put it.', command, policy }] }));
      expect(kinds()).toEqual(['posted']);
    });
  });
});

describe('a webhook, which can neither edit nor reply', () => {
  let server: WireServer;
  beforeEach(async () => {
    server = await startWireServer();
    server.answerWith({ status: 200, body: 'ok' });
  });
  afterEach(() => server.stop());

  const makeWebhook = (): Notifier =>
    createSlackWebhookNotifier({
      secret: () => Promise.resolve(`${server.origin}/hook`),
      allowedOrigin: server.origin,
    });
  const open = async (): Promise<Thread | undefined> => {
    const result = await makeWebhook().deliver(opened);
    return result.ok ? result.thread : undefined;
  };

  test.each([
    ['opened', 'first-failure', 1],
    ['grew', 'growth', 0],
    ['changed', 'changed-cause', 1],
    ['changed', 'acknowledged', 0],
    ['reminder', 'reminder', 1],
    ['resolved', 'resolved', 1],
    ['reopened', 'reopened', 1],
    ['recovery', 'recovery', 1],
  ] as const)('tells %s (%s) of what was told with %i messages', async (type, why, messages) => {
    const thread = await open();
    await expect(makeWebhook().deliver(makeIncidentAlert({ type, why }), thread)).resolves.toEqual({
      ok: true,
      thread,
      ...(messages === 0 && { messages }),
    });
    expect(server.requests).toHaveLength(1 + messages);
  });

  test('tells growth when the first message never got through', async () => {
    server.answerWith({ status: 500, body: 'rollup_error' });
    const thread = await open();
    server.answerWith({ status: 200, body: 'ok' });
    await expect(makeWebhook().deliver(grew, thread)).resolves.toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(2);
  });
});
