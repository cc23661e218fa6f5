import { formatBytes, formatCount } from '../../lambda/core/render/quantity';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import type { IncidentRow } from './page-messages';
import { element, type PageChild, type PageNode } from './page-node';
import { type PageState, toSelected } from './page-state';
import { toFullTime, toTimeOfDay } from './page-times';

/** Rows drawn; the rest is counted. A browser draws thousands slowly, and nobody reads them. */
const SHOWN_ROWS = 100;

const COLUMNS = [
  'Status',
  'Severity',
  'Reason',
  'Source → destination',
  'Rule',
  'Failures',
  'Size',
  'First seen',
  'Last seen',
] as const;

/** The incident table: one line per outage, however many failures. */
export function toIncidentsView(state: PageState): PageNode {
  const { incidents } = state;
  const selected = toSelected(state)?.alert;
  const selectedIncident =
    selected === undefined || selected.type === 'unreadable' ? undefined : selected.incident.id;
  const more = incidents.length - SHOWN_ROWS;
  return element(
    'section',
    { key: 'incidents', class: 'incidents', 'aria-labelledby': 'incidents-title' },
    element('h2', { id: 'incidents-title' }, 'Incidents'),
    element(
      'div',
      { class: 'table-frame', tabindex: '0', role: 'region', 'aria-labelledby': 'incidents-title' },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, COLUMNS.map(toHeading))),
        element(
          'tbody',
          {},
          incidents.slice(0, SHOWN_ROWS).map((row) => toRowView(row, selectedIncident)),
        ),
      ),
    ),
    more > 0 ? element('p', { class: 'quiet' }, `+${formatCount(more)} more, in GET /incidents`) : undefined,
  );
}

function toHeading(name: string): PageNode {
  const isNumber = name === 'Failures' || name === 'Size';
  return element('th', { scope: 'col', ...(isNumber && { class: 'number' }) }, name);
}

function toRowView(row: IncidentRow, selectedIncident: string | undefined): PageNode {
  const marks = [
    `row-${row.status}`,
    `tone-${row.severity}`,
    row.id === selectedIncident ? 'row-selected' : '',
  ];
  return element(
    'tr',
    { key: row.id, class: marks.join(' ').trim() },
    toCell('Status', element('span', { class: `status status-${row.status}` }, row.status)),
    toCell('Severity', element('span', { class: 'severity' }, row.severity)),
    toCell('Reason', toReasonCell(row)),
    toCell('Source → destination', toVisibleText(`${row.sourceBucket} → ${row.destinationBucket ?? '?'}`)),
    toCell('Rule', row.ruleId === null ? '–' : toVisibleText(row.ruleId)),
    toCell('Failures', formatCount(row.failures)),
    toCell('Size', formatBytes(row.sizeBytes)),
    toCell('First seen', toTimeView(row.firstSeen)),
    toCell('Last seen', toTimeView(row.lastSeen)),
  );
}

function toReasonCell({ failureReason, lastAlertId }: IncidentRow): PageChild {
  const reason = failureReason === null ? 'No reason given' : toVisibleText(failureReason);
  if (lastAlertId === null) return element('span', { class: 'reason' }, reason);
  return element(
    'button',
    { type: 'button', class: 'reason reason-link', 'data-action': 'select-alert', 'data-value': lastAlertId },
    reason,
  );
}

function toCell(label: string, content: PageChild): PageNode {
  const isNumber = label === 'Failures' || label === 'Size';
  return element('td', { 'data-label': label, ...(isNumber && { class: 'number' }) }, content);
}

function toTimeView(isoTime: string): PageNode {
  return element('time', { datetime: isoTime, title: toFullTime(isoTime) }, toTimeOfDay(isoTime));
}
