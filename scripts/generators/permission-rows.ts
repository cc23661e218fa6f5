import type { CheckLevel } from '../../lambda/core/checks/check';
import { type CheckPermission, RECENT_CHANGES } from '../../lambda/core/checks/check-permissions';
import { CHECKS } from '../../lambda/core/checks/checks';
import { FACTS } from '../../lambda/core/facts/fact-catalog';

interface Row {
  readonly actions: readonly string[];
  readonly place: Place;
  readonly tells: string;
  readonly need: string;
}

/** One row for the actions that tell the same of the same, places in the order of `PLACES`. */
export function toPermissionRows(
  permissions: readonly CheckPermission[],
  level: CheckLevel,
): readonly (readonly string[])[] {
  const rows: Row[] = [];
  for (const permission of withoutSides(permissions)) {
    const row = toRow(permission, level);
    const same = rows.findIndex(
      ({ place, tells, need }) => place === row.place && tells === row.tells && need === row.need,
    );
    const earlier = rows[same];
    if (earlier === undefined) rows.push(row);
    else rows[same] = { ...earlier, actions: [...new Set([...earlier.actions, ...row.actions])] };
  }
  return rows
    .sort((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place))
    .map(({ actions, place, tells, need }) => [
      actions.map((action) => `\`${action}\``).join('<br>'),
      place,
      tells,
      need,
    ]);
}

/** Keys are asked for in the same place, whichever side they are of. */
function withoutSides(permissions: readonly CheckPermission[]): readonly CheckPermission[] {
  const merged = new Map<string, CheckPermission>();
  for (const one of permissions) {
    const key = `${one.action} ${toPlace(one)}`;
    const earlier = merged.get(key);
    merged.set(key, {
      ...one,
      neededBy: [...new Set([...(earlier?.neededBy ?? []), ...one.neededBy])],
      facts: [...(earlier?.facts ?? []), ...one.facts],
    });
  }
  return [...merged.values()];
}

function toRow(permission: CheckPermission, level: CheckLevel): Row {
  const { action, facts, optionalFor, neededBy } = permission;
  const tells = [...new Set(facts.map((id) => FACTS[id].tells))].join('; ');
  return {
    actions: [action],
    place: toPlace(permission),
    tells: optionalFor === undefined ? tells : `of that, ${optionalFor}`,
    need: toNeed(neededBy, level),
  };
}

/** Checks that go together, and how they are called together. */
const FAMILIES: readonly (readonly [members: RegExp, name: string])[] = [
  [/-permission$/, 'every `…-permission`'],
  [/^destination-.*-permission$/, 'every `destination-…-permission`'],
];

/** A permission that nearly every check needs says so; the list would tell no more. */
function toNeed(neededBy: readonly string[], level: CheckLevel): string {
  const checks = neededBy.filter((by) => by !== RECENT_CHANGES);
  const all = CHECKS.filter((check) => level === 'objects' || check.level === 'config').map(({ id }) => id);
  if (checks.length === 0) return 'every diagnosis';
  if (checks.length > all.length / 2) return `${checks.length} of ${all.length} checks`;
  const family = FAMILIES.find(([members]) =>
    all.filter((id) => members.test(id)).every((id) => checks.includes(id)),
  );
  const alone = checks.filter((id) => family?.[0].test(id) !== true).map((id) => `\`${id}\``);
  return [...(family === undefined ? [] : [family[1]]), ...alone].join(', ');
}

const PLACES = [
  'source buckets',
  'objects of source buckets',
  'destination buckets',
  'objects of destination buckets',
  'roles of the account',
  'policies of the account, and of AWS',
  'keys',
  'keys of the account',
  'Batch jobs of the account',
  '`*`: IAM knows nothing narrower',
] as const;

type Place = (typeof PLACES)[number];

function toPlace({ resource, side, crossAccount }: CheckPermission): Place {
  if (resource.endsWith(':::{bucket}')) return `${side} buckets`;
  if (resource.endsWith(':::{bucket}/*')) return `objects of ${side} buckets`;
  if (resource === '{role}') return 'roles of the account';
  if (resource.endsWith(':policy/*')) return 'policies of the account, and of AWS';
  if (resource.endsWith(':job/*')) return 'Batch jobs of the account';
  if (resource === '{key}') return crossAccount === 'never' ? 'keys of the account' : 'keys';
  return '`*`: IAM knows nothing narrower';
}
