/**
 * Something that was looked up in AWS, three-valued: it is there, it is not there, or nobody could look. *Could not
 * look* is never *not there*: a check that gets `unreadable` is inconclusive, whatever it was about to prove.
 */
export type Fact<T> = Known<T> | Absent | Unreadable;

export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
  /** Part of the value could not be read for now: use it, but look again next time. */
  readonly provisional?: true;
}

export interface Absent {
  readonly state: 'absent';
  /** A clause: "the bucket has no policy". Names in it are attacker-controlled text. */
  readonly because: string;
}

export interface Unreadable {
  readonly state: 'unreadable';
  /** A clause: "access was denied". */
  readonly because: string;
  /** IAM actions that the responder lacks, `s3:GetBucketVersioning`. Empty when no permission would help. */
  readonly needs: readonly string[];
  readonly cause: UnreadableCause;
  /** The same read may work in a moment. */
  readonly retryable?: true;
}

/**
 * `other-account`: only the owning account may ask; `dependency`: what says where to look could not be read;
 * `budget`: there was no time, or no read, left; `refused`: AWS did not take the request; `failed`: AWS, or we, failed.
 */
export type UnreadableCause =
  | 'denied'
  | 'other-account'
  | 'throttled'
  | 'timeout'
  | 'network'
  | 'malformed'
  | 'budget'
  | 'dependency'
  | 'refused'
  | 'failed';

const TRANSIENT: ReadonlySet<UnreadableCause> = new Set(['throttled', 'timeout', 'network', 'budget']);

export function known<T>(value: T): Known<T> {
  return { state: 'known', value };
}

/** A value of which a part is missing for a reason that passes; see `Known.provisional`. */
export function provisional<T>(value: T): Known<T> {
  return { state: 'known', value, provisional: true };
}

export function absent(because: string): Absent {
  return { state: 'absent', because };
}

/** `retryable` follows from the cause; what failed for reasons of its own may say so. */
export function unreadable(
  cause: UnreadableCause,
  because: string,
  { needs = [], retryable = TRANSIENT.has(cause) }: { needs?: readonly string[]; retryable?: boolean } = {},
): Unreadable {
  return { state: 'unreadable', because, needs, cause, ...(retryable && { retryable }) };
}

/** The value if it is known. Use it where absent and unreadable come to the same. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'known' ? fact.value : undefined;
}

/** Derives one fact from another; absent and unreadable pass through. */
export function mapFact<T, U>(fact: Fact<T>, derive: (value: T) => U): Fact<U> {
  if (fact.state !== 'known') return fact;
  return fact.provisional ? provisional(derive(fact.value)) : known(derive(fact.value));
}

/** Whether the fact stays what it is for a while: worth remembering, and no reason to look again at once. */
export function isSettled(fact: Fact<unknown>): boolean {
  if (fact.state === 'known') return fact.provisional !== true;
  return fact.state === 'absent' || fact.retryable !== true;
}
