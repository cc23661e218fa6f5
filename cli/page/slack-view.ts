import { element, link, type PageChild, type PageNode } from './page-node';
import { decodeEntities, toMrkdwnContent } from './mrkdwn-content';

/** Block Kit, as far as it is drawn. What is sent may hold more; what is not known is named, not dropped. */
interface SlackText {
  readonly type?: string;
  readonly text?: string;
}

interface SlackElement {
  readonly type?: string;
  readonly text?: string | SlackText;
  readonly url?: string;
  readonly style?: string;
}

interface SlackBlock {
  readonly type: string;
  readonly text?: SlackText;
  readonly fields?: readonly SlackText[];
  readonly elements?: readonly SlackElement[];
  readonly accessory?: SlackElement;
}

/** The blocks of a Slack message as Slack draws them: https://docs.slack.dev/reference/block-kit/blocks */
export function toSlackView(blocks: readonly object[]): readonly PageNode[] {
  return (blocks as readonly SlackBlock[]).map(toBlockView);
}

function toBlockView(block: SlackBlock): PageNode {
  switch (block.type) {
    case 'header':
      return element('h3', { class: 'slack-header' }, toTextContent(block.text));
    case 'section':
      return toSectionView(block);
    case 'context':
      return element(
        'div',
        { class: 'slack-context' },
        block.elements?.map((part) => element('span', {}, toTextContent(part))),
      );
    case 'actions':
      return element('div', { class: 'slack-actions' }, block.elements?.map(toButtonView));
    case 'divider':
      return element('hr', { class: 'slack-divider' });
    default:
      return element('div', { class: 'slack-unknown' }, `(a block of type ${block.type}, not drawn here)`);
  }
}

function toSectionView({ text, fields, accessory }: SlackBlock): PageNode {
  return element(
    'div',
    { class: 'slack-section' },
    text && element('div', { class: 'slack-text' }, toTextContent(text)),
    fields &&
      element(
        'div',
        { class: 'slack-fields' },
        fields.map((field) => element('div', {}, toTextContent(field))),
      ),
    accessory && toButtonView(accessory),
  );
}

function toButtonView(button: SlackElement): PageNode {
  const label = typeof button.text === 'string' ? button.text : (button.text?.text ?? '');
  const look = button.style === 'primary' || button.style === 'danger' ? ` slack-button-${button.style}` : '';
  const shown = button.url === undefined ? label : link(button.url, label);
  return element('span', { class: `slack-button${look}` }, shown);
}

/** Text of a block: mrkdwn is markup, plain text is shown as it stands. */
function toTextContent(text: SlackText | SlackElement | undefined): readonly PageChild[] {
  const content = typeof text?.text === 'string' ? text.text : '';
  return text?.type === 'mrkdwn' ? toMrkdwnContent(content) : [decodeEntities(content)];
}
