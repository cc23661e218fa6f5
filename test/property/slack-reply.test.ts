import fc from 'fast-check';
import type { IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import { SLACK_LIMITS } from '../../lambda/core/limits';
import { renderSlackDocuments } from '../../lambda/core/render/slack-documents';
import { renderSlackParent } from '../../lambda/core/render/slack-parent';
import { renderSlackReply } from '../../lambda/core/render/slack-reply';
import type { SlackMessage } from '../../lambda/core/render/slack';
import { incidentAlert } from './alert-arbitrary';

const RUNS = { numRuns: 200 };

const INVISIBLE = /(?!\n|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

const WHYS = [
  'first-failure',
  'growth',
  'spread',
  'changed-cause',
  'changed-verdict',
  'cause-gone',
  'reminder',
  'still-broken',
  'silence-ended',
  'on-its-own',
  'resolved',
  'reopened',
  'channel-lost',
  'acknowledged',
  '__proto__',
];

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('<!channel>', '@here', '*b* _i_ `c`', '\u202e', '\n', '&lt;', '```', 'x'.repeat(5_000)),
);
const time = fc.constantFrom('2026-01-01T10:00:00.000Z', '2020-01-01T00:00:00Z', 'no time at all');

/** Any alert, with what only later alerts of an incident have. */
const laterAlert: fc.Arbitrary<IncidentAlert> = fc
  .record({
    alert: incidentAlert,
    why: fc.constantFrom(...WHYS),
    told: fc.record({ time, failures: fc.nat() }),
    acknowledgement: fc.record({ by: hostile, time, comment: hostile }),
    resolution: fc.record({ proof: hostile, by: hostile }),
  })
  .map(({ alert, why, ...more }) => ({ ...alert, why, incident: { ...alert.incident, ...more } }));

function expectWithinLimits({ text, blocks }: SlackMessage): void {
  expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.fallbackTextCharacters);
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.blocks);
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(SLACK_LIMITS.totalCharacters);
  for (const mrkdwn of toSections(blocks)) {
    expect(mrkdwn.length).toBeGreaterThan(0);
    expect(mrkdwn.length).toBeLessThanOrEqual(SLACK_LIMITS.sectionTextCharacters);
  }
}

function toSections(blocks: SlackMessage['blocks']): readonly string[] {
  return blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : []));
}

it('a reply keeps every limit of Slack, and says something', () => {
  fc.assert(
    fc.property(laterAlert, (alert) => expectWithinLimits(renderSlackReply(alert).message)),
    RUNS,
  );
});

it('a message keeps every limit of Slack, whatever it says of itself', () => {
  const notes = fc.record({
    isEdited: fc.boolean(),
    hasDocuments: fc.boolean(),
    continues: fc.constantFrom('deleted' as const, 'frozen' as const, 'locked' as const, 'moved' as const),
  });
  fc.assert(
    fc.property(laterAlert, notes, (alert, said) => expectWithinLimits(renderSlackParent(alert, said))),
    RUNS,
  );
});

it('policy documents keep every limit of Slack, and are whole or named', () => {
  fc.assert(
    fc.property(laterAlert, (alert) => {
      const documents = renderSlackDocuments(alert);
      if (documents === undefined) return;
      expectWithinLimits(documents.message);
      expect(documents.isComplete).toBe(
        !/too long for Slack/.test(toSections(documents.message.blocks).at(-1) ?? ''),
      );
    }),
    RUNS,
  );
});

it('outside of code, a reply holds no mention, no link and no formatting but its own opening', () => {
  fc.assert(
    fc.property(laterAlert, (alert) => {
      const { text, blocks } = renderSlackReply(alert).message;
      for (const mrkdwn of [text, ...toSections(blocks)]) {
        expect(mrkdwn).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(INVISIBLE.test(mrkdwn)).toBe(false);
      }
      for (const mrkdwn of toSections(blocks)) {
        const outside = mrkdwn.replace(/^\*[A-Za-z, ]+[.:]?\*/, '').replace(/`[^`\n]*`/g, '');
        expect(outside).not.toMatch(/[`*_~@]/);
      }
    }),
    RUNS,
  );
});
