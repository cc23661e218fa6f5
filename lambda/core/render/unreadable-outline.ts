import type { UnreadableAlert } from '../alerts/alert.schema';
import type { AlertOutline, ListItem } from './outline';
import { toOutlineLinks } from './outline-links';
import { formatCounted } from './quantity';
import { code, type Line, prose, text } from './spans';

/** The outline of an alert about messages that could not be read. */
export function toUnreadableOutline(alert: UnreadableAlert): AlertOutline {
  const { count, samples } = alert.unreadable;
  const items = samples.map(toItem);
  return {
    headline: `${formatCounted(count, 'message')} could not be read`,
    tone: alert.severity,
    verdict: [
      text(
        count === 1
          ? 'It came through the replication-failure queue: it may report a failure that no other alert tells of.'
          : 'They came through the replication-failure queue: they may report failures that no other alert tells of.',
      ),
    ],
    impact: [],
    sections: [
      {
        name: 'unreadable',
        title: 'What is wrong with ' + (count === 1 ? 'it' : 'them'),
        blocks: [{ kind: 'list', ordered: false, items, more: Math.max(0, count - items.length) }],
      },
      {
        name: 'then',
        title: 'Then',
        blocks: [
          {
            kind: 'paragraph',
            line: [
              text(
                'Unreadable messages go to the dead-letter queue. Read them there, find out who sends them, and if they report failures, look at the objects they name.',
              ),
            ],
          },
        ],
      },
    ],
    links: toOutlineLinks(alert.links),
    footer: [[text('Alert '), code(alert.id, 64)], [text(`severity ${alert.severity}`)]],
  };
}

function toItem({ code: problem, path, got, allowed, excerpt, messageId }: Sample): ListItem {
  const place: Line = [code(problem, 60), text(' at '), code(path, 120)];
  const detail: Line = [
    text(': got '),
    ...prose(got),
    text(', allowed '),
    ...prose(allowed),
    ...(excerpt === '' ? [] : [text('; begins '), code(excerpt, 256)]),
    ...(messageId === undefined ? [] : [text('; message '), code(messageId, 80)]),
  ];
  return { line: place, detail };
}

type Sample = UnreadableAlert['unreadable']['samples'][number];
