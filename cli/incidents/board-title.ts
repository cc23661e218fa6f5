import { formatCount, formatTime } from '../../lambda/core/render/quantity';
import { type BoardRow, STATUSES } from './board-row';
import { MOST_INCIDENTS } from './read-board';

/** How many there are of each state, and when that was. */
export function toBoardTitle(rows: readonly BoardRow[], time: string): string {
  const counts = STATUSES.map(
    (status) => [status, rows.filter((row) => row.status === status).length] as const,
  );
  const parts = counts
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${formatCount(count)} ${status}`);
  const isQuiet = rows.every(({ status }) => status === 'resolved');
  const what = [...(isQuiet ? ['Nothing is open'] : []), ...parts].join(', ');
  const order = rows.length > 1 ? '; most urgent first' : '';
  const cut =
    rows.length >= MOST_INCIDENTS
      ? `; resolved ones beyond the ${formatCount(MOST_INCIDENTS)} latest are left out`
      : '';
  return `${what}${order}${cut}. As of ${formatTime(time, '')}; all times are UTC.`;
}
