import type { IncidentAlert } from '../alerts/alert.schema';
import { formatTime } from './quantity';
import { toExtent, toGrowth, toToll } from './slack-extent';
import { code, join, type Line, sentence, strong, text } from './spans';

type Tell = (alert: IncidentAlert) => readonly Line[];

/** Who somebody is, and what they wrote, is told no longer than this. */
const WORDS_CHARACTERS = 200;

/** What is told by `why`, which knows best; an alert with another `why` is told by its type. */
const BY_WHY: ReadonlyMap<string, Tell> = new Map<string, Tell>([
  ['acknowledged', tellAcknowledged],
  ['changed-cause', tellOtherCause],
  ['changed-verdict', tellVerdict],
  ['cause-gone', tellCauseGone],
  ['spread', tellSpread],
  ['on-its-own', (alert) => tellAgain('What this was put down to is over, and it still fails:', alert)],
  ['silence-ended', (alert) => tellAgain('The silence has ended, and it still fails:', alert)],
  ['still-broken', tellStillBroken],
  ['channel-lost', tellLost],
]);

const BY_TYPE: Readonly<Record<IncidentAlert['type'], Tell>> = {
  opened: (alert) => tellAgain('It fails:', alert),
  grew: tellGrowth,
  changed: tellChange,
  reminder: tellReminder,
  resolved: tellResolved,
  reopened: tellReopened,
  recovery: ({ summary }) => [[strong('Recovery.')], sentence(summary)],
};

/** What has happened, in one to three sentences: for readers who have the message above it. */
export function toStory(alert: IncidentAlert): Line {
  const tell = BY_WHY.get(alert.why) ?? BY_TYPE[alert.type];
  return join(
    tell(alert).filter((line) => line.length > 0),
    ' ',
  );
}

function tellGrowth(alert: IncidentAlert): readonly Line[] {
  return [[text(`${toGrowth(alert)}.`)]];
}

function tellChange({ diagnosis }: IncidentAlert): readonly Line[] {
  return [[strong('New diagnosis:')], sentence(diagnosis.title)];
}

function tellOtherCause(alert: IncidentAlert): readonly Line[] {
  return [[strong('It is another cause now:')], sentence(alert.diagnosis.title), toFixPlace(alert)];
}

function tellVerdict(alert: IncidentAlert): readonly Line[] {
  if (alert.diagnosis.verdict === 'confirmed')
    return [[strong('Cause found:')], sentence(alert.diagnosis.title), toFixPlace(alert)];
  return tellAgain('The cause that was named is gone, and it still fails:', alert);
}

function toFixPlace({ fix }: IncidentAlert): Line {
  return fix.length === 0 ? [] : [text('The message above has the fix.')];
}

function tellCauseGone({ incident, time }: IncidentAlert): readonly Line[] {
  const since = formatTime(incident.lastSeen, time);
  return [
    [strong('The cause is gone.')],
    [text(`The last failure was at ${since}. Once it has stayed quiet for long enough, it is resolved.`)],
  ];
}

function tellSpread(): readonly Line[] {
  return [
    [strong('It spreads:')],
    [text('the same cause breaks more rules or buckets than when it was last told.')],
  ];
}

function tellAgain(opening: string, { incident, time }: IncidentAlert): readonly Line[] {
  return [[strong(opening)], [text(`${toExtent(incident, time)}.`)]];
}

function tellReminder({ incident, time }: IncidentAlert): readonly Line[] {
  const extent: Line = [text(`${toExtent(incident, time)}.`)];
  return [[strong('Still failing:')], extent, toAttention(incident, time)];
}

function toAttention({ status, acknowledgement }: IncidentAlert['incident'], time: string): Line {
  if (acknowledgement === undefined) return status === 'open' ? [text('Nobody has acknowledged it.')] : [];
  const at = formatTime(acknowledgement.time, time);
  return [text('Acknowledged by '), code(acknowledgement.by, WORDS_CHARACTERS), text(` at ${at}.`)];
}

function tellStillBroken({ incident, diagnosis, time }: IncidentAlert): readonly Line[] {
  const last = formatTime(incident.lastSeen, time);
  return [
    [strong('No failures any more, and still broken.')],
    [text(`The last failure was at ${last}, and a check still finds the cause:`)],
    sentence(diagnosis.title),
    [text('What is written next would fail as well.')],
  ];
}

function tellAcknowledged({ incident }: IncidentAlert): readonly Line[] {
  const { acknowledgement } = incident;
  if (acknowledgement === undefined) return [[strong('Acknowledged.')]];
  const { by, comment = '' } = acknowledgement;
  const words = comment === '' ? [] : [text(': '), code(comment, WORDS_CHARACTERS)];
  return [[strong('Acknowledged'), text(' by '), code(by, WORDS_CHARACTERS), ...words, text('.')]];
}

function tellResolved({ incident, time }: IncidentAlert): readonly Line[] {
  const { resolution, lastSeen } = incident;
  const toll = toToll(incident);
  const proof =
    resolution === undefined
      ? [text(`No failure since ${formatTime(lastSeen, time)}.`)]
      : sentence(resolution.proof);
  const closed: Line =
    resolution?.by === undefined
      ? []
      : [text('Closed by '), code(resolution.by, WORDS_CHARACTERS), text('.')];
  return [[strong('Resolved.')], closed, proof, toll === '' ? [] : [text(toll)]];
}

function tellReopened({ incident, diagnosis, time }: IncidentAlert): readonly Line[] {
  const what = diagnosis.verdict === 'confirmed' ? sentence(diagnosis.title) : [];
  return [[strong('Failing again:')], [text(`${toExtent(incident, time)}.`)], what];
}

function tellLost(): readonly Line[] {
  return [
    [strong('Another channel has missed an alert.')],
    [
      text('It was tried for as long as alerts are kept; the metric '),
      code('DeliveryFailures'),
      text(' says which channel.'),
    ],
  ];
}
