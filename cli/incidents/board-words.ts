import type { Lead } from '../../lambda/core/incidents/incident';
import { formatCount, formatCounted, formatTime } from '../../lambda/core/render/quantity';
import { countColumns } from '../../lambda/core/render/terminal-text';
import { truncateCharacters } from '../../lambda/core/render/truncate';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import type { BoardRow } from './board-row';
import { clipMiddle } from './clip-middle';

/** Names of people and what they wrote, of rules and reasons: no longer than this in a sentence. */
const WORDS_CHARACTERS = 160;

const UNNAMED = 'unnamed destination';
const ARROW = ' → ';

const LEADS: Readonly<Record<Lead['because'], string>> = {
  linked: 'the same cause as',
  inhibited: 'explained by',
  overview: 'told with',
};

/** What somebody else wrote, as one visible line of bounded length. */
export function toWords(text: string): string {
  return truncateCharacters(toVisibleText(text), WORDS_CHARACTERS);
}

type Places = Pick<BoardRow, 'sourceBucket' | 'destinationBucket'>;

/** `media-prod → media-dr`; where there is no room for both names whole, the longer gives way. */
export function toPlaces({ sourceBucket, destinationBucket }: Places, columns = Infinity): string {
  const source = toWords(sourceBucket);
  const destination = destinationBucket === null ? UNNAMED : toWords(destinationBucket);
  const room = columns - ARROW.length;
  const half = Math.floor(room / 2);
  const left = Math.max(half, room - countColumns(destination));
  const right = Math.max(half, room - countColumns(source));
  return `${clipMiddle(source, left)}${ARROW}${clipMiddle(destination, right)}`;
}

/** The cause where a check has seen it; else what S3 reports, and that nobody has confirmed it. */
export function toCauseWords(row: BoardRow, time: string): string {
  const { cause, kind, failureReason, isReasonKnown, title, lag } = row;
  if (kind === 'lag')
    return `Later than Replication Time Control promises; ${formatCount(lag?.arrived ?? 0)} of ${formatCount(lag?.missed ?? 0)} have arrived`;
  if (cause?.goneAt !== undefined)
    return `The cause is gone since ${toClock(cause.goneAt, time)}: ${toWords(cause.title)}`;
  if (cause !== undefined) return `${toWords(cause.title)} (confirmed)`;
  if (failureReason === null) return 'S3 gave no reason';
  const reason = toWords(failureReason);
  return isReasonKnown
    ? `S3 reports ${reason}: ${title} (cause not confirmed)`
    : `S3 reports ${reason}, a reason we do not know`;
}

/** Who looks after it, or why nobody has to. */
export function toAttention(row: BoardRow, time: string): string {
  const { status, silence, acknowledgement, resolution, cause } = row;
  switch (status) {
    case 'resolved':
      return toEnd(resolution, time);
    case 'silenced':
      return silence === undefined
        ? 'silenced'
        : `silenced by ${toNote(silence)} until ${toClock(silence.until, time)}`;
    case 'acknowledged':
      if (acknowledgement === undefined) return 'acknowledged';
      return `${toNote(acknowledgement)} is at it since ${toClock(acknowledgement.at, time)}`;
    case 'recovering':
      return cause === undefined ? 'recovering' : 'ends by itself when it stays quiet';
    case 'open':
      return 'nobody is at it';
  }
}

function toEnd(resolution: BoardRow['resolution'], time: string): string {
  if (resolution === undefined) return 'resolved';
  const by = resolution.by === undefined ? '' : ` by ${toWords(resolution.by)}`;
  return `resolved ${toClock(resolution.at, time)}${by}`;
}

/** `ana ("the bucket is being moved")` */
export function toNote({ by, comment = '' }: { readonly by: string; readonly comment?: string }): string {
  return comment === '' ? toWords(by) : `${toWords(by)} ("${toWords(comment)}")`;
}

/** Why there is no message about it: `the same cause as 5a335709`. */
export function toLeadWords({ id, because }: Lead, toShortId: (id: string) => string): string {
  return `${LEADS[because]} ${toShortId(id)}`;
}

/** What has not left yet: nothing most of the time. */
export function toWaitingWords(waiting: number): string {
  return waiting === 0 ? '' : `${formatCounted(waiting, 'message')} not delivered yet`;
}

/** `09:59`, or with its date on another day. UTC, which is said once. */
export function toClock(at: string, time: string): string {
  return formatTime(at, time).replace(/ UTC$/, '');
}
