import type { IncidentAlert } from '../alerts/alert.schema';
import type { OutlineSection } from './outline';
import { code, type Line, text } from './spans';
import { toVisibleLines } from './visible-text';

/** The text for those who own the other account: last, because it is for somebody else. */
export function toHandoverSection({ handover, replication }: IncidentAlert): readonly OutlineSection[] {
  if (handover === undefined || handover.trim() === '') return [];
  const account = replication.destination?.account ?? '';
  // A title is shown as it is, so nothing may stand in it that somebody else wrote.
  const owner = /^\d{12}$/.test(account) ? `account ${account}` : 'the destination bucket';
  const letter = { kind: 'letter', lines: toVisibleLines(handover), path: 'handover' } as const;
  return [{ name: 'handover', title: `To send to the owner of ${owner}`, blocks: [letter] }];
}

/** What stands in its place where there is no room for it. */
export function toLetterPlace(path: string): Line {
  return [text('The text is '), code(path), text(' of the alert document, and in the e-mail.')];
}
