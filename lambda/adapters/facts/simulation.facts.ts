import type { EvaluationResult } from '@aws-sdk/client-iam';
import { known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import type { SimulatedDecision } from '../../core/facts/role-state';
import { oneOf, optional, required } from './answer-part';
import type { ReadIam } from './read-iam';
import { NO_ROLE } from './role-refusals';

/** What AWS itself makes of the role's own side; wanted for service control policies, which nobody else may read. */
export function createSimulationFacts(readIam: ReadIam): Pick<FactSource, 'role-simulation'> {
  return {
    'role-simulation': (target, allowance) =>
      readIam(target, {
        lookup: 'role-simulation',
        operation: 'SimulatePrincipalPolicy',
        allowance,
        step: 1,
        send: (client, options, iam) => {
          const input = {
            PolicySourceArn: target.roleArn,
            ActionNames: [...target.actions],
            ResourceArns: [target.resourceArn],
          };
          return client.send(new iam.SimulatePrincipalPolicyCommand(input), options);
        },
        toFact: ({ EvaluationResults, IsTruncated }) =>
          known({
            decisions: required(EvaluationResults, 'EvaluationResults').flatMap((result) =>
              toDecisions(result, target.resourceArn),
            ),
            isTruncated: IsTruncated === true,
          }),
        refusals: NO_ROLE,
      }),
  };
}

const DECISIONS = {
  allowed: 'allowed',
  explicitDeny: 'explicit-deny',
  implicitDeny: 'implicit-deny',
} as const;

/**
 * One decision for each resource. The result on top is the strictest over all resources of the request; what holds for
 * one of them stands in `ResourceSpecificResults`, as long as IAM sends these.
 */
function toDecisions(result: EvaluationResult, resourceArn: string): readonly SimulatedDecision[] {
  const {
    OrganizationsDecisionDetail,
    PermissionsBoundaryDecisionDetail,
    ResourceSpecificResults = [],
  } = result;
  const shared = {
    action: required(result.EvalActionName, 'EvalActionName'),
    ...optional('allowedByOrganization', OrganizationsDecisionDetail?.AllowedByOrganizations),
  };
  if (ResourceSpecificResults.length === 0) {
    return [
      {
        ...shared,
        resourceArn: result.EvalResourceName ?? resourceArn,
        decision: oneOf(result.EvalDecision, 'EvalDecision', DECISIONS),
        ...optional('allowedByBoundary', PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary),
        missingContext: result.MissingContextValues ?? [],
      },
    ];
  }
  return ResourceSpecificResults.map((one) => ({
    ...shared,
    resourceArn: required(one.EvalResourceName, 'EvalResourceName'),
    decision: oneOf(one.EvalResourceDecision, 'EvalResourceDecision', DECISIONS),
    ...optional('allowedByBoundary', one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary),
    missingContext: one.MissingContextValues ?? [],
  }));
}
