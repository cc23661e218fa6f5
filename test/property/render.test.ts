import fc from 'fast-check';
import { AMAZON_Q_LIMITS, SLACK_LIMITS, SNS_LIMITS } from '../../lambda/core/limits';
import { renderAmazonQ } from '../../lambda/core/render/amazon-q';
import { renderEmail } from '../../lambda/core/render/email';
import { renderHtml } from '../../lambda/core/render/html';
import { renderSlack, type SlackMessage } from '../../lambda/core/render/slack';
import { renderSms } from '../../lambda/core/render/sms';
import { renderTerminal } from '../../lambda/core/render/terminal';
import { anyAlert } from './alert-arbitrary';

/** What no reader may get raw: controls but for line feeds, bidi and zero-width characters, lone surrogates. */
const INVISIBLE = /(?!\n|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

/** E-mail shares SNS's 256 KiB with the alert document and is quoted as JSON inside it. */
const EMAIL_BYTES = 100_000;

const RUNS = { numRuns: 100 };

it('a Slack message keeps every limit of Slack, whatever the alert holds', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      const { text, blocks } = renderSlack(alert);
      expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.fallbackTextCharacters);
      expect(blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.blocks);
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(SLACK_LIMITS.totalCharacters);
      for (const block of blocks) {
        if (block.type === 'header') expectLength(block.text.text, { most: SLACK_LIMITS.headerCharacters });
        if (block.type === 'section')
          expectLength(block.text.text, { most: SLACK_LIMITS.sectionTextCharacters });
        if (block.type === 'context') {
          expect(block.elements.length).toBeGreaterThan(0);
          expect(block.elements.length).toBeLessThanOrEqual(SLACK_LIMITS.contextElements);
          for (const element of block.elements)
            expectLength(element.text, { most: SLACK_LIMITS.sectionTextCharacters });
        }
      }
    }),
    RUNS,
  );
});

it('nothing in Slack text but our own links is markup', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      for (const { text, isHeader } of toSlackTexts(renderSlack(alert))) {
        const withoutLinks = text.replace(/<https?:\/\/[^\s<>|]+\|[^<>|]+>/g, '');
        expect(withoutLinks).not.toMatch(/[<>]/);
        // A header is plain text, where an ampersand is itself.
        if (!isHeader) expect(withoutLinks).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expectWellFormed(text);
      }
    }),
    RUNS,
  );
});

it('outside code, Slack text holds no mention and no formatting but our own titles', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      for (const block of renderSlack(alert).blocks) {
        if (block.type === 'header') continue;
        for (const text of block.type === 'section' ? [block.text.text] : block.elements.map((e) => e.text)) {
          const outside = text
            .replace(/<https?:[^>]*>/g, '')
            .replace(/```\n[\s\S]*?\n```/g, '')
            .replace(/`[^`\n]*`/g, '')
            .replace(
              /\*(Why|Changed|Fix|Then|Objects?|To send to the owner of (account \d{12}|the destination bucket)|What is wrong with (it|them)|Verified at [-0-9: ]+UTC\.)\*/g,
              '',
            );
          expect(outside).not.toMatch(/[`*_~@]/);
        }
      }
    }),
    RUNS,
  );
});

it('a Slack message always keeps the runbook and, where it fits a block, the first command', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      if (alert.type === 'unreadable' || alert.type === 'resolved') return;
      const runbook = 'https://wiki.example.com/runbook.md';
      const command = 'aws s3api get-bucket-replication --bucket media-prod';
      const full = {
        ...alert,
        links: { ...alert.links, runbook },
        fix: [{ text: 'Look.', command }, ...alert.fix],
      };
      const posted = JSON.stringify(renderSlack(full).blocks);
      expect(posted).toContain(`<${runbook}|Runbook>`);
      expect(posted).toContain(command);
    }),
    RUNS,
  );
});

