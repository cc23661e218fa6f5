import type { Remedy } from '../check';
import type { AddStatement, StatementEdit } from '../policy-change';
import { findStatement, replaceDeadRoles } from './edit-policy';
import { isEditable, nameOf } from './policy-in-play';
import { toRead } from './put-policy';
import type { ResourceSide } from './read-resource';
import type { RoleSide } from './read-role';
import type { Lack } from './weigh-access';

/** What has to be allowed, no wider than the rule needs. */
export interface Grant {
  readonly actions: readonly string[];
  readonly condition: Readonly<Record<string, unknown>> | undefined;
  /** Name of the role policy to make where none comes near. */
  readonly policyName: string;
}

export interface GrantPlace {
  readonly role: RoleSide;
  readonly resource: ResourceSide;
  readonly lacking: readonly Lack[];
}

/** For each side that falls short: the smallest statement, as an edit of the policy that has to have it. */
export function grantAccess(grant: Grant, place: GrantPlace): readonly Remedy[] {
  return place.lacking.flatMap((lack) => {
    if (lack.side === 'identity') return [grantToRole(grant, place)];
    return lack.side === 'boundary' ? widenBoundary(grant, place) : [grantToPrincipal(grant, place, lack)];
  });
}

/** Into a policy of its own: no other policy is touched, and it is easily taken back. */
function grantToRole(grant: Grant, { role, resource }: GrantPlace): Remedy {
  const name = toFreeName(grant.policyName, role);
  const place = { kind: 'inline', roleArn: role.arn, roleName: role.name, name } as const;
  return {
    change: {
      place,
      document: undefined,
      edits: [toAddition(grant, resource.grantable)],
      owner: 'source-account',
    },
  };
}

function toFreeName(wanted: string, { policies }: RoleSide): string {
  const taken = new Set(policies.map(({ place }) => ('name' in place ? place.name : '')));
  const free = [wanted, ...Array.from({ length: taken.size }, (_, at) => `${wanted}-${at + 2}`)];
  return free.find((name) => !taken.has(name)) ?? wanted;
}

function widenBoundary(grant: Grant, { role, resource }: GrantPlace): readonly Remedy[] {
  const { boundary } = role;
  if (boundary?.policy === undefined) return [];
  const { place, policy } = boundary;
  if (!isEditable(boundary)) {
    const text = `The ${nameOf(boundary)} is managed by AWS: give the role \`${role.name}\` one that allows ${listActions(grant)}.`;
    return [{ text, command: toRead(place) }];
  }
  const edit = toAddition(grant, resource.grantable);
  return [
    {
      change: {
        place,
        document: policy.document,
        edits: [{ ...edit, text: `${edit.text} to every role that has it` }],
        owner: boundary.owner,
      },
    },
  ];
}

/** In the policy of the bucket or key. Where it names a role that is gone, the role's ARN takes that place. */
function grantToPrincipal(grant: Grant, { role, resource }: GrantPlace, lack: Lack): Remedy {
  const { place, policy, owner } = resource.policy;
  const document = policy?.document;
  const dead = lack.nearMisses
    .filter((miss) => miss.policy === nameOf(resource.policy))
    .flatMap(({ statement }) => {
      const found = findStatement(document, statement);
      return found && replaceDeadRoles(found.statement, role.arn) ? [{ at: found.at, name: statement }] : [];
    });
  const [first] = dead;
  const edit: StatementEdit =
    first === undefined
      ? toAddition(grant, place.kind === 'key' ? '*' : resource.grantable, role.arn)
      : {
          kind: 'name-role',
          at: first.at,
          roleArn: role.arn,
          text: `write \`${role.arn}\` into statement \`${first.name}\`, in place of the id of a deleted role`,
        };
  return { change: { place, document, edits: [edit], owner } };
}

/** To `roleArn`, or to whoever has the policy. */
function toAddition(grant: Grant, resource: string, roleArn?: string): AddStatement {
  const { actions, condition } = grant;
  const statement = {
    Effect: 'Allow',
    ...(roleArn !== undefined && { Principal: { AWS: roleArn } }),
    Action: actions.length === 1 ? actions[0] : actions,
    Resource: resource,
    ...(condition !== undefined && { Condition: condition }),
  };
  if (roleArn === undefined) return { kind: 'add', statement, text: `allow ${listActions(grant)}` };
  const text = `allow ${listActions(grant)} to \`${roleArn}\``;
  return { kind: 'add', statement, sid: 'AllowReplicationRole', text };
}

function listActions({ actions }: Grant): string {
  const texts = actions.map((action) => `\`${action}\``);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
