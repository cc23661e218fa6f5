import type { IncidentAlert } from '../alerts/alert.schema';
import type { OutlineBlock, OutlineSection } from './outline';
import { formatDuration, formatTime } from './quantity';
import { code, type Line, text } from './spans';

type Change = IncidentAlert['diagnosis']['changes'][number];

const MAX_CHANGES = 6;

/** What somebody changed around the time it began. */
export function toChangedSection({ diagnosis, incident, time }: IncidentAlert): readonly OutlineSection[] {
  const { changes } = diagnosis;
  if (changes.length === 0) return [];
  const lines = changes.slice(0, MAX_CHANGES).map((change) => toChange(change, { incident, time }));
  const [only] = lines;
  const block: OutlineBlock =
    changes.length === 1 && only !== undefined
      ? { kind: 'paragraph', line: only }
      : {
          kind: 'list',
          ordered: false,
          items: lines.map((line) => ({ line })),
          more: changes.length - lines.length,
        };
  return [{ name: 'changed', title: 'Changed', blocks: [block] }];
}

/** `09:52 UTC PutBucketPolicy on media-dr by deploy-role/ci (event 1f2e…), 7 minutes before the first failure.` */
function toChange(change: Change, { incident, time }: Pick<IncidentAlert, 'incident' | 'time'>): Line {
  const { event, on, by, eventId, error } = change;
  return [
    text(`${formatTime(change.time, time)} `),
    code(event),
    ...(on === undefined || on === '' ? [] : [text(' on '), code(on)]),
    text(' by '),
    code(toActor(by)),
    text(' (event '),
    code(eventId),
    text(')'),
    ...(error === undefined ? [] : [text(' failed with '), code(error, 80)]),
    text(`${toDistance(change.time, incident.firstSeen)}.`),
  ];
}

/** The part of the ARN of a session, role or user that people know them by. */
function toActor(by: string): string {
  const [, session, user] =
    /^arn:[^:]*:(?:sts::\d{12}:assumed-role\/(.+)|iam::\d{12}:((?:user|role)\/.+|root))$/s.exec(by) ?? [];
  return session ?? user ?? by;
}

function toDistance(at: string, firstSeen: string): string {
  const seconds = (Date.parse(firstSeen) - Date.parse(at)) / 1_000;
  if (!Number.isFinite(seconds)) return '';
  const distance = formatDuration(Math.abs(seconds));
  return `, ${distance} ${seconds >= 0 ? 'before' : 'after'} the first failure`;
}
