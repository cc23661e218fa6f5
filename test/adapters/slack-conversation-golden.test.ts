import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSlackBotNotifier } from '../../lambda/adapters/slack-bot-notifier';
import type { IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import type { SlackMessage } from '../../lambda/core/render/slack';
import type { Thread } from '../../lambda/core/incidents/incident';
import { startWireServer, type WireServer } from '../contract/wire-server';
import { makeConfirmed, POLICY_FIX, type StoryStep, toStoryAlert, toTime } from './slack-story';
import { createSlackWorkspace, type SlackAct, type SlackWorkspace, toReadLines } from './slack-workspace';

/**
 * A whole conversation as it stands in Slack, told by the real notifier to a workspace that keeps it: to be read like prose
 * in review. `UPDATE_GOLDEN=1 npx jest test/adapters/slack-conversation-golden` writes it anew.
 */
const GOLDEN = join(__dirname, '../golden');

const DENIED = makeConfirmed(
  'The destination bucket policy denies S3 the write',
  'Statement `DenyOutsideVpc` of the policy of bucket `media-dr` denies `s3:ReplicateObject`.',
);
const KEY_GONE = makeConfirmed(
  'The destination KMS key is scheduled for deletion',
  'The key of the replicas is pending deletion.',
);
const ACKNOWLEDGED = {
  status: 'acknowledged',
  acknowledgement: { by: 'maria', time: toTime('10:20'), comment: 'asking the owner of media-dr' },
} as const;

const STORY: readonly (StoryStep & { readonly before?: (slack: SlackWorkspace) => void })[] = [
  {
    time: '10:01',
    type: 'opened',
    why: 'first-failure',
    incident: { failures: 12, lastSeen: toTime('10:00') },
  },
  {
    time: '10:06',
    type: 'changed',
    why: 'changed-verdict',
    incident: { failures: 830, lastSeen: toTime('10:05'), told: { time: toTime('10:01'), failures: 12 } },
    diagnosis: DENIED,
    fix: POLICY_FIX,
  },
  {
    time: '10:12',
    type: 'grew',
    why: 'growth',
    incident: { failures: 1_204, lastSeen: toTime('10:12'), told: { time: toTime('10:06'), failures: 830 } },
    diagnosis: DENIED,
    fix: POLICY_FIX,
  },
  {
    time: '10:20',
    type: 'changed',
    why: 'acknowledged',
    incident: { failures: 1_300, lastSeen: toTime('10:19'), ...ACKNOWLEDGED },
    diagnosis: DENIED,
    fix: POLICY_FIX,
  },
  {
    time: '14:12',
    type: 'reminder',
    why: 'reminder',
    incident: { failures: 9_870, lastSeen: toTime('14:11') },
    diagnosis: DENIED,
    fix: POLICY_FIX,
  },
  {
    time: '15:02',
    type: 'reminder',
    why: 'silence-ended',
    incident: { failures: 11_950, lastSeen: toTime('15:01') },
    diagnosis: DENIED,
    fix: POLICY_FIX,
  },
  {
    time: '15:40',
    type: 'reminder',
    why: 'still-broken',
    incident: { failures: 12_431, lastSeen: toTime('15:08') },
    diagnosis: DENIED,
    fix: POLICY_FIX,
  },
  {
    time: '16:00',
    type: 'changed',
    why: 'changed-cause',
    incident: { failures: 12_500, lastSeen: toTime('15:59') },
    diagnosis: KEY_GONE,
    fix: [{ text: 'Cancel the deletion.', command: 'aws kms cancel-key-deletion --key-id k-1' }],
  },
  {
    time: '16:10',
    type: 'changed',
    why: 'cause-gone',
    incident: { failures: 12_600, lastSeen: toTime('16:04'), status: 'recovering' },
  },
  {
    time: '16:30',
    type: 'changed',
    why: 'changed-verdict',
    incident: { failures: 12_640, lastSeen: toTime('16:29') },
  },
  {
    time: '17:05',
    type: 'resolved',
    why: 'resolved',
    incident: {
      failures: 12_700,
      lastSeen: toTime('16:34'),
      status: 'resolved',
      resolution: {
        proof: 'No failure for 30 minutes, and the check `destination-key-state` finds the key in order.',
      },
    },
    diagnosis: KEY_GONE,
  },
  {
    time: '2026-01-02 09:14',
    type: 'reopened',
    why: 'reopened',
    incident: { failures: 3, firstSeen: toTime('2026-01-02 09:12'), lastSeen: toTime('2026-01-02 09:13') },
    diagnosis: DENIED,
    fix: POLICY_FIX,
  },
  {
    time: '2026-01-02 09:40',
    type: 'changed',
    why: 'spread',
    incident: { failures: 90, firstSeen: toTime('2026-01-02 09:12'), lastSeen: toTime('2026-01-02 09:40') },
    diagnosis: DENIED,
    fix: POLICY_FIX,
    before: ({ messages }) => messages.clear(),
  },
  {
    time: '2026-01-02 10:05',
    type: 'changed',
    why: 'on-its-own',
    incident: { failures: 95, firstSeen: toTime('2026-01-02 09:12'), lastSeen: toTime('2026-01-02 10:04') },
  },
  {
    time: '2026-01-02 10:30',
    type: 'reminder',
    why: 'channel-lost',
    incident: { failures: 96, firstSeen: toTime('2026-01-02 09:12'), lastSeen: toTime('2026-01-02 10:04') },
  },
  {
    time: '2026-01-02 11:00',
    type: 'resolved',
    why: 'resolved',
    incident: {
      failures: 96,
      firstSeen: toTime('2026-01-02 09:12'),
      lastSeen: toTime('2026-01-02 10:04'),
      status: 'resolved',
      resolution: {
        proof: 'No failure for 40 minutes; nobody could look whether the cause is gone.',
        by: 'maria',
      },
    },
    before: (slack) => slack.refuse('chat.update', 'edit_window_closed'),
  },
];

describe('the conversation in Slack', () => {
  let server: WireServer;
  let slack: SlackWorkspace;
  beforeEach(async () => {
    server = await startWireServer();
    slack = createSlackWorkspace();
    server.answerWith((request) => slack.answer(request));
  });
  afterEach(() => server.stop());

  const makeBot = () =>
    createSlackBotNotifier({
      secret: () => Promise.resolve('xoxb-1'),
      channel: 'C0123456789',
      allowedOrigin: server.origin,
    });

  test('reads as in the golden file, from the first failure to the end', async () => {
    const bot = makeBot();
    const pages: string[] = [];
    let thread: Thread | undefined;
    for (const { before, ...step } of STORY) {
      before?.(slack);
      const seen = slack.acts.length;
      const result = await bot.deliver(toStoryAlert(step), thread);
      if (!result.ok) throw new Error(result.reason);
      thread = result.thread;
      pages.push(toPage(step, slack.acts.slice(seen)));
    }
    expectGolden('slack-conversation.txt', pages.join('\n'));
  });

  test('takes hostile names for text, in replies as they go over the wire', async () => {
    const bot = makeBot();
    const pages: string[] = [];
    let thread: Thread | undefined;
    for (const step of STORY.map(toHostileStep)) {
      const seen = slack.acts.length;
      const result = await bot.deliver(toHostileAlert(toStoryAlert(step)), thread);
      if (!result.ok) throw new Error(result.reason);
      thread = result.thread;
      const replies = slack.acts.slice(seen).filter(({ kind }) => kind === 'replied');
      pages.push(toPage(step, replies, toRawLines));
    }
    expectGolden('slack-conversation-hostile.txt', pages.join('\n'));
  });
});

const HOSTILE = '<!channel> *@here* `x` ~s~ :fire: https://evil.example/ \u202e\u001b[31m\n> quoted';

function toHostileStep({ before: _before, ...step }: (typeof STORY)[number]): StoryStep {
  const { fix: _fix, incident = {}, ...rest } = step;
  return {
    ...rest,
    incident: {
      ...incident,
      ...(incident.acknowledgement !== undefined && {
        acknowledgement: { by: HOSTILE, time: toTime('10:20'), comment: HOSTILE },
      }),
      ...(incident.resolution !== undefined && { resolution: { proof: HOSTILE, by: HOSTILE } }),
    },
    ...(step.diagnosis !== undefined && { diagnosis: makeConfirmed(HOSTILE, HOSTILE) }),
  };
}

function toHostileAlert(alert: IncidentAlert): IncidentAlert {
  const { source } = alert.replication;
  return {
    ...alert,
    replication: { ...alert.replication, ruleId: HOSTILE, source: { ...source, bucket: HOSTILE } },
  };
}

type ToLines = (message: SlackMessage) => readonly string[];

/** What a step has brought into the channel; of an edited message, what is new in it. */
function toPage(
  { time, type, why }: StoryStep,
  acts: readonly SlackAct[],
  toLines: ToLines = toReadLines,
): string {
  const lines = acts.flatMap((act) => toActLines(act, toLines));
  return [`──── ${time} UTC · ${type} (${why})`, '', ...lines].join('\n');
}

function toActLines(act: SlackAct, toLines: ToLines): readonly string[] {
  if (act.kind === 'refused') return [`Slack: ${act.code}`, ''];
  const { message, before } = act;
  const old = new Set(before === undefined ? [] : toLines(before));
  const lines = toLines(message).filter((line) => !old.has(line));
  const where = message.isBroadcast ? 'reply, shown in the channel too' : 'reply';
  const title = { posted: 'new message', replied: where, edited: 'the message now says' }[act.kind];
  return [`${title}:`, ...lines.map((line) => `    ${line}`.trimEnd()), ''];
}

/** As it is sent: escapes are seen. */
function toRawLines({ text, blocks }: SlackMessage): readonly string[] {
  return [`(notification) ${text}`, JSON.stringify(blocks)];
}

function expectGolden(file: string, content: string): void {
  const path = join(GOLDEN, file);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, content);
  expect(content).toBe(readFileSync(path, 'utf8'));
}