it('an e-mail has an ASCII subject that SNS accepts, and a body that leaves room for the document', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      const { subject, body } = renderEmail(alert);
      expect(subject).toMatch(/^[\x21-\x7e][\x20-\x7e]*$/);
      expect(subject.length).toBeLessThanOrEqual(SNS_LIMITS.subjectCharacters);
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(EMAIL_BYTES);
      expectWellFormed(body);
    }),
    RUNS,
  );
});

it('a text message is one message of GSM characters', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      const message = renderSms(alert);
      expect(message.length).toBeLessThanOrEqual(SNS_LIMITS.smsCharacters);
      expect(message).toMatch(/^[\x20-\x5a_a-z]+$/);
    }),
    RUNS,
  );
});

it('nothing that a terminal would act on reaches it but our own colours', () => {
  fc.assert(
    fc.property(anyAlert, fc.boolean(), fc.integer({ min: -1, max: 300 }), (alert, color, columns) => {
      const text = renderTerminal(alert, { color, columns });
      // eslint-disable-next-line no-control-regex -- our colours
      const withoutColors = color ? text.replace(/\u001b\[(1|2|22|31|32|33|34|36|39)m/g, '') : text;
      expectWellFormed(withoutColors);
    }),
    RUNS,
  );
});

it('an HTML page holds our tags only, in balance, and no attribute of anybody else', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      const html = renderHtml(alert);
      expectWellFormed(html);
      const body = html.slice(html.indexOf('<body>'), html.indexOf('</body>') + '</body>'.length);
      const tags = body.match(/<[^>]*>/g) ?? [];
      const open: string[] = [];
      for (const tag of tags) {
        const [, slash, tagName = ''] = /^<(\/?)([a-z0-9]+)/.exec(tag) ?? [];
        expect(tag).toMatch(OUR_TAG);
        if (slash === '/') expect(open.pop()).toBe(tagName);
        else open.push(tagName);
      }
      expect(open).toEqual([]);
      expect(body.replace(/<[^>]*>/g, '')).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
    }),
    RUNS,
  );
});

it('an Amazon Q notification keeps its limits and forges no link', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      const { content, metadata, id } = renderAmazonQ(alert);
      expect(content.title.length).toBeLessThanOrEqual(AMAZON_Q_LIMITS.titleCharacters);
      expectLength(content.description, { most: AMAZON_Q_LIMITS.descriptionCharacters });
      for (const step of content.nextSteps) expectLength(step, { most: AMAZON_Q_LIMITS.nextStepCharacters });
      for (const keyword of content.keywords)
        expectLength(keyword, { most: AMAZON_Q_LIMITS.keywordCharacters });
      const texts = [content.title, content.description, ...content.nextSteps, ...content.keywords];
      for (const text of [...texts, metadata.summary, metadata.threadId, id, ...metadata.relatedResources]) {
        expect(text).not.toMatch(/[<>]/);
        expectWellFormed(text);
      }
    }),
    RUNS,
  );
});

const OUR_TAG =
  /^<\/?(body|main|h1|h2|p|section|span|code|strong|ins|del|pre|ol|ul|li|div|nav|a|footer|html)( (class="(verdict|impact|more)"|value="\d+"|aria-label="Links"|rel="noreferrer"|href="https?:\/\/[^"<>\s]*"))*>$/;

function toSlackTexts({ text, blocks }: SlackMessage): readonly { text: string; isHeader: boolean }[] {
  return [
    { text, isHeader: false },
    ...blocks.flatMap((block) =>
      block.type === 'context'
        ? block.elements.map((element) => ({ text: element.text, isHeader: false }))
        : [{ text: block.text.text, isHeader: block.type === 'header' }],
    ),
  ];
}

function expectLength(text: string, { most }: { most: number }): void {
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(most);
}

function expectWellFormed(text: string): void {
  expect(text.isWellFormed()).toBe(true);
  expect(INVISIBLE.exec(text)).toBeNull();
}
