import { formatCount, formatCounted } from '../../lambda/core/render/quantity';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import { toEmptyView } from './empty-view';
import { toIncidentsView } from './incidents-view';
import type { AlertView } from './page-messages';
import { element, type PageNode } from './page-node';
import { type PageContext, type PageState, toSelected } from './page-state';
import { toFullTime, toTimeOfDay } from './page-times';
import { toSlackView } from './slack-view';

/** The whole page for a state. */
export function toPageView(state: PageState, context: PageContext): readonly PageNode[] {
  const isEmpty = state.alerts.length === 0 && state.incidents.length === 0;
  return [
    toHeaderView(state),
    isEmpty
      ? toEmptyView(state, context)
      : element(
          'main',
          { key: 'main', class: 'board' },
          toStreamView(state),
          element('div', { key: 'detail', class: 'detail' }, toIncidentsView(state), toMessageView(state)),
        ),
    element(
      'div',
      { key: 'announcer', class: 'unseen', role: 'status', 'aria-live': 'polite' },
      state.note ?? toVisibleText(state.alerts[0]?.alert.summary ?? ''),
    ),
  ];
}

function toHeaderView(state: PageState): PageNode {
  const { counters, incidents } = state;
  const open = incidents.filter(({ status }) => status === 'open').length;
  return element(
    'header',
    { key: 'header', class: 'masthead' },
    element(
      'div',
      { class: 'brand' },
      element('h1', {}, 'S3 Replication Responder'),
      toConnectionView(state.connection),
    ),
    element(
      'dl',
      { class: 'counters' },
      toCounterView('Failures', counters.failures, 'Failed operations that S3 reported'),
      toCounterView('Alerts', counters.alerts, 'Messages a person would have got'),
      toCounterView('Open incidents', open, 'Incidents that need somebody'),
      toCounterView('Need nobody', counters.benign, 'Benign failures: counted, never alerted'),
      toCounterView('Unreadable', counters.unreadable, 'Messages or records that could not be read'),
      toCounterView('Ignored', counters.ignored, 'Test events and other events that are no failures'),
    ),
    toWaitingView(state),
  );
}

const CONNECTION_TEXTS: Readonly<Record<PageState['connection'], string>> = {
  first: 'Connecting',
  live: 'Live',
  lost: 'Connection lost, trying again',
};

function toConnectionView(connection: PageState['connection']): PageNode {
  return element(
    'span',
    { class: `connection connection-${connection}`, role: 'status' },
    CONNECTION_TEXTS[connection],
  );
}

function toCounterView(name: string, count: number, title: string): PageNode {
  return element(
    'div',
    { class: count === 0 ? 'counter counter-zero' : 'counter', title },
    element('dt', {}, name),
    element('dd', {}, formatCount(count)),
  );
}

function toWaitingView({ waiting, connection }: PageState): PageNode {
  const isWaiting = waiting.messages > 0 && connection === 'live';
  const seconds = Math.ceil(waiting.dueInMs / 1_000);
  return element(
    'p',
    { class: isWaiting ? 'waiting waiting-some' : 'waiting' },
    isWaiting ? `${formatCounted(waiting.messages, 'message')} collecting for ${seconds} s` : '',
  );
}

function toStreamView(state: PageState): PageNode {
  const selected = toSelected(state);
  return element(
    'section',
    { key: 'stream', class: 'stream', 'aria-labelledby': 'stream-title' },
    element('h2', { id: 'stream-title' }, 'Alerts'),
    state.alerts.length === 0
      ? element('p', { class: 'quiet' }, 'None. What failed so far needs nobody.')
      : element(
          'ol',
          { class: 'alerts' },
          state.alerts.map((view) => toStreamItemView(view, view.alert.id === selected?.alert.id)),
        ),
  );
}

function toStreamItemView({ alert }: AlertView, isSelected: boolean): PageNode {
  const { title, place, amount } = toItemTexts(alert);
  return element(
    'li',
    { key: alert.id },
    element(
      'button',
      {
        type: 'button',
        class: `alert tone-${alert.severity}`,
        'data-action': 'select-alert',
        'data-value': alert.id,
        ...(isSelected && { 'aria-current': 'true' }),
      },
      element(
        'span',
        { class: 'alert-line' },
        element('span', { class: 'severity' }, alert.severity),
        element('time', { datetime: alert.time, title: toFullTime(alert.time) }, toTimeOfDay(alert.time)),
      ),
      element('span', { class: 'alert-title' }, toVisibleText(title)),
      element('span', { class: 'alert-place' }, toVisibleText(place)),
      element('span', { class: 'alert-amount' }, amount),
    ),
  );
}

function toItemTexts(alert: AlertView['alert']): { title: string; place: string; amount: string } {
  if (alert.type === 'unreadable') {
    const { count, samples } = alert.unreadable;
    return {
      title: 'Could not be read',
      place: samples[0]?.code ?? '',
      amount: formatCounted(count, 'message'),
    };
  }
  const { source, destination } = alert.replication;
  return {
    title: alert.incident.failureReason ?? 'No failure reason',
    place: `${source.bucket} → ${destination?.bucket ?? 'unnamed destination'}`,
    amount: formatCounted(alert.incident.failures, 'failure'),
  };
}

function toMessageView(state: PageState): PageNode {
  const selected = toSelected(state);
  return element(
    'section',
    { key: 'message', class: 'message', 'aria-labelledby': 'message-title' },
    element('h2', { id: 'message-title' }, 'As Slack shows it'),
    selected === undefined ? element('p', { class: 'quiet' }, 'No alert yet.') : toSlackMessageView(selected),
  );
}

/** A message of the app, with what Slack puts around it. */
export function toSlackMessageView({ alert, slack }: AlertView): PageNode {
  return element(
    'article',
    { key: alert.id, class: 'slack' },
    element('div', { class: 'slack-avatar', 'aria-hidden': 'true' }, 'S3'),
    element(
      'div',
      { class: 'slack-body' },
      element(
        'div',
        { class: 'slack-from' },
        element('b', {}, 'Replication Responder'),
        element('span', { class: 'slack-app' }, 'APP'),
        element('time', { datetime: alert.time, title: toFullTime(alert.time) }, alert.time.slice(11, 16)),
      ),
      toSlackView(slack.blocks),
    ),
  );
}
