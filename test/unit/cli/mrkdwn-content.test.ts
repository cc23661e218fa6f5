import { toMrkdwnContent } from '../../../cli/page/mrkdwn-content';
import { toHtml } from '../../../cli/page/page-node';

const html = (mrkdwn: string): string => toMrkdwnContent(mrkdwn).map(toHtml).join('');

describe('toMrkdwnContent', () => {
  it.each([
    ['bold', '*bold* text', '<strong>bold</strong> text'],
    ['italic', 'an _italic_ word', 'an <em>italic</em> word'],
    ['strike', '~gone~', '<del>gone</del>'],
    ['styles in one another', '*bold _and italic_*', '<strong>bold <em>and italic</em></strong>'],
    ['code, in which nothing is markup', '`*a* <b> _c_`', '<code>*a* &lt;b&gt; _c_</code>'],
    ['code inside bold', '*see `x*y` now*', '<strong>see <code>x*y</code> now</strong>'],
    ['a code block', 'run\n```\naws s3 ls\n```\nnow', 'run\n<pre><code>aws s3 ls</code></pre>now'],
    [
      'a quote',
      'he said\n&gt; line one\n&gt; line two\nend',
      'he said<blockquote>line one\nline two</blockquote>end',
    ],
    ['entities', '&lt;b&gt; &amp; &quot;', '&lt;b&gt; &amp; &amp;quot;'],
    ['an escaped entity, once', '&amp;lt;', '&amp;lt;'],
    ['line breaks as text', 'a\nb', 'a\nb'],
  ])('reads %s', (_name, mrkdwn, expected) => {
    expect(html(mrkdwn)).toBe(expected);
  });

  it.each([
    ['snake_case_name', 'underscores inside a word'],
    ['2 * 3 * 4', 'stars with spaces around'],
    ['*not closed', 'a marker without its end'],
    ['*over\nlines*', 'a style across lines'],
    ['a `code without end', 'a backtick without its end'],
    ['``', 'two backticks'],
    ['a ```fence without end', 'a fence without its end'],
    ['a*b*c', 'stars inside a word'],
  ])('leaves %j alone: %s', (mrkdwn) => {
    expect(html(mrkdwn)).toBe(mrkdwn);
  });

  it('links to addresses that a reader may follow, in a tab of their own', () => {
    expect(html('<https://aws.example/a?b=1&amp;c=2|the *docs*>')).toBe(
      '<a href="https://aws.example/a?b=1&amp;c=2" target="_blank" rel="noreferrer noopener">the <strong>docs</strong></a>',
    );
    expect(html('<https://aws.example>')).toContain('>https://aws.example</a>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ' https://x', 'https://a b'])(
    'makes no link of %j',
    (url) => {
      expect(html(`<${url}|click>`)).toBe('<span>click</span>');
    },
  );

  it('shows a mention as the ping it would be', () => {
    expect(html('<!channel> <@U1|ann>')).toBe(
      '<span class="slack-mention">!channel</span> <span class="slack-mention">ann</span>',
    );
  });

  it('shows an escaped mention as the text it is', () => {
    expect(html('&lt;!channel&gt;')).toBe('&lt;!channel&gt;');
  });

  it('ends on long hostile input', () => {
    const started = performance.now();
    html('*_~`<'.repeat(2_000));
    html('*a '.repeat(1_500));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
