import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { SLACK_LIMITS } from '../../../lambda/core/limits';
import { renderSlackDocuments } from '../../../lambda/core/render/slack-documents';
import { renderSlackParent } from '../../../lambda/core/render/slack-parent';
import { deservesMessage, renderSlackReply } from '../../../lambda/core/render/slack-reply';
import { makeIncidentAlert, makeUnreadableAlert } from '../../contract/alert-fixture';

type Incident = IncidentAlert['incident'];

const base = makeIncidentAlert();

/** 10:01, the last failure half a minute ago. */
function makeAlert(
  type: IncidentAlert['type'],
  why: string,
  incident: Partial<Incident> = {},
): IncidentAlert {
  return makeIncidentAlert({ type, why, incident: { ...base.incident, ...incident } });
}

function toText(alert: IncidentAlert): string {
  const [block] = renderSlackReply(alert).message.blocks;
  return block?.type === 'section' ? block.text.text : '';
}

const confirmed: IncidentAlert['diagnosis'] = { ...base.diagnosis, verdict: 'confirmed' };

describe('a reply', () => {
  test.each([
    [
      'growth tells what it was before, and the rate since then',
      makeAlert('grew', 'growth', {
        failures: 1_204,
        told: { time: '2026-01-01T09:56:00.000Z', failures: 154 },
      }),
      '1,204 failures by now, up from 154 at 09:56 UTC; 210 a minute.',
    ],
    [
      'growth without a word before it has the rate of all',
      makeAlert('grew', 'growth', { failures: 1_000, firstSeen: '2026-01-01T09:51:00.000Z' }),
      '1,000 failures by now; 100 a minute.',
    ],
    [
      'growth within a minute has no rate',
      makeAlert('grew', 'growth', { failures: 100, told: { time: '2026-01-01T10:00:30.000Z', failures: 9 } }),
      '100 failures by now, up from 9 at 10:00 UTC.',
    ],
    [
      'growth of less than one a minute has no rate',
      makeAlert('grew', 'growth', { failures: 10, told: { time: '2026-01-01T05:01:00.000Z', failures: 9 } }),
      '10 failures by now, up from 9 at 05:01 UTC.',
    ],
    [
      'growth that has stopped tells when it did',
      makeAlert('grew', 'growth', { failures: 10, lastSeen: '2026-01-01T09:55:00.000Z' }),
      '10 failures by now; the last at 09:55 UTC.',
    ],
    [
      'what is late has not failed',
      makeAlert('grew', 'growth', { failures: 4, failureReason: 'OperationMissedThreshold' }),
      '4 late objects by now; 2 a minute.',
    ],
    [
      'a cause without a fix promises none',
      { ...makeAlert('changed', 'changed-verdict'), diagnosis: confirmed, fix: [] },
      '*Cause found:* S3 may not write the replica.',
    ],
    [
      'a single failure has no span',
      makeAlert('reminder', 'reminder', { failures: 1 }),
      '*Still failing:* 1 failure at 09:59 UTC. Nobody has acknowledged it.',
    ],
    [
      'a reminder of yesterday names the day',
      makeAlert('reminder', 'reminder', { firstSeen: '2025-12-31T09:59:00.000Z' }),
      '*Still failing:* 12,431 failures since 2025-12-31 09:59 UTC, the last at 10:00 UTC. Nobody has acknowledged it.',
    ],
    [
      'a reminder names who is at it',
      makeAlert('reminder', 'reminder', {
        status: 'acknowledged',
        acknowledgement: { by: 'maria', time: '2026-01-01T10:00:00.000Z' },
      }),
      '*Still failing:* 12,431 failures since 09:59 UTC, the last at 10:00 UTC. Acknowledged by `maria` at 10:00 UTC.',
    ],
    [
      'an acknowledgement without a name is one all the same',
      makeAlert('changed', 'acknowledged'),
      '*Acknowledged.*',
    ],
    [
      'the end of what was late leaves nothing to do',
      makeAlert('resolved', 'resolved', {
        failureReason: 'OperationMissedThreshold',
        resolution: { proof: 'all 12 have arrived' },
      }),
      '*Resolved.* All 12 have arrived.',
    ],
    [
      'the end without a proof tells the last failure',
      makeAlert('resolved', 'resolved', { failures: 1, operations: { OBJECT_TAGGING: 1 } }),
      '*Resolved.* No failure since 10:00 UTC. 1 operation failed meanwhile; S3 does not retry it.',
    ],
    [
      'a change of a kind we do not know tells the diagnosis',
      makeAlert('changed', 'a-reason-of-tomorrow'),
      '*New diagnosis:* S3 may not write the replica.',
    ],
    [
      'a `why` that is a name of JavaScript is none of ours',
      makeAlert('reopened', 'constructor', { failures: 1 }),
      '*Failing again:* 1 failure at 09:59 UTC.',
    ],
    [
      'recovery tells the summary',
      makeAlert('recovery', 'recovery'),
      '*Recovery.* Replication failing: media-prod → media-dr: S3 may not write the replica.',
    ],
  ])('%s', (_name, alert, expected) => {
    expect(toText(alert)).toBe(expected);
  });

  test('has the headline besides in notifications, which show nothing else', () => {
    expect(renderSlackReply(makeAlert('reopened', 'reopened', { failures: 1 })).message.text).toBe(
      'Replication failing again: media-prod (eu-west-1) → media-dr. *Failing again:* 1 failure at 09:59 UTC.',
    );
  });

  test.each([
    ['grew', 'growth', 'open', false],
    ['changed', 'changed-cause', 'open', true],
    ['changed', 'changed-verdict', 'open', true],
    ['changed', 'cause-gone', 'recovering', false],
    ['changed', 'spread', 'open', false],
    ['changed', 'on-its-own', 'open', true],
    ['changed', 'acknowledged', 'acknowledged', false],
    ['reminder', 'reminder', 'open', true],
    ['reminder', 'reminder', 'acknowledged', false],
    ['reminder', 'silence-ended', 'acknowledged', true],
    ['reminder', 'still-broken', 'open', true],
    ['resolved', 'resolved', 'resolved', false],
    ['reopened', 'reopened', 'open', true],
    ['recovery', 'recovery', 'open', false],
  ] as const)(
    'about %s (%s) of what is %s: shown in the channel is %s',
    (...[type, why, status, isBroadcast]) => {
      expect(renderSlackReply(makeAlert(type, why, { status })).isBroadcast).toBe(isBroadcast);
    },
  );

  test('about a cause that was found stays in the thread: the first message is open already', () => {
    const alert = { ...makeAlert('changed', 'changed-verdict'), diagnosis: confirmed };
    expect(renderSlackReply(alert).isBroadcast).toBe(false);
  });
});

