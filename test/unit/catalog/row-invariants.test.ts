import { ABSENT_REASON, UNKNOWN_REASON } from '../../../lambda/core/catalog/fallback.reasons';
import { FIX_PLACEHOLDERS, type FixStep, type ReasonRow } from '../../../lambda/core/catalog/reason-row';
import { REASONS } from '../../../lambda/core/catalog/reasons';

const ROWS: readonly ReasonRow[] = [...REASONS, UNKNOWN_REASON, ABSENT_REASON];
const each = ROWS.map((row) => [row.reason, row] as const);

/** A command that replaces a whole document, and the command that reads what it replaces. */
const READ_BEFORE: Readonly<Record<string, string>> = {
  'iam put-role-policy': 'iam get-role-policy',
  'iam update-assume-role-policy': 'iam get-role',
  'kms put-key-policy': 'kms get-key-policy',
  's3api put-bucket-ownership-controls': 's3api get-bucket-ownership-controls',
  's3api put-bucket-policy': 's3api get-bucket-policy',
  's3api put-bucket-replication': 's3api get-bucket-replication',
  's3api put-bucket-versioning': 's3api get-bucket-versioning',
  's3api put-object-acl': 's3api get-object-acl',
  's3api put-object-lock-configuration': 's3api get-object-lock-configuration',
};

/** Commands that change nothing, by the first word of the operation. */
const READ_ONLY = /^(get|head|list|describe|lookup|simulate)-/;

/** Commands that change one thing and replace no document. */
const NARROW_CHANGES = [
  'kms cancel-key-deletion',
  'kms enable-key',
  's3api copy-object',
  's3api delete-object-annotation',
  's3api restore-object',
];

/** Options that say what a command is about; two commands on the same document agree on them. */
const SUBJECT_OPTIONS = ['--bucket', '--role-name', '--policy-name', '--key-id', '--key', '--version-id'];

function operation(step: FixStep): string | undefined {
  return step.command?.slice(1, 3).join(' ');
}

function subject(step: FixStep): readonly string[] {
  const command = step.command ?? [];
  return SUBJECT_OPTIONS.filter((option) => command.includes(option)).map(
    (option) => `${option}=${command[command.indexOf(option) + 1] ?? ''}`,
  );
}

function templates(row: ReasonRow): readonly string[] {
  return [
    ...row.fix.flatMap(({ text, command = [] }) => [text, ...command]),
    ...row.permissions.map(({ resource }) => resource),
  ];
}

function commandLines(row: ReasonRow): readonly string[] {
  return row.fix.flatMap(({ command }) => (command === undefined ? [] : [command.join(' ')]));
}

