import type { Absent, Fact, Unreadable } from '../facts/fact';
import type { Cause, Judgement, Remedy } from './check';

/** Evidence as one sentence or several. */
type Evidence = string | readonly string[];

export function confirmed(evidence: Evidence, cause: Cause, fix: readonly Remedy[]): Judgement {
  return { verdict: 'confirmed', evidence: toList(evidence), cause, fix };
}

export function ruledOut(evidence: Evidence): Judgement {
  return { verdict: 'ruled-out', evidence: toList(evidence) };
}

export function notApplicable(because: string): Judgement {
  return { verdict: 'not-applicable', because };
}

/** What was read does not decide, and no permission would help. */
export function undecided(because: string, evidence: Evidence = []): Judgement {
  return { verdict: 'inconclusive', evidence: toList(evidence), because, needs: [] };
}

/** Of facts that all were to be looked at, those that nobody could read. */
export function unread(facts: readonly Fact<unknown>[], evidence: Evidence = []): Judgement {
  const unreadable = facts.filter((fact): fact is Unreadable => fact.state === 'unreadable');
  const because = [...new Set(unreadable.map((fact) => fact.because))].join('; ');
  const needs = [...new Set(unreadable.flatMap((fact) => fact.needs))];
  return { verdict: 'inconclusive', evidence: toList(evidence), because, needs };
}

/** What a check comes to that stands on a fact which is not there, or which nobody could read. */
export function without(fact: Absent | Unreadable): Judgement {
  return fact.state === 'unreadable' ? unread([fact]) : notApplicable(fact.because);
}

function toList(evidence: Evidence): readonly string[] {
  return typeof evidence === 'string' ? [evidence] : evidence;
}
