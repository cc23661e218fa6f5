import { parseRoleArn } from '../../facts/role-arn';
import type { AccessResult } from '../../policy/access-request';
import { awsCommand } from '../aws-command';
import type { Remedy, RemedyStep } from '../check';
import { editReplication } from '../edit-replication';
import type { StatementEdit } from '../policy-change';
import { applyEdits } from './apply-edits';
import { correctConditions, findStatement, withStatements } from './edit-policy';
import type { PolicyInPlay } from './policy-in-play';
import { toRead } from './put-policy';
import { evaluateTrust, keysOf, serviceOf, type TrustRequest } from './trust-policy';

interface TrustToCorrect {
  readonly request: TrustRequest;
  readonly policy: PolicyInPlay;
  readonly result: AccessResult;
}

/**
 * A condition that names another bucket or account is set right where that is enough; else the service is allowed
 * with a statement of its own, or, where a statement denies it, that statement is shown.
 */
export function correctTrust(scope: TrustToCorrect): readonly Remedy[] {
  const { request, policy, result } = scope;
  const { place, owner } = policy;
  const document = policy.policy?.document;
  const corrected = correctConditionsOfOne(scope);
  if (corrected !== undefined) return [{ change: { place, document, edits: [corrected], owner } }];
  if (result.decision === 'explicit-deny') {
    const names = result.decidedBy.map(({ statement }) => `\`${statement}\``).join(', ');
    const text = `Change statement ${names} of the trust policy so that it no longer covers \`${serviceOf(request)}\`.`;
    return [{ text, command: toRead(place) }];
  }
  const text = `let \`${serviceOf(request)}\` assume the role`;
  const edit = { kind: 'add', statement: toTrustStatement(request), text } as const;
  return [{ change: { place, document, edits: [edit], owner } }];
}

function correctConditionsOfOne({ request, policy, result }: TrustToCorrect): StatementEdit | undefined {
  const values = Object.fromEntries(
    keysOf(request).flatMap(({ key, values: [value] }) => (value === undefined ? [] : [[key, value]])),
  );
  const document = policy.policy?.document;
  for (const { statement } of [...result.decidedBy, ...result.nearMisses]) {
    const found = findStatement(document, statement);
    if (found === undefined || correctConditions(found.statement, values) === undefined) continue;
    const text = `set the conditions of statement \`${statement}\` right, which name another bucket or account`;
    const edit = { kind: 'set-conditions', at: found.at, values, text } as const;
    const changed = applyEdits({ document, edits: [edit] });
    if (evaluateTrust(request, policy, changed).decision === 'allowed') return edit;
  }
  return undefined;
}

function toTrustStatement(request: TrustRequest): Readonly<Record<string, unknown>> {
  return { Effect: 'Allow', Principal: { Service: serviceOf(request) }, Action: 'sts:AssumeRole' };
}

/** For a role that is gone: make it again under the same ARN, or let the configuration name another. */
export function restoreRole(request: TrustRequest): readonly Remedy[] {
  const { roleArn } = request;
  const name = parseRoleArn(roleArn)?.name ?? '';
  const path = roleArn.slice(roleArn.indexOf(':role/') + ':role'.length, -name.length);
  const trust = withStatements(undefined, [toTrustStatement(request)]);
  const document = JSON.stringify(trust);
  return [
    {
      text: `Make the role \`${name}\` again. Its permissions are gone with it and have to be granted again; policies that named the old role hold a dead id.`,
      command: awsCommand({
        operation: 'iam create-role',
        options: { 'role-name': name, path, 'assume-role-policy-document': document },
      }),
      policy: trust,
    },
    ...nameRightRole(request, undefined),
  ];
}

/** Lets the replication configuration, or the next job, name the role that is there. */
export function nameRightRole(
  { context, kind }: TrustRequest,
  roleArn: string | undefined,
): readonly Remedy[] {
  const wanted = roleArn === undefined ? 'the ARN of a role that exists' : `\`${roleArn}\``;
  const steps =
    kind === 'batch-job-role'
      ? [{ text: `Create the job again with ${wanted} as its role: a job keeps the role it was made with.` }]
      : editReplication(context, `In \`replication.json\`, set \`Role\` to ${wanted}.`);
  return roleArn === undefined ? toAlternative(steps) : steps;
}

function toAlternative([first, ...rest]: readonly RemedyStep[]): readonly RemedyStep[] {
  if (first === undefined) return [];
  const text = `Or instead: ${first.text.charAt(0).toLowerCase()}${first.text.slice(1)}`;
  return [{ ...first, text }, ...rest];
}
