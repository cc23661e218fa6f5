import { formatCounted } from '../../lambda/core/render/quantity';
import { element, type PageNode } from './page-node';
import type { PageContext, PageState } from './page-state';
import { toSampleCommand } from './sample-event';

/** What the page says while there is nothing to show: what it waits for, and how to give it something. */
export function toEmptyView(state: PageState, { origin, openedAt }: PageContext): PageNode {
  const command = toSampleCommand(origin, openedAt);
  return element(
    'main',
    { key: 'empty', class: 'empty' },
    element('h2', {}, 'Waiting for events'),
    element('p', {}, `${toEmptyText(state)} Post a failure notification to see what it becomes:`),
    element(
      'p',
      { class: 'choices' },
      element(
        'button',
        { type: 'button', class: 'primary', 'data-action': 'send-sample' },
        'Send this event',
      ),
      element('button', { type: 'button', 'data-action': 'copy', 'data-value': command }, 'Copy the command'),
      element('span', { class: 'note' }, state.note ?? ''),
    ),
    element('pre', { class: 'command', tabindex: '0' }, element('code', {}, command)),
    element(
      'p',
      { class: 'quiet' },
      'Bodies may be S3 notifications, SNS envelopes around them, or SQS events for Lambda. ' +
        'Nothing here leaves this machine.',
    ),
  );
}

function toEmptyText({ counters, connection, waiting }: PageState): string {
  if (connection !== 'live') return 'Not connected to the responder yet.';
  if (waiting.messages > 0) return `${formatCounted(waiting.messages, 'message')} in the group wait.`;
  if (counters.messages === 0) return 'No message has arrived since the responder started.';
  return `${formatCounted(counters.messages, 'message')} arrived, and none told of a failure.`;
}
