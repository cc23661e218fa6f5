import { parseRoleArn } from '../../facts/role-arn';
import type { AccessResult } from '../../policy/access-request';
import type { Remedy } from '../check';
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
  const create = ['aws', 'iam', 'create-role', '--role-name', name, '--path', path];
  return [
    {
      text: `Make the role \`${name}\` again. Its permissions are gone with it and have to be granted again; policies that named the old role hold a dead id.`,
      command: [...create, '--assume-role-policy-document', JSON.stringify(trust)],
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
  const instead = roleArn === undefined ? 'Or instead: ' : '';
  if (kind === 'batch-job-role') {
    const text = `Create the job again with ${wanted} as its role: a job keeps the role it was made with.`;
    return [{ text: instead === '' ? text : `Or instead: create${text.slice('Create'.length)}` }];
  }
  const { sourceBucket } = context.subject;
  const bucket = ['--bucket', sourceBucket];
  return [
    {
      text: `${instead}${instead === '' ? 'Save' : 'save'} the replication configuration as replication.json.`,
      command: ['aws', 's3api', 'get-bucket-replication', ...bucket, '--query', 'ReplicationConfiguration'],
    },
    {
      text: `Set Role in replication.json to ${wanted}, then put the whole document back.`,
      command: [
        ...['aws', 's3api', 'put-bucket-replication', ...bucket],
        ...['--replication-configuration', 'file://replication.json'],
      ],
    },
  ];
}
