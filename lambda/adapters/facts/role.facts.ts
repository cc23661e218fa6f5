import { known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import { optional, required, toIamPolicy } from './answer-part';
import type { FactClients } from './fact-clients';
import { createReadIam, type ReadIam } from './read-iam';
import { createRolePolicyFacts } from './role-policy.facts';
import { NO_ROLE } from './role-refusals';
import { createSimulationFacts } from './simulation.facts';

type RoleFacts = Pick<
  FactSource,
  'role' | 'role-inline-policies' | 'role-attached-policies' | 'managed-policy' | 'role-simulation'
>;

/** The role that S3 assumes, and everything that says what it may do. */
export function createRoleFacts(clients: FactClients): RoleFacts {
  const readIam = createReadIam(clients);
  return { role: readRole(readIam), ...createRolePolicyFacts(readIam), ...createSimulationFacts(readIam) };
}

function readRole(readIam: ReadIam): FactSource['role'] {
  return (target, allowance) =>
    readIam(target, {
      lookup: 'role',
      operation: 'GetRole',
      allowance,
      step: 1,
      send: (client, options, iam) =>
        client.send(new iam.GetRoleCommand({ RoleName: target.roleName }), options),
      toFact: ({ Role }) => {
        const { Arn, RoleId, RoleName, Path, AssumeRolePolicyDocument, PermissionsBoundary } = required(
          Role,
          'Role',
        );
        const name = required(RoleName, 'RoleName');
        return known({
          arn: required(Arn, 'Arn'),
          roleId: required(RoleId, 'RoleId'),
          name,
          path: Path ?? '/',
          trustPolicy: toIamPolicy(`trust policy of ${name}`, AssumeRolePolicyDocument),
          ...optional('boundaryArn', PermissionsBoundary?.PermissionsBoundaryArn),
        });
      },
      refusals: NO_ROLE,
    });
}
