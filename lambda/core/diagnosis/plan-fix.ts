import type { FixOwner } from '../catalog/reason-row';
import { actionsOf, applyEdits, toScope } from '../checks/access/apply-edits';
import { nameOf } from '../checks/access/policy-in-play';
import { putPolicy } from '../checks/access/put-policy';
import type { Remedy, RemedyStep } from '../checks/check';
import type { ExemptRole, PolicyChange, PolicyPlace } from '../checks/policy-change';
import { listTexts } from '../policy/quote-text';
import { diffPolicies } from './diff-policies';

/** What would remove one cause, and whose hands that needs, unless a change says otherwise. */
export interface OwnedRemedies {
  readonly owner: FixOwner;
  readonly remedies: readonly Remedy[];
}

/** A step that is ready to be taken. */
export interface PlannedStep extends RemedyStep {
  readonly owner: FixOwner;
  /** What `policy` changes, line by line. */
  readonly diff?: readonly string[];
}

/**
 * The steps that remove all causes together: whatever has to change in one policy is one document, put once, so that
 * no step undoes another; a step that two causes ask for is taken once.
 */
export function planFix(causes: readonly OwnedRemedies[]): readonly PlannedStep[] {
  const asked = causes.flatMap(({ owner, remedies }) => remedies.map((remedy) => ({ owner, remedy })));
  const all = asked.flatMap(({ remedy }) => ('change' in remedy ? [remedy.change] : []));
  const merged = withoutCovered(mergeChanges(all));
  const steps = asked.flatMap(({ owner, remedy }) => {
    if (!('change' in remedy)) return [toPlanned(remedy, { owner, before: undefined })];
    const change = merged.get(toKey(remedy.change.place));
    return change === undefined ? [] : toSteps(change);
  });
  return withoutRepeats(steps);
}

/** A policy may be attached to a role and be its boundary at once; it is one policy all the same. */
function toKey(place: PolicyPlace): string {
  switch (place.kind) {
    case 'inline':
      return JSON.stringify(['inline', place.roleArn, place.name]);
    case 'trust':
      return JSON.stringify(['trust', place.roleArn]);
    default:
      return place.arn;
  }
}

function mergeChanges(changes: readonly PolicyChange[]): ReadonlyMap<string, PolicyChange> {
  const merged = new Map<string, PolicyChange>();
  for (const change of changes) {
    const key = toKey(change.place);
    const before = merged.get(key);
    merged.set(key, before === undefined ? change : { ...before, edits: [...before.edits, ...change.edits] });
  }
  return merged;
}

/** New role policies that allow no more than another new one of the same role are not needed. */
function withoutCovered(changes: ReadonlyMap<string, PolicyChange>): ReadonlyMap<string, PolicyChange> {
  const kept = new Map(changes);
  for (const [key, change] of changes) {
    const others = [...kept].flatMap(([other, one]) => (other === key ? [] : [one]));
    if (others.some((other) => isCovered(change, other))) kept.delete(key);
  }
  return kept;
}

function isCovered(change: PolicyChange, other: PolicyChange): boolean {
  const [place, there] = [change.place, other.place];
  if (place.kind !== 'inline' || there.kind !== 'inline' || place.roleArn !== there.roleArn) return false;
  if (change.document !== undefined || other.document !== undefined) return false;
  return change.edits.every(
    (edit) =>
      edit.kind === 'add' &&
      other.edits.some(
        (one) =>
          one.kind === 'add' &&
          toScope(one.statement) === toScope(edit.statement) &&
          actionsOf(edit.statement).every((action) => actionsOf(one.statement).includes(action)),
      ),
  );
}

/** The policy is read, then put with all its edits. */
function toSteps(change: PolicyChange): readonly PlannedStep[] {
  const { place, owner, document: before } = change;
  const isNew = before === undefined;
  const steps = putPolicy({ place, document: applyEdits(change), text: toText(change), isNew });
  return steps.map((step) => toPlanned(step, { owner, before }));
}

/** `In the policy of bucket "b", do this; do that.` */
function toText({ place, document, edits }: PolicyChange): string {
  const exemptions = edits.filter((edit) => edit.kind === 'exempt-role');
  const others = edits.flatMap((edit) => (edit.kind === 'exempt-role' ? [] : [edit.text]));
  const clauses = [...new Set([...toExemptions(exemptions), ...others])];
  const where = document === undefined ? `a new ${nameOf({ place })}` : `the ${nameOf({ place })}`;
  return `In ${where}, ${clauses.join('; ')}.`;
}

/** One clause for each role, whatever the number of statements. */
function toExemptions(edits: readonly ExemptRole[]): readonly string[] {
  const roles = new Set(edits.map(({ roleArn }) => roleArn));
  return [...roles].map((roleArn) => {
    const own = edits.filter((edit) => edit.roleArn === roleArn);
    const names = [...new Set(own.map(({ name }) => `\`${name}\``))];
    const statements = `statement${names.length === 1 ? '' : 's'} ${listTexts(names, 'and')}`;
    const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    return `exempt the role \`${role}\`, and nobody else, from ${statements}`;
  });
}

function toPlanned(
  step: RemedyStep,
  { owner, before }: { readonly owner: FixOwner; readonly before: unknown },
): PlannedStep {
  if (step.policy === undefined) return { ...step, owner };
  const old = before === undefined ? undefined : toDocument(before);
  return { ...step, owner, diff: diffPolicies(old, step.policy) };
}

/** As it would be put back: a document may have come as its text, or with one statement outside of a list. */
function toDocument(before: unknown): unknown {
  return applyEdits({ document: before, edits: [] });
}

function withoutRepeats(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  const seen = new Set<string>();
  return steps.filter((step) => {
    const key = JSON.stringify([step.text, step.command, step.policy]);
    return seen.has(key) ? false : seen.add(key);
  });
}
