import { toHtml } from '../../../cli/page/page-node';
import { toSlackView } from '../../../cli/page/slack-view';

const html = (...blocks: readonly object[]): string => toSlackView(blocks).map(toHtml).join('');

describe('toSlackView', () => {
  it('draws a header as plain text, in which nothing is markup', () => {
    expect(html({ type: 'header', text: { type: 'plain_text', text: '*Stopped* <b>' } })).toBe(
      '<h3 class="slack-header">*Stopped* &lt;b&gt;</h3>',
    );
  });

  it('draws a section with text, fields and a button', () => {
    const drawn = html({
      type: 'section',
      text: { type: 'mrkdwn', text: '*Why*' },
      fields: [
        { type: 'mrkdwn', text: '`a`' },
        { type: 'plain_text', text: '`b`' },
      ],
      accessory: { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://aws.example/' },
    });
    expect(drawn).toContain('<div class="slack-text"><strong>Why</strong></div>');
    expect(drawn).toContain('<div><code>a</code></div><div>`b`</div>');
    expect(drawn).toMatch(
      /<span class="slack-button"><a href="https:\/\/aws\.example\/".*>Open<\/a><\/span>/,
    );
  });

  it('draws context, divider and actions', () => {
    const drawn = html(
      { type: 'context', elements: [{ type: 'mrkdwn', text: '_id_' }] },
      { type: 'divider' },
      {
        type: 'actions',
        elements: [{ type: 'button', text: { type: 'plain_text', text: 'Ack' }, style: 'primary' }],
      },
    );
    expect(drawn).toBe(
      '<div class="slack-context"><span><em>id</em></span></div><hr class="slack-divider">' +
        '<div class="slack-actions"><span class="slack-button slack-button-primary">Ack</span></div>',
    );
  });

  it('names a block that it cannot draw instead of dropping it', () => {
    expect(html({ type: 'video' })).toContain('a block of type video');
  });
});
