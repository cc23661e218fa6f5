import type { Incident, OutboxEntry, Told } from '../../lambda/core/incidents/incident';
import { isTaken } from '../../lambda/core/incidents/outbox';
import { matches } from '../../lambda/core/incidents/silence';
import { formatCount, formatCounted, formatTime } from '../../lambda/core/render/quantity';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import type { BoardRow } from './board-row';
import { toClock, toLeadWords, toNote, toPlaces, toWords } from './board-words';
import { toSilenceWords } from './silence-words';
import type { Story } from './story-alert';

/** A part of the conversation about an incident, to be shown one line below the other. */
export interface Part {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Who is at it, who speaks for whom, what was told, what waits, what keeps it quiet. Parts without anything are left out. */
export function toConversation(story: Story, row: BoardRow): readonly Part[] {
  return [
    { title: 'Story (UTC)', lines: toEvents(story.incident, story.time) },
    { title: 'Replication Time Control', lines: toLagLines(story.incident) },
    { title: 'Told', lines: toToldLines(story, row) },
    {
      title: 'Waiting to be delivered',
      lines: story.incident.outbox.map((one) => toEntryLine(one, story.time)),
    },
    { title: 'Silences', lines: toSilenceLines(story) },
    { title: row.status === 'resolved' ? 'Spoke for' : 'Speaks for', lines: toRelatedLines(story) },
  ].filter(({ lines }) => lines.length > 0);
}

interface Event {
  readonly at: string;
  readonly what: string;
}

/** What happened when, as far as the table remembers. */
function toEvents(incident: Incident, time: string): readonly string[] {
  const { previous, firstSeen, lastSeen, openedAt, cause, acknowledgement, resolution, failures, episode } =
    incident;
  const isLag = incident.kind === 'lag';
  const events: readonly (Event | undefined)[] = [
    previous && {
      at: previous.resolvedAt,
      what: `resolved before, with ${formatCounted(previous.failures, 'failure')} since ${toClock(previous.openedAt, time)}`,
    },
    { at: firstSeen, what: isLag ? 'first object late' : 'first failure' },
    { at: openedAt, what: episode > 1 ? `opened, for the ${toOrdinal(episode)} time` : 'opened' },
    cause && { at: cause.at, what: `cause confirmed: ${toWords(cause.title)}` },
    acknowledgement && { at: acknowledgement.at, what: `acknowledged by ${toNote(acknowledgement)}` },
    cause?.goneAt === undefined
      ? undefined
      : { at: cause.goneAt, what: `cause gone: \`${cause.check}\` rules it out` },
    failures > 1 ? { at: lastSeen, what: isLag ? 'last that S3 told' : 'last failure' } : undefined,
    resolution && incident.state === 'resolved'
      ? {
          at: resolution.at,
          what: `resolved${resolution.by === undefined ? '' : ` by ${toWords(resolution.by)}`}: ${toVisibleText(resolution.proof)}`,
        }
      : undefined,
  ];
  return events
    .filter((event) => event !== undefined)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ at, what }) => `${toClock(at, time)}  ${what}`);
}

/** What S3 sends beside the counts is shown as it is: AWS documents neither unit nor format. */
function toLagLines({ lag }: Incident): readonly string[] {
  if (lag === undefined) return [];
  const { missed, arrived, notTracked, threshold, replicationTime } = lag;
  return [
    `${formatCounted(missed, 'object')} missed the threshold; ${formatCount(arrived)} of them have arrived since.`,
    ...(notTracked === 0 ? [] : [`${formatCounted(notTracked, 'object')} no longer tracked by S3.`]),
    ...(threshold === undefined ? [] : [`threshold, as S3 sent it last: ${toWords(threshold)}`]),
    ...(replicationTime === undefined
      ? []
      : [`replicationTime, as S3 sent it last: ${toWords(replicationTime)}`]),
  ];
}

function toOrdinal(count: number): string {
  const last = count % 100 >= 11 && count % 100 <= 13 ? 0 : count % 10;
  return `${formatCount(count)}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

/** People are spared what the stream holds, so that both are told where they differ. */
function toToldLines({ incident, time }: Story, row: BoardRow): readonly string[] {
  const { told, streamed, threads, lead } = incident;
  const people = told === undefined ? 'Nobody has been told.' : `Last at ${toSaying(told, time)}.`;
  const isSame = streamed === undefined || streamed.at === told?.at;
  const places = Object.keys(threads).map(toWords);
  return [
    people,
    ...(isSame ? [] : [`The stream of alerts last had it at ${toSaying(streamed, time)}.`]),
    ...(lead === undefined || row.status === 'resolved'
      ? []
      : [`No messages of its own: ${toLeadWords(lead, (id) => id)}.`]),
    ...(places.length === 0 ? [] : [`The conversation goes on in: ${places.join(', ')}.`]),
  ];
}

/** `10:15 UTC (growth): 3,200 failures, confirmed` */
function toSaying({ at, why, failures, verdict }: Told, time: string): string {
  const cause = verdict === undefined ? '' : `, cause ${toWords(verdict)}`;
  return `${formatTime(at, time)} (${why}): ${formatCounted(failures, 'failure')}${cause}`;
}

/** `growth, decided at 09:40: to slack after 3 failed attempts, next at 10:06` */
function toEntryLine(entry: OutboxEntry, time: string): string {
  const { audience, says, channels, lease } = entry;
  const ways = Object.entries(channels).map(([name, { attempts, nextAt }]) =>
    attempts === 0
      ? `to ${toWords(name)}`
      : `to ${toWords(name)} after ${formatCounted(attempts, 'failed attempt')}, next at ${toClock(nextAt, time)}`,
  );
  const forWhom = audience === 'stream' ? ', for the stream only' : '';
  const now = isTaken(entry, time) && lease !== undefined ? '; being delivered now' : '';
  return `${says.why}${forWhom}, decided at ${toClock(says.at, time)}: ${ways.join('; ')}${now}`;
}

function toSilenceLines({ board, incident, time }: Story): readonly string[] {
  return board.silences
    .filter((silence) => matches(silence, incident, time))
    .map((silence) => `${toWords(silence.id)}  ${toSilenceWords(silence, time)}`);
}

function toRelatedLines({ alert: { related } }: Story): readonly string[] {
  if (related === undefined) return [];
  const more = related.total - related.incidents.length;
  return [
    ...related.incidents.map((one) => {
      const rule = one.ruleId === null ? '' : `, rule ${toWords(one.ruleId)}`;
      return `${one.id}  ${one.state}  ${toPlaces(one)}${rule}: ${formatCounted(one.failures, 'failure')}`;
    }),
    ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
  ];
}
