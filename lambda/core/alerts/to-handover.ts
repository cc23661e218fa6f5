import { ALERT_LIMITS } from '../limits';
import { toQuotedText } from '../render/plain-name';
import { formatCounted } from '../render/quantity';
import { code, prose } from '../render/spans';
import { truncateCharacters } from '../render/truncate';
import { toVisibleLines, toVisibleText } from '../render/visible-text';
import type { IncidentAlert } from './alert.schema';

type Place = IncidentAlert['replication']['source'];
type Step = IncidentAlert['fix'][number];

const NAME_CHARACTERS = 128;
const ARN_CHARACTERS = 255;
const EVIDENCE_CHARACTERS = 500;
const MAX_EVIDENCE = 5;

/**
 * What to send to the owner of the destination account: who asks, what fails since when, why, what to change, and how
 * to see that it works. Only where a check has proved that something has to change there, and the account is not known
 * to be the one of the source. Plain text without anything hidden in it, of at most `handoverCharacters`.
 */
export function toHandover(alert: IncidentAlert): string | undefined {
  const { diagnosis, replication, fix } = alert;
  const { source, destination } = replication;
  if (diagnosis.verdict !== 'confirmed' || alert.type === 'resolved' || destination === null)
    return undefined;
  if (source.account !== undefined && source.account === destination.account) return undefined;
  const steps = fix.filter(({ owner }) => owner === 'destination-account');
  if (steps.length === 0) return undefined;
  const opening = [
    `Replication into ${toName(destination.bucket)} fails, and needs a change in your account`,
    'Hello,',
    toAsker(alert, destination),
    toFailure(alert),
    toReason(alert),
    `Please make ${steps.length === 1 ? 'this change' : 'these changes'}:`,
  ];
  const closing = toClosing(source, destination);
  const room = ALERT_LIMITS.handoverCharacters - [...opening, closing].join('\n\n').length - MORE_CHARACTERS;
  return [...opening, ...toSteps(steps, room), closing].join('\n\n');
}

function toAsker({ replication }: IncidentAlert, destination: Place): string {
  const { source, roleArn } = replication;
  const role = roleArn === undefined ? '' : `, as the role ${toName(roleArn, ARN_CHARACTERS)}`;
  return `we replicate objects from our S3 bucket ${toPlace(source)} to your bucket ${toPlace(destination)}${role}.`;
}

function toPlace({ bucket, region, account }: Place): string {
  const facts = [region, account === undefined ? undefined : `account ${account}`].filter(
    (fact) => fact !== undefined,
  );
  return facts.length === 0 ? toName(bucket) : `${toName(bucket)} (${facts.map(toPlain).join(', ')})`;
}

function toFailure({ incident }: IncidentAlert): string {
  const { failures, firstSeen, failureReason } = incident;
  const said = failureReason === null ? '' : ` S3 reports ${toName(failureReason)}.`;
  if (failures === 1) return `At ${toTime(firstSeen)} an operation failed.${said}`;
  return `Since ${toTime(firstSeen)}, ${formatCounted(failures, 'operation')} have failed.${said}`;
}

/** What a check saw of the causes that lie there; of a cause in both accounts, all of it. */
function toReason({ diagnosis, time }: IncidentAlert): string {
  const causes = diagnosis.findings.filter(({ title }) => title !== undefined);
  const there = causes.filter(({ owner }) => owner !== 'source-account');
  const shown = there.length > 0 ? there : causes;
  const evidence = [...new Set(shown.flatMap((finding) => finding.evidence))].slice(0, MAX_EVIDENCE);
  const sentences = evidence.map((fact) =>
    truncateCharacters(toQuotedText(prose(fact)), EVIDENCE_CHARACTERS),
  );
  return [`Why, as we saw it at ${toTime(time)}:`, ...sentences].join('\n');
}

/** Room for the sentence that says what is left out. */
const MORE_CHARACTERS = 120;

/** As many steps as fit, each with its command whole or with a word on where it is. */
function toSteps(steps: readonly Step[], room: number): readonly string[] {
  const shown: string[] = [];
  let left = room;
  for (const [at, step] of steps.entries()) {
    const number = steps.length === 1 ? '' : `${at + 1}. `;
    const fitting = [toStep(step, true), toStep(step, false)].find(
      (written) => written.length + number.length + 2 <= left,
    );
    if (fitting === undefined) {
      const count = steps.length - at;
      const rest = count === 1 ? 'one step is' : `${count} steps are`;
      return [...shown, `(${rest} too long for this text: ask us, and we send the whole of it.)`];
    }
    shown.push(number + fitting);
    left -= number.length + fitting.length + 2;
  }
  return shown;
}

function toStep({ text: told, command, diff }: Step, hasDiff: boolean): string {
  const change =
    hasDiff && diff !== undefined && diff.length > 0 ? [diff.flatMap(toVisibleLines).join('\n')] : [];
  const run = command === undefined ? [] : [toVisibleText(command)];
  return [toQuotedText(prose(told)), ...change, ...run].join('\n\n');
}

function toClosing(source: Place, destination: Place): string {
  return [
    `The next object that is written to ${toName(source.bucket)} and arrives in ${toName(destination.bucket)} shows that it works.`,
    'Those that have failed we replicate again ourselves. Please tell us when it is done, or what keeps you from it.',
  ].join(' ');
}

/** `2026-01-15 09:59 UTC`: the reader need not be where we are. */
function toTime(time: string): string {
  return toPlain(time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC'));
}

function toName(name: string, characters = NAME_CHARACTERS): string {
  return toQuotedText([code(name, characters)]);
}

function toPlain(fact: string): string {
  return truncateCharacters(toVisibleText(fact), NAME_CHARACTERS);
}
