import { type Absent, type Fact, unreadable, type Unreadable } from './fact';
import type { FactId, FactValue } from './fact-id';
import type { FactSubject } from './fact-subject';

/**
 * Where a fact is to be looked up: at a target; only once other facts are there; or nowhere, because what it is
 * about is not there or cannot be told.
 */
export type Located<T> =
  | { readonly state: 'located'; readonly target: T }
  | { readonly state: 'waiting'; readonly on: readonly FactId[] }
  | Absent
  | Unreadable;

/** What is known so far. A fact that is `undefined` has not been read. */
export interface FactView {
  readonly subject: FactSubject;
  readonly fact: <Id extends FactId>(id: Id) => Fact<FactValue<Id>> | undefined;
}

export type Locate<T> = (view: FactView) => Located<T>;

export function located<T>(target: T): Located<T> {
  return { state: 'located', target };
}

export function waiting(...on: readonly FactId[]): Located<never> {
  return { state: 'waiting', on };
}

/** The subject does not say enough, and no read would. */
export function notNamed(what: string): Unreadable {
  return unreadable('dependency', `nothing names ${what}`);
}

/** Goes on with the value of another fact; without it, what is absent or unreadable there is so here. */
export function withFact<Id extends FactId, T>(
  view: FactView,
  id: Id,
  proceed: (value: FactValue<Id>) => Located<T>,
): Located<T> {
  const fact = view.fact(id);
  if (fact === undefined) return waiting(id);
  if (fact.state === 'known') return proceed(fact.value);
  return fact.state === 'absent' ? fact : becauseOf(fact);
}

/** Goes on when the other fact is there or could not be read: it helps, but is not needed. */
export function afterFact<Id extends FactId, T>(
  view: FactView,
  id: Id,
  proceed: (fact: Fact<FactValue<Id>>) => Located<T>,
): Located<T> {
  const fact = view.fact(id);
  return fact === undefined ? waiting(id) : proceed(fact);
}

/** What keeps us from looking here is what kept us from looking there; its words and permissions are the ones to tell. */
function becauseOf({ because, needs, retryable }: Unreadable): Unreadable {
  return unreadable('dependency', because, { needs, retryable: retryable === true });
}
