import fc from 'fast-check';
import { escapeHtml, toHtmlLine, unescapeHtml } from '../../../lambda/core/render/html-text';
import { toMarkdown } from '../../../lambda/core/render/markdown-text';
import {
  escapeSlackText,
  fitsSlackFence,
  toSlackLink,
  toSlackMrkdwn,
  unescapeSlackText,
} from '../../../lambda/core/render/slack-mrkdwn';
import { code, prose, strong, text } from '../../../lambda/core/render/spans';
import { toOutlineLinks } from '../../../lambda/core/render/outline-links';

describe('Slack mrkdwn', () => {
  it('escapes the ampersand first, so that no escape is escaped again', () => {
    expect(escapeSlackText('&lt; <')).toBe('&amp;lt; &lt;');
  });

  it('unescapes to what was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => unescapeSlackText(escapeSlackText(raw)) === raw),
    );
  });

  it.each([
    ['a broadcast', '<!channel>', '`&lt;!channel&gt;`'],
    ['a forged link', '<https://evil.example|Runbook>', '`&lt;https://evil.example|Runbook&gt;`'],
    ['a backtick that would end the code', 'a`*b*', '`aˋ*b*`'],
    ['nothing', '', '` `'],
  ])('a name that is %s is code', (_name, raw, mrkdwn) => {
    expect(toSlackMrkdwn([code(raw)], 100)).toBe(mrkdwn);
  });

  it.each([
    ['Grant s3:Get* to my_role.', 'Grant `s3:Get*` to `my_role`.'],
    ['Tell @here, (@channel)!', 'Tell `@here`, (`@channel`)!'],
    ['All :fire: now', 'All `:fire:` now'],
    ['Nothing to see at 10:30, or 1:2.', 'Nothing to see at 10:30, or 1:2.'],
  ])('in a sentence, what Slack would format is code: %s', (raw, mrkdwn) => {
    expect(toSlackMrkdwn([text(raw)], 200)).toBe(mrkdwn);
  });

  it('a title cannot be ended from inside', () => {
    expect(toSlackMrkdwn([strong('a*b')], 100)).toBe('*a∗b*');
  });

  it('a cut falls between escapes and closes what is open', () => {
    expect(toSlackMrkdwn([text('ab&&&')], 8)).toBe('ab&amp;…');
    expect(toSlackMrkdwn([text('x '), code('abcdefgh')], 8)).toBe('x `abc…`');
    expect(toSlackMrkdwn([text('abc'), code('d')], 3)).toBe('abc');
  });

  it('a link keeps its label and its target apart', () => {
    expect(toSlackLink('a|b>', 'https://a.example/?x=1&y=2|z')).toBe(
      '<https://a.example/?x=1&amp;y=2%7Cz|a/b&gt;>',
    );
  });

  it('a text that would end a fence does not fit it', () => {
    expect(fitsSlackFence('a ``` b')).toBe(false);
    expect(fitsSlackFence('a `` b')).toBe(true);
  });
});

describe('HTML', () => {
  it('unescapes to what was escaped', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => unescapeHtml(escapeHtml(raw)) === raw));
  });

  it('leaves no tag, no entity and no end of an attribute', () => {
    expect(escapeHtml(`<b a="x" b='y'>&`)).toBe('&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;');
  });

  it('marks names and emphasis', () => {
    expect(toHtmlLine([text('a<'), code('<b>'), strong('c')])).toBe(
      'a&lt;<code>&lt;b&gt;</code><strong>c</strong>',
    );
  });
});

describe('markdown for Amazon Q', () => {
  it.each([
    ['[Runbook](https://evil.example)', '`[Runbook](https://evil.example)`'],
    ['see https://evil.example now', 'see `https://evil.example` now'],
    ['**bold** and <@U1>', '`**bold**` and `&lt;@U1&gt;`'],
  ])('makes no link, mention or emphasis of %s', (raw, markdown) => {
    expect(toMarkdown([text(raw)], 200)).toBe(markdown);
  });
});

describe('sentences from the alert', () => {
  it('show names in backticks as code', () => {
    expect(prose('Allow `s3:Get` and `s3:Put` now')).toEqual([
      text('Allow '),
      code('s3:Get'),
      text(' and '),
      code('s3:Put'),
      text(' now'),
    ]);
  });

  it('keep a backtick without a partner', () => {
    expect(prose('a `b` c ` d')).toEqual([text('a '), code('b'), text(' c '), text('` d')]);
  });
});

describe('links', () => {
  it('come in a fixed order with our labels', () => {
    const links = toOutlineLinks({ docs: 'https://a.example/d', runbook: 'https://a.example/r' });
    expect(links).toEqual([
      { label: 'Runbook', url: 'https://a.example/r' },
      { label: 'AWS documentation', url: 'https://a.example/d' },
    ]);
  });

  it.each([
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['a user name that looks like a host', 'https://console.aws.amazon.com@evil.example/'],
    ['more than any channel takes', `https://a.example/${'a'.repeat(1_000)}`],
    ['no URL', 'runbook'],
  ])('that are %s are left out', (_name, runbook) => {
    expect(toOutlineLinks({ runbook })).toEqual([]);
  });

  it('cannot end early: what a channel could take for an end is encoded', () => {
    expect(toOutlineLinks({ runbook: `https://a.example/a|b>c"d'e\`f g` })[0]?.url).toBe(
      'https://a.example/a%7Cb%3Ec%22d%27e%60f%20g',
    );
  });

  it('of unknown names are shown after ours, at most four', () => {
    const names = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'https://a.example/']));
    const labels = toOutlineLinks({ ...names, role: 'https://a.example/' }).map(({ label }) => label);
    expect(labels).toEqual(['Role', 'a', 'b', 'c', 'd']);
  });

  it('whose name is markup lose the markup', () => {
    expect(toOutlineLinks({ '<!channel>': 'https://a.example/' })[0]?.label).toBe('channel');
  });
});