describe.each(each)('the row %s', (_reason, row) => {
  it('has a title that is a short clause: at most 80 characters, no code, no full stop', () => {
    expect(row.title.length).toBeLessThanOrEqual(80);
    expect(row.title).toMatch(/^[A-Z]/);
    expect(row.title).not.toMatch(/[.`{}<>]/);
  });

  it('explains itself in sentences', () => {
    for (const sentence of [row.meaning, row.retry.note, ...row.causes, ...row.fix.map(({ text }) => text)]) {
      expect(sentence).toMatch(/^[\w{].*\.$/s);
    }
  });

  it('names causes and says what to do', () => {
    expect(row.causes.length).toBeGreaterThan(0);
    expect(row.fix.length).toBeGreaterThan(0);
  });

  it('names only placeholders that can be filled', () => {
    const named = templates(row).flatMap((text) =>
      [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name),
    );
    expect(FIX_PLACEHOLDERS).toEqual(expect.arrayContaining(named));
  });

  it('has commands that are AWS CLI commands, one argument an element', () => {
    for (const { command } of row.fix) {
      if (command === undefined) continue;
      expect(command[0]).toBe('aws');
      expect(command.length).toBeGreaterThan(3);
      for (const argument of command.filter((one) => !one.startsWith('{"')))
        expect(argument).toMatch(/^\S+$/);
    }
  });

  it('reads a document before it replaces it', () => {
    row.fix.forEach((step, at) => {
      const name = operation(step);
      const reader = name === undefined ? undefined : READ_BEFORE[name];
      if (reader === undefined) return;
      const before = row.fix.slice(0, at).filter((one) => operation(one) === reader);
      expect(before.map(subject)).toContainEqual(subject(step));
    });
  });

  it('changes nothing by a command that this test does not know', () => {
    for (const step of row.fix) {
      const name = operation(step);
      if (name === undefined || name in READ_BEFORE || NARROW_CHANGES.includes(name)) continue;
      expect(name.split(' ')[1]).toMatch(READ_ONLY);
    }
  });

  it('grants nothing wider than the objects of one bucket or one key', () => {
    for (const { action, resource } of row.permissions) {
      expect(resource).toMatch(
        /^(arn:\{partition\}:s3:::\{(source|destination)Bucket\}(\/\*)?|\{(source|destination)KeyArn\}|\{roleArn\}|arn:\{partition\}:iam::\{sourceAccount\}:role\/\{jobRoleName\})$/,
      );
      expect(action).toMatch(/^(s3:[A-Z]\w+|sts:AssumeRole|kms:(Decrypt|Encrypt|GenerateDataKey\*))$/);
    }
  });

  it('grants in a pasted policy only what the row names as needed', () => {
    const needed = new Set(row.permissions.map(({ action, resource }) => `${action} ${resource}`));
    for (const { command = [] } of row.fix) {
      const document = command[command.indexOf('--policy-document') + 1];
      if (!command.includes('--policy-document') || document === undefined || document.startsWith('file:'))
        continue;
      const policy = JSON.parse(document) as { Statement: { Action: string[]; Resource: string }[] };
      for (const { Action, Resource } of policy.Statement) {
        for (const action of Action) expect(needed).toContain(`${action} ${Resource}`);
      }
    }
  });

  it('is benign only as information for nobody, with nothing to retry and nothing that is changed', () => {
    if (!row.benign) {
      expect(row.severity).not.toBe('info');
      expect(row.owner).not.toBe('nobody');
      return;
    }
    expect(row).toMatchObject({ severity: 'info', owner: 'nobody', retry: { class: 'never' } });
    for (const step of row.fix) expect(operation(step)?.split(' ')[1] ?? 'get-').toMatch(READ_ONLY);
  });

  it('rests on a page of the AWS documentation and says when it was compared', () => {
    expect(row.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/AmazonS3\/latest\/\S+\.html(#[\w-]+)?$/);
    expect(row.checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Number.isNaN(Date.parse(row.checkedOn))).toBe(false);
  });

  it('never suggests to bypass a lock, to delete a version or to open a bucket', () => {
    for (const line of commandLines(row)) {
      expect(line).not.toMatch(
        /bypass|delete-object |delete-bucket|put-public-access-block|delete-public-access-block|public-read/,
      );
    }
  });
});

describe('the catalog', () => {
  it('calls benign exactly what needs nobody: replicated already, or a source deleted meanwhile', () => {
    expect(
      REASONS.filter(({ benign }) => benign)
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual([
      'SrcAnnotationNotFound',
      'SrcKeyNotFound',
      'SrcObjectNotFound',
      'SrcReplicationNotPending',
      'SrcVersionNotFound',
    ]);
  });

  it('names the permissions that AWS names for the same reason', () => {
    const byReason = new Map(REASONS.map((row) => [row.reason, row.permissions.map(({ action }) => action)]));
    expect(byReason.get('DstPutObjectNotPermitted')).toEqual(
      expect.arrayContaining([
        's3:ReplicateObject',
        's3:ObjectOwnerOverrideToBucketOwner',
        'kms:Decrypt',
        'kms:GenerateDataKey*',
      ]),
    );
    expect(byReason.get('DstDelObjNotPermitted')).toEqual(['s3:ReplicateDelete']);
    expect(byReason.get('SrcGetObjectNotPermitted')).toContain('s3:GetObjectVersionForReplication');
    expect(byReason.get('InitiateReplicationNotPermitted')).toEqual(['s3:InitiateReplication']);
  });
});
