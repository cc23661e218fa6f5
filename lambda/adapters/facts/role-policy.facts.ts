import type { ReadPolicy } from '../../core/facts/bucket-state';
import { type Fact, isSettled, known, provisional } from '../../core/facts/fact';
import type { FactSource, ReadAllowance } from '../../core/facts/fact-source';
import type { LookupId } from '../../core/facts/lookup';
import type { RolePolicies, RolePolicy } from '../../core/facts/role-state';
import { required, toIamPolicy } from './answer-part';
import type { Place } from './fact-clients';
import type { ReadIam } from './read-iam';
import { NO_POLICY, NO_ROLE } from './role-refusals';

type PolicyFacts = Pick<FactSource, 'role-inline-policies' | 'role-attached-policies' | 'managed-policy'>;

/** The policies of a role: listed first, then each text on its own, all at once. */
export function createRolePolicyFacts(readIam: ReadIam): PolicyFacts {
  return {
    'role-inline-policies': async (target, allowance) => {
      const list = await readIam(target, {
        lookup: 'role-inline-policies',
        operation: 'ListRolePolicies',
        allowance,
        step: 1,
        send: (client, options, iam) =>
          client.send(new iam.ListRolePoliciesCommand({ RoleName: target.roleName }), options),
        toFact: ({ PolicyNames, IsTruncated }) =>
          known({ names: required(PolicyNames, 'PolicyNames'), isTruncated: IsTruncated === true }),
        refusals: NO_ROLE,
      });
      if (list.state !== 'known') return list;
      const { names, isTruncated } = list.value;
      const read = readInlinePolicy(readIam, { target, allowance });
      const policies = names.map(async (name) => ({ name, policy: await read(name) }));
      return toRolePolicies(await Promise.all(policies), isTruncated);
    },

    'role-attached-policies': async (target, allowance) => {
      const list = await readIam(target, {
        lookup: 'role-attached-policies',
        operation: 'ListAttachedRolePolicies',
        allowance,
        step: 1,
        send: (client, options, iam) =>
          client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName: target.roleName }), options),
        toFact: ({ AttachedPolicies, IsTruncated }) =>
          known({
            attached: required(AttachedPolicies, 'AttachedPolicies'),
            isTruncated: IsTruncated === true,
          }),
        refusals: NO_ROLE,
      });
      if (list.state !== 'known') return list;
      const read = createReadManagedPolicy(readIam, {
        lookup: 'role-attached-policies',
        place: target,
        allowance,
      });
      const policies = list.value.attached.map(async ({ PolicyName, PolicyArn }) => {
        const arn = required(PolicyArn, 'PolicyArn');
        return { name: PolicyName ?? arn, arn, policy: await read(arn, 2) };
      });
      return toRolePolicies(await Promise.all(policies), list.value.isTruncated);
    },

    'managed-policy': (target, allowance) =>
      createReadManagedPolicy(readIam, { lookup: 'managed-policy', place: target, allowance })(
        target.policyArn,
        1,
      ),
  };
}

/** A text that could not be read for now makes the whole something to look at again. */
function toRolePolicies(policies: readonly RolePolicy[], isTruncated: boolean): Fact<RolePolicies> {
  const value = { policies, isTruncated };
  return policies.every(({ policy }) => isSettled(policy)) ? known(value) : provisional(value);
}

function readInlinePolicy(
  readIam: ReadIam,
  { target, allowance }: { target: Place & { readonly roleName: string }; allowance: ReadAllowance },
): (name: string) => Promise<Fact<ReadPolicy>> {
  return (name) =>
    readIam(target, {
      lookup: 'role-inline-policies',
      operation: 'GetRolePolicy',
      allowance,
      step: 2,
      send: (client, options, iam) =>
        client.send(new iam.GetRolePolicyCommand({ RoleName: target.roleName, PolicyName: name }), options),
      toFact: ({ PolicyDocument }) => known(toIamPolicy(name, PolicyDocument)),
      refusals: NO_POLICY,
    });
}

/** The version of a managed policy that is in force. */
function createReadManagedPolicy(
  readIam: ReadIam,
  { place, ...read }: { lookup: LookupId; place: Place; allowance: ReadAllowance },
): (arn: string, step: number) => Promise<Fact<ReadPolicy>> {
  return async (arn, step) => {
    const version = await readIam(place, {
      ...read,
      operation: 'GetPolicy',
      step,
      send: (client, options, iam) => client.send(new iam.GetPolicyCommand({ PolicyArn: arn }), options),
      toFact: ({ Policy }) => known(required(Policy?.DefaultVersionId, 'DefaultVersionId')),
      refusals: NO_POLICY,
    });
    if (version.state !== 'known') return version;
    const input = { PolicyArn: arn, VersionId: version.value };
    return readIam(place, {
      ...read,
      operation: 'GetPolicyVersion',
      step: step + 1,
      send: (client, options, iam) => client.send(new iam.GetPolicyVersionCommand(input), options),
      toFact: ({ PolicyVersion }) => known(toIamPolicy(arn, PolicyVersion?.Document)),
      refusals: NO_POLICY,
    });
  };
}
