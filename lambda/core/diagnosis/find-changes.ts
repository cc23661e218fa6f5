import type { IncidentAlert } from '../alerts/alert.schema';
import type { Check } from '../checks/check';
import type { ChangeEvent, RecentChanges } from '../facts/account-state';
import type { FactId } from '../facts/fact-id';
import type { FactSubject } from '../facts/fact-subject';
import type { CollectedFacts } from '../facts/collect-facts';
import type { Unreadable } from '../facts/fact';
import { quote } from '../policy/quote-text';
import { truncateCharacters } from '../render/truncate';

/** Facts about what somebody changed just before, the likeliest place first. */
export type ChangeFactId = Extract<FactId, `${string}-changes`>;

type Diagnosis = IncidentAlert['diagnosis'];
type Change = Diagnosis['changes'][number];

/** How the place of an answer is called when it could not be read. */
const RECENT_CHANGES = 'recent-changes';

const MAX_CHANGES = 10;
const NAME_CHARACTERS = 300;

/** Where a check looks, and where a change to it would be found. */
const PLACES: readonly (readonly [prefix: RegExp, changes: ChangeFactId])[] = [
  [/^replication-role/, 'replication-role-changes'],
  [/^destination-key/, 'destination-key-changes'],
  [/^source-key/, 'source-key-changes'],
  [/^destination-(?!key|object|simulation|account)/, 'destination-bucket-changes'],
  [/^source-(?!key|object|simulation)/, 'source-bucket-changes'],
];

/**
 * Which change histories belong to these checks, likeliest first. The replication configuration is what every check
 * reads, so the source bucket comes last unless a check is about it.
 */
export function toChangeFacts(checks: readonly Check[]): readonly ChangeFactId[] {
  const wanted = new Set<ChangeFactId>();
  for (const check of checks) {
    const about = check.facts.filter((id) => id !== 'source-replication');
    for (const [place, changes] of PLACES) {
      if (about.some((id) => place.test(id))) wanted.add(changes);
    }
  }
  if (checks.length > 0) wanted.add('source-bucket-changes');
  return [...wanted];
}

/** Where changes of the thing that has to be changed would stand; nowhere for what has no history of its own. */
export function toHistoriesOf(
  arn: string,
  { sourceBucket, destinationBucket }: Pick<FactSubject, 'sourceBucket' | 'destinationBucket'>,
): readonly ChangeFactId[] {
  const [, , service, , , name = ''] = arn.split(':');
  if (service === 'iam' && name.startsWith('role/')) return ['replication-role-changes'];
  if (service === 'kms') return ['destination-key-changes', 'source-key-changes'];
  if (service !== 's3') return [];
  if (name === sourceBucket) return ['source-bucket-changes'];
  return name === destinationBucket ? ['destination-bucket-changes'] : [];
}

/**
 * What was changed just before it began, the likely culprit first: on the confirmed subject, then on its neighbours;
 * what changed what the check looks at, then the rest; the latest before the first failure first.
 */
export function findChanges(
  asked: readonly ChangeFactId[],
  facts: Pick<CollectedFacts, 'get' | 'target'>,
  { cause, firstFailure }: { readonly cause: Diagnosis['cause']; readonly firstFailure: string },
): Pick<Diagnosis, 'changes' | 'notChecked'> {
  const found: Candidate[] = [];
  const unread: Unreadable[] = [];
  const busy: string[] = [];
  for (const id of asked) {
    const fact = facts.get(id);
    if (fact.state === 'unreadable') unread.push(fact);
    if (fact.state !== 'known') continue;
    const on = facts.target(id)?.resourceName ?? '';
    found.push(...toCandidates(fact.value, on));
    if (fact.value.isTruncated) busy.push(on);
  }
  const changes = withoutRepeats(found)
    .map((one) => ({ one, rank: toRank(one, { cause, firstFailure }) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .slice(0, MAX_CHANGES)
    .map(({ one }) => toChange(one));
  // What less likely places would have told is not worth a line once a likelier one has been read.
  const missing = unread.length < asked.length ? unread.filter(({ cause: why }) => why !== 'budget') : unread;
  return { changes, notChecked: toNotChecked(missing, busy) };
}

interface Candidate extends ChangeEvent {
  /** As CloudTrail names it: bucket name, role name, key ARN. */
  readonly on: string;
}

function toCandidates({ events }: RecentChanges, on: string): readonly Candidate[] {
  return events.map((event) => ({ ...event, on }));
}

/** One call may be recorded on two resources. */
function withoutRepeats(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((one) => [one.eventId, one])).values()];
}

/** Smaller is likelier. */
function toRank(
  { on, event, errorCode, time }: Candidate,
  { cause, firstFailure }: { readonly cause: Diagnosis['cause']; readonly firstFailure: string },
): readonly number[] {
  const before = Date.parse(firstFailure) - Date.parse(time);
  return [
    errorCode === undefined ? 0 : 1,
    cause !== undefined && isAbout(cause.subject, on) ? 0 : 1,
    isHarmless(event) ? 1 : 0,
    before >= 0 ? 0 : 1,
    Math.abs(before),
  ];
}

/** A bucket's or role's name ends its ARN; a role policy's subject has the role in it. */
function isAbout(subject: string, on: string): boolean {
  if (on === '') return false;
  return subject === on || subject.split(/[:/]/).includes(on);
}

/** Changes that no replication depends on. */
function isHarmless(event: string): boolean {
  return /Tag|Logging|Metrics|Analytics|Inventory|Website|Cors|Notification|Accelerate|Description/.test(
    event,
  );
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function toChange({ time, event, by, eventId, on, errorCode }: Candidate): Change {
  return {
    time,
    event: clip(event),
    by: clip(by ?? 'unknown'),
    eventId: clip(eventId),
    on: clip(on),
    ...(errorCode !== undefined && { error: clip(errorCode) }),
  };
}

/**
 * Said once, however many histories could not be read, or not to their end: CloudTrail lists reads and changes together,
 * and a key that is used all the time has more reads in a minute than are listed.
 */
function toNotChecked(unread: readonly Unreadable[], busy: readonly string[]): Diagnosis['notChecked'] {
  if (unread.length + busy.length === 0) return [];
  const cut = busy.map(
    (on) => `CloudTrail has more of ${quote(on)} than was read, and a change may be among it`,
  );
  const because = [...new Set([...unread.map((fact) => fact.because), ...cut])].join('; ');
  const needs = [...new Set(unread.flatMap((fact) => fact.needs))];
  return [{ check: RECENT_CHANGES, because: clip(because), needs }];
}

function clip(text: string): string {
  return truncateCharacters(text, NAME_CHARACTERS);
}
