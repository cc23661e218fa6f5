import { FACTS, lookupOf } from '../facts/fact-catalog';
import { FACT_IDS, type FactId } from '../facts/fact-id';
import type { LookupAction, LookupRow } from '../facts/lookup';
import type { CheckLevel } from './check';
import { CHECKS } from './checks';

/** Whose resource it is: that of the source bucket's account, or of the destination bucket's. */
export type PermissionSide = 'source' | 'destination';

/** One IAM action on one kind of resource, and who wants it. */
export interface CheckPermission {
  readonly action: string;
  /** ARN template of the lookup: `arn:{partition}:s3:::{bucket}`, `{role}`, `{key}`, `*`. */
  readonly resource: string;
  readonly side: PermissionSide;
  /** `never`: worth nothing on what another account owns. */
  readonly crossAccount: LookupRow['crossAccount'];
  /** Ids of checks, and `recent-changes` for what every diagnosis looks up beside them; in catalog order. */
  readonly neededBy: readonly string[];
  /** Facts that cost it, in catalog order. */
  readonly facts: readonly FactId[];
  /** What is missing without it, where the answer comes all the same. */
  readonly optionalFor?: string;
}

/** Stands among check ids for what was changed just before: no check, but part of every diagnosis. */
export const RECENT_CHANGES = 'recent-changes';

const CHANGE_FACTS: readonly FactId[] = FACT_IDS.filter((id) => FACTS[id].about === 'changes');

/** Nothing names a job: failure events carry none, and completion reports, which do, are not read yet. */
const NEVER_ASKED: FactId = 'batch-job';

/**
 * What the checks of a level cost in IAM, everything their facts depend on included, each action on each kind of
 * resource once. Below `objects` no fact about a single object is read, so none of their permissions is here.
 */
export function findCheckPermissions(level: CheckLevel): readonly CheckPermission[] {
  const needs = toNeeds(level);
  const found = new Map<string, CheckPermission>();
  for (const id of FACT_IDS.filter((one) => one !== NEVER_ASKED)) {
    const neededBy = needs.filter(({ facts }) => facts.has(id)).map(({ by }) => by);
    if (neededBy.length === 0) continue;
    for (const cost of lookupOf(id).actions) {
      const one = toPermission(id, cost, neededBy);
      const key = `${one.action} ${one.resource} ${one.side}`;
      const earlier = found.get(key);
      found.set(key, earlier === undefined ? one : merge(earlier, one));
    }
  }
  return [...found.values()];
}

/**
 * Whether the fact asks about a single object: it then takes a permission on `bucket/*`, and `HeadObject` one that
 * could read content, too. A list of versions does not; it takes a permission on the bucket and tells names alone.
 */
export function isAboutObject(id: FactId): boolean {
  return lookupOf(id).actions.some(
    ({ resource, optionalFor }) => optionalFor === undefined && resource.endsWith('{bucket}/*'),
  );
}

interface Need {
  readonly by: string;
  readonly facts: ReadonlySet<FactId>;
}

function toNeeds(level: CheckLevel): readonly Need[] {
  const checks = CHECKS.filter((check) => level === 'objects' || check.level === 'config');
  return [
    ...checks.map(({ id, facts }) => ({ by: id, facts: withDependencies(facts, level) })),
    { by: RECENT_CHANGES, facts: withDependencies(CHANGE_FACTS, level) },
  ];
}

/** Below `objects` the key of a source object is taken for the bucket's default key: the object is not asked. */
function withDependencies(ids: readonly FactId[], level: CheckLevel): ReadonlySet<FactId> {
  const all = new Set<FactId>();
  const add = (id: FactId): void => {
    if (all.has(id) || (level === 'config' && isAboutObject(id))) return;
    all.add(id);
    FACTS[id].dependsOn.forEach(add);
  };
  ids.forEach(add);
  return all;
}

function toPermission(
  id: FactId,
  { action, resource, optionalFor }: LookupAction,
  neededBy: readonly string[],
): CheckPermission {
  return {
    action,
    resource,
    side: toSide(id),
    crossAccount: lookupOf(id).crossAccount,
    neededBy,
    facts: [id],
    ...(optionalFor !== undefined && { optionalFor }),
  };
}

/** Both simulations ask about the replication role, which the source account owns. */
function toSide(id: FactId): PermissionSide {
  return id.startsWith('destination-') && FACTS[id].about !== 'replication role' ? 'destination' : 'source';
}

/** An action that one fact cannot do without is no longer optional. */
function merge(a: CheckPermission, b: CheckPermission): CheckPermission {
  const { optionalFor, ...rest } = a;
  const isOptional = optionalFor !== undefined && b.optionalFor !== undefined;
  return {
    ...rest,
    neededBy: [...new Set([...a.neededBy, ...b.neededBy])],
    facts: [...a.facts, ...b.facts],
    ...(isOptional && { optionalFor }),
  };
}
