import { toDeletedKind } from '../../policy/principal-id';
import type { Remedy } from '../check';
import { addStatement, findStatement, replaceStatement, type Statement, statementsOf } from './edit-policy';
import { isEditable, nameOf } from './policy-in-play';
import { putPolicy, toRead } from './put-policy';
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

/** For each side that falls short: the smallest statement; in bucket and key policies merged into what is there. */
export function grantAccess(grant: Grant, place: GrantPlace): readonly Remedy[] {
  return place.lacking.flatMap((lack) => {
    if (lack.side === 'identity') return grantToRole(grant, place);
    return lack.side === 'boundary' ? widenBoundary(grant, place) : grantToPrincipal(grant, place, lack);
  });
}

/**
 * Into a policy of its own: no other policy is touched, it is easily taken back, and the remedies of two checks never
 * overwrite each other.
 */
function grantToRole(grant: Grant, { role, resource }: GrantPlace): readonly Remedy[] {
  const name = toFreeName(grant.policyName, role);
  return putPolicy({
    place: { kind: 'inline', roleArn: role.arn, roleName: role.name, name },
    document: addStatement(undefined, toStatement(grant, resource.grantable)),
    text: `Allow the role \`${role.name}\` ${listActions(grant)} in a policy of its own, \`${name}\``,
    isNew: true,
  });
}

function toFreeName(wanted: string, { policies }: RoleSide): string {
  const taken = new Set(policies.map(({ place }) => ('name' in place ? place.name : '')));
  const free = [wanted, ...Array.from({ length: taken.size }, (_, at) => `${wanted}-${at + 2}`)];
  return free.find((name) => !taken.has(name)) ?? wanted;
}

function widenBoundary(grant: Grant, { role, resource }: GrantPlace): readonly Remedy[] {
  const { boundary } = role;
  if (boundary?.policy === undefined) return [];
  if (!isEditable(boundary)) {
    const text = `The ${nameOf(boundary)} is managed by AWS: give the role \`${role.name}\` one that allows ${listActions(grant)}.`;
    return [{ text, command: toRead(boundary.place) }];
  }
  return putPolicy({
    place: boundary.place,
    document: addStatement(boundary.policy.document, toStatement(grant, resource.grantable)),
    text: `Allow ${listActions(grant)} in the ${nameOf(boundary)}, which caps every role that has it`,
  });
}

/** In the policy of the bucket or key. Where it names a role that is gone, the role's ARN takes that place. */
function grantToPrincipal(grant: Grant, { role, resource }: GrantPlace, lack: Lack): readonly Remedy[] {
  const { policy } = resource;
  const document = policy.policy?.document;
  const dead = lack.nearMisses
    .filter((miss) => miss.policy === nameOf(policy))
    .flatMap(({ statement }) => {
      const found = findStatement(document, statement);
      const revived = found && replaceDeadRole(found.statement, role.arn);
      return found && revived ? [{ at: found.at, statement: revived, name: statement }] : [];
    });
  const [first] = dead;
  if (first !== undefined) {
    return putPolicy({
      place: policy.place,
      document: replaceStatement(document, first.at, first.statement),
      text: `Write \`${role.arn}\` into statement \`${first.name}\` of the ${nameOf(policy)}, in place of the id of a deleted role`,
    });
  }
  const statement = {
    Sid: toFreeSid('AllowReplicationRole', document),
    ...toStatement(grant, policy.place.kind === 'key' ? '*' : resource.grantable, role.arn),
  };
  return putPolicy({
    place: policy.place,
    document: addStatement(document, statement),
    text: `Allow \`${role.arn}\` ${listActions(grant)} in the ${nameOf(policy)}`,
    isNew: document === undefined,
  });
}

/** AWS refuses a policy that names a dead id, so it has to go in any case. */
function replaceDeadRole(statement: Statement, roleArn: string): Statement | undefined {
  const principal = statement['Principal'];
  if (typeof principal !== 'object' || principal === null || !('AWS' in principal)) return undefined;
  const named: readonly unknown[] = Array.isArray(principal.AWS) ? principal.AWS : [principal.AWS];
  const alive = named.filter((one) => typeof one !== 'string' || toDeletedKind(one) !== 'role');
  if (alive.length === named.length) return undefined;
  const all = alive.includes(roleArn) ? alive : [...alive, roleArn];
  return { ...statement, Principal: { ...principal, AWS: all.length === 1 ? all[0] : all } };
}

function toFreeSid(wanted: string, document: unknown): string {
  const taken = new Set(
    statementsOf(document).map((one) => (typeof one === 'object' && one && 'Sid' in one ? one.Sid : '')),
  );
  const free = [wanted, ...Array.from({ length: taken.size }, (_, at) => `${wanted}${at + 2}`)];
  return free.find((sid) => !taken.has(sid)) ?? wanted;
}

function toStatement({ actions, condition }: Grant, resource: string, roleArn?: string): Statement {
  return {
    Effect: 'Allow',
    ...(roleArn !== undefined && { Principal: { AWS: roleArn } }),
    Action: actions.length === 1 ? actions[0] : actions,
    Resource: resource,
    ...(condition !== undefined && { Condition: condition }),
  };
}

function listActions({ actions }: Grant): string {
  const texts = actions.map((action) => `\`${action}\``);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