test('an alert about no incident deserves a message', () => {
  expect(deservesMessage(makeUnreadableAlert())).toBe(true);
});

describe('the message of an incident', () => {
  const toHeader = (alert: IncidentAlert): string => {
    const [header] = renderSlackParent(alert).blocks;
    return header?.type === 'header' ? header.text.text : '';
  };

  test('says how things stand, not that a diagnosis is new', () => {
    expect(toHeader(makeAlert('changed', 'changed-cause'))).toMatch(/Replication still failing/);
    expect(toHeader(makeAlert('changed', 'cause-gone', { status: 'recovering' }))).not.toMatch(/failing/);
  });

  test('leaves its notes out before it breaks a limit', () => {
    const long = { ...base.diagnosis, meaning: 'x '.repeat(400), causes: Array(8).fill('<'.repeat(700)) };
    for (let size = 1_000; size <= 3_000; size += 20) {
      const fix = [{ text: 'Do.', command: 'y'.repeat(size) }, ...Array(5).fill({ text: 'z'.repeat(700) })];
      const { blocks } = renderSlackParent(makeIncidentAlert({ diagnosis: long, fix }), {
        isEdited: true,
        hasDocuments: true,
        continues: 'frozen',
      });
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(SLACK_LIMITS.totalCharacters);
    }
  });
});

describe('policy documents for the thread', () => {
  const withPolicy = (policy: Record<string, unknown>, command?: string): IncidentAlert =>
    makeIncidentAlert({ fix: [{ text: 'Put it.', policy, ...(command !== undefined && { command }) }] });
  const toTexts = (alert: IncidentAlert): readonly string[] =>
    renderSlackDocuments(alert)?.message.blocks.map((block) =>
      block.type === 'section' ? block.text.text : '',
    ) ?? [];

  test('are none without a policy, and none when it is over', () => {
    expect(renderSlackDocuments(base)).toBeUndefined();
    expect(renderSlackDocuments({ ...withPolicy({ a: 1 }), type: 'resolved' })).toBeUndefined();
  });

  test('are split between lines, never within one', () => {
    const lines = Array.from({ length: 80 }, (_, n) => `${'r'.repeat(90)}${n}`);
    const [title, ...fences] = toTexts(withPolicy({ Resource: lines }, 'aws --policy file://policy.json'));
    expect(title).toBe('*Full policy document of the fix*, to be saved as `policy.json`, in 3 parts');
    expect(fences).toHaveLength(3);
    const json = fences.map((fence) => fence.replace(/^```\n|\n```$/g, '')).join('\n');
    expect(JSON.parse(json)).toEqual({ Resource: lines });
  });

  test.each([
    ['a line longer than a block', { a: 'x'.repeat(3_000) }],
    ['a line that grows by escaping', { a: '<'.repeat(800) }],
    ['text that would end a code block', { a: '```' }],
    ['more than a message holds', { a: Array(600).fill('x'.repeat(30)) }],
  ])('of %s are named by their place: half a policy is worse than none', (_name, policy) => {
    expect(renderSlackDocuments(withPolicy(policy))?.isComplete).toBe(false);
    expect(toTexts(withPolicy(policy))).toEqual([
      'A policy is too long for Slack. In the alert document, the fix: `fix[0].policy`.',
    ]);
  });

  test('of which some fit and some do not are whole or named', () => {
    const fix = [{ a: 1 }, { a: '```' }, { b: 2 }].map((policy) => ({ text: 'Put it.', policy }));
    expect(toTexts(makeIncidentAlert({ fix }))).toEqual([
      '*Full policy document of step 1*',
      '```\n{\n  "a": 1\n}\n```',
      '*Full policy document of step 3*',
      '```\n{\n  "b": 2\n}\n```',
      'A policy is too long for Slack. In the alert document, step 2: `fix[1].policy`.',
    ]);
  });

  test('have one digest as long as they are the same, whatever else has changed', () => {
    const digest = renderSlackDocuments(withPolicy({ a: 1 }))?.digest;
    expect(digest).toMatch(/^[0-9a-f]{8}$/);
    const later = { ...withPolicy({ a: 1 }), type: 'grew', time: '2026-01-02T00:00:00.000Z' } as const;
    expect(renderSlackDocuments(later)?.digest).toBe(digest);
    expect(renderSlackDocuments(withPolicy({ a: 2 }))?.digest).not.toBe(digest);
  });
});
