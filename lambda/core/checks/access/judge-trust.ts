import type { RoleKind } from '../../facts/locate-roles';
import type { AccessResult } from '../../policy/evaluate-access';
import type { CheckContext, Judgement } from '../check';
import { confirmed, ruledOut, undecided, unread } from '../judgement';
import { conditionKeysOf, findStatement } from './edit-policy';
import { nameOf, type PolicyInPlay } from './policy-in-play';
import { readRoleArn, ROLES } from './read-role';
import { describeInferred } from './replication-request-context';
import { evaluateTrust, keysOf, serviceOf, toTrustPolicy, type TrustRequest } from './trust-policy';
import { correctTrust, nameRightRole, restoreRole } from './trust-remedies';

const ASKER: Readonly<Record<RoleKind, string>> = {
  'replication-role': 'the replication configuration',
  'batch-job-role': 'the Batch job',
};

const SERVICES_CALLED: Readonly<Record<RoleKind, string>> = {
  'replication-role': 'S3',
  'batch-job-role': 'S3 Batch Operations',
};

/** Whether the role is there, under the ARN that is configured, and lets the service assume it. */
export function judgeTrust(context: CheckContext, kind: RoleKind): Judgement {
  const named = readRoleArn(context, kind);
  if (named.state === 'judged') return named.judgement;
  const roleArn = named.value;
  const role = context.fact(kind);
  if (role.state === 'unreadable') return unread([role]);
  const request = { context, kind, roleArn };
  const cause = { subject: roleArn, owner: 'source-account' } as const;
  if (role.state === 'absent') {
    const evidence = `The role \`${roleArn}\`, which ${ASKER[kind]} names, does not exist.`;
    const title = titleRole(kind, 'does not exist');
    return confirmed(evidence, { ...cause, title }, restoreRole(request));
  }
  const { arn } = role.value;
  if (arn !== roleArn) {
    const evidence = `What ${ASKER[kind]} names is \`${roleArn}\`, and the role of that name is \`${arn}\`: the path belongs to the ARN.`;
    const title = titleRole(kind, 'has another path than the configuration says');
    return confirmed(evidence, { ...cause, title }, nameRightRole(request, arn));
  }
  return judgePolicy(request, toTrustPolicy(role.value));
}

function titleRole(kind: RoleKind, what: string): string {
  return `T${ROLES[kind].slice(1)} ${what}`;
}

function judgePolicy(request: TrustRequest, policy: PolicyInPlay): Judgement {
  const result = evaluateTrust(request, policy);
  const name = nameOf(policy);
  const service = serviceOf(request);
  const told = [...(result.decidedBecause ?? []), ...result.nearMisses].map(
    ({ statement, because }) => `Statement \`${statement}\` of the ${name}: ${because}.`,
  );
  const statement = result.decidedBy[0]?.statement;
  switch (result.decision) {
    case 'allowed':
      return ruledOut(`Statement \`${statement}\` of the ${name} lets \`${service}\` assume the role.`);
    case 'unknown':
      return undecided(explainDoubt(result), told);
    case 'explicit-deny':
    case 'implicit-deny': {
      const verb = result.decision === 'explicit-deny' ? 'forbids' : 'does not allow';
      return confirmed(
        [
          `The ${name} ${verb} \`${service}\` to assume the role.`,
          ...told,
          ...describeInferences(request, policy, result),
        ],
        {
          title: `${SERVICES_CALLED[request.kind]} may not assume ${ROLES[request.kind]}`,
          subject: request.roleArn,
          owner: 'source-account',
          ...(statement !== undefined && { statement }),
        },
        correctTrust({ request, policy, result }),
      );
    }
  }
}

function explainDoubt({ missingContext, problems = [] }: AccessResult): string {
  const keys = missingContext.map((key) => `\`${key}\``).join(', ');
  if (keys !== '') return `it hangs on ${keys}, and nobody knows what the request of the service has for it`;
  const told = problems.map(
    ({ statement, problem }) => `statement \`${statement}\` cannot be relied on: ${problem}`,
  );
  return told.join('; ') || 'the trust policy does not decide it';
}

/** What rests on keys that no page says S3 sends. */
function describeInferences(
  request: TrustRequest,
  { policy }: PolicyInPlay,
  { decidedBy, nearMisses }: AccessResult,
): readonly string[] {
  const named = [...decidedBy, ...nearMisses].flatMap(({ statement }) => {
    const found = findStatement(policy?.document, statement);
    return found === undefined ? [] : conditionKeysOf(found.statement);
  });
  return describeInferred(named, keysOf(request));
}
