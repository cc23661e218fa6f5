import type { UnreadableItem } from '../../lambda/core/incidents/incident-store';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import { type CliIo, writeText } from '../cli-io';

/** Says what else is in the table that a command could not take into account. */
export function warnUnreadable(items: readonly UnreadableItem[], { stderr }: Pick<CliIo, 'stderr'>): void {
  for (const { because } of items) writeText(stderr, `warning: in the table: ${toVisibleText(because)}`);
}
