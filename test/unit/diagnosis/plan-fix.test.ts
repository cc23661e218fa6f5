import type { Remedy } from '../../../lambda/core/checks/check';
import type { PolicyChange, StatementEdit } from '../../../lambda/core/checks/policy-change';
import { planFix } from '../../../lambda/core/diagnosis/plan-fix';

const ROLE = 'arn:aws:iam::111111111111:role/media-replication';
const DENY = { Sid: 'DenyAll', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const POLICY = { Version: '2012-10-17', Statement: [DENY] };

const EXEMPT: StatementEdit = { kind: 'exempt-role', at: 0, name: 'DenyAll', roleArn: ROLE };

function allow(action: string, resource = 'arn:aws:s3:::media-dr/*'): StatementEdit {
  const statement = { Effect: 'Allow', Principal: { AWS: ROLE }, Action: action, Resource: resource };
  return { kind: 'add', statement, sid: 'AllowReplicationRole', text: `allow \`${action}\`` };
}

function inBucket(...edits: readonly StatementEdit[]): Remedy {
  const place = { kind: 'bucket', arn: 'arn:aws:s3:::media-dr', bucket: 'media-dr' } as const;
  return { change: { place, document: POLICY, edits, owner: 'destination-account' } };
}

function inNewRolePolicy(name: string, ...edits: readonly StatementEdit[]): Remedy {
  const place = { kind: 'inline', roleArn: ROLE, roleName: 'media-replication', name } as const;
  return { change: { place, document: undefined, edits, owner: 'source-account' } };
}

function plan(...remedies: readonly Remedy[]) {
  return planFix(remedies.map((remedy) => ({ owner: 'source-account', remedies: [remedy] })));
}

function statementsOf(policy: PolicyChange['document']): readonly unknown[] {
  return (policy as typeof POLICY).Statement;
}

describe('what two causes want of one policy', () => {
  const steps = plan(inBucket(EXEMPT), inBucket(allow('s3:ReplicateObject')));

  test('is one step that reads it and one that puts one document', () => {
    expect(steps.map(({ command }) => command?.[2])).toEqual(['get-bucket-policy', 'put-bucket-policy']);
    expect(steps[1]?.text).toBe(
      'In the policy of bucket `media-dr`, exempt the role `media-replication`, and nobody else, from statement `DenyAll`; allow `s3:ReplicateObject`. The command puts the whole document back.',
    );
    expect(statementsOf(steps[1]?.policy)).toMatchObject([
      { Sid: 'DenyAll', Condition: { ArnNotLike: { 'aws:PrincipalArn': ROLE } } },
      { Sid: 'AllowReplicationRole', Action: 's3:ReplicateObject' },
    ]);
  });

  test('is shown as what changes', () => {
    expect(steps[1]?.diff?.find((line) => line.includes('ArnNotLike'))).toContain('"ArnNotLike"');
    expect(steps[1]?.diff?.filter((line) => line.startsWith('-'))).toEqual([]);
    expect(steps[0]?.diff).toBeUndefined();
  });

  test('is for the owner of the policy, whoever the cause belongs to', () => {
    expect(steps.map(({ owner }) => owner)).toEqual(['destination-account', 'destination-account']);
  });
});

test('the same edit, wanted twice, is made once and told once', () => {
  const once = plan(inBucket(EXEMPT));
  expect(plan(inBucket(EXEMPT), inBucket(EXEMPT))).toEqual(once);
});

test('statements that differ in their actions only are one statement', () => {
  const [, put] = plan(inBucket(allow('s3:ReplicateObject')), inBucket(allow('s3:ReplicateDelete')));
  expect(statementsOf(put?.policy)).toMatchObject([
    DENY,
    { Sid: 'AllowReplicationRole', Action: ['s3:ReplicateObject', 's3:ReplicateDelete'] },
  ]);
});

test('statements on different things stay apart, with a Sid each', () => {
  const [, put] = plan(inBucket(allow('s3:ReplicateObject')), inBucket(allow('s3:ReplicateObject', 'x')));
  expect(statementsOf(put?.policy)).toMatchObject([
    DENY,
    { Sid: 'AllowReplicationRole' },
    { Sid: 'AllowReplicationRole2' },
  ]);
});

describe('new policies of one role', () => {
  const write = inNewRolePolicy('write', allow('s3:ReplicateObject'));
  const tags = inNewRolePolicy('tags', allow('s3:ReplicateTags'));

  test('stay apart, so that each can be taken back by itself', () => {
    expect(plan(write, tags).map(({ command }) => command?.[6])).toEqual(['write', 'tags']);
  });

  test('are left out where another of them allows as much', () => {
    const both = inNewRolePolicy('both', allow('s3:ReplicateObject'), allow('s3:ReplicateTags'));
    expect(plan(write, both, tags).map(({ command }) => command?.[6])).toEqual(['both']);
    expect(plan(write, inNewRolePolicy('again', allow('s3:ReplicateObject')))).toHaveLength(1);
  });
});

test('a policy that is attached to the role and its boundary at once is put once', () => {
  const arn = 'arn:aws:iam::111111111111:policy/limits';
  const change = { document: POLICY, owner: 'source-account' } as const;
  const steps = plan(
    { change: { ...change, place: { kind: 'managed', arn, name: 'limits' }, edits: [EXEMPT] } },
    { change: { ...change, place: { kind: 'boundary', arn, name: 'limits' }, edits: [allow('s3:x')] } },
  );
  expect(steps.map(({ command }) => command?.[2])).toEqual(['list-policy-versions', 'create-policy-version']);
});

test('steps of other kinds keep their order, each once', () => {
  const read = { text: 'Read it.', command: ['aws', 's3api', 'get'] };
  const steps = plan(read, { text: 'Change it.' }, read, { text: 'Change that.' });
  expect(steps.map(({ text }) => text)).toEqual(['Read it.', 'Change it.', 'Change that.']);
});

test('a document that came as its text, or with one statement alone, differs in nothing but the change', () => {
  const place = { kind: 'bucket', arn: 'arn:aws:s3:::media-dr', bucket: 'media-dr' } as const;
  for (const document of [JSON.stringify(POLICY), { ...POLICY, Statement: DENY }]) {
    const [, put] = plan({ change: { place, document, edits: [EXEMPT], owner: 'destination-account' } });
    const [, wanted] = plan(inBucket(EXEMPT));
    expect(put?.diff).toEqual(wanted?.diff);
  }
});
