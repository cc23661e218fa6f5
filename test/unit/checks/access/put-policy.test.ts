import { putPolicy } from '../../../../lambda/core/checks/access/put-policy';
import type { PolicyPlace } from '../../../../lambda/core/checks/policy-change';

const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const INLINE: PolicyPlace = { kind: 'inline', roleArn: 'arn', roleName: 'r', name: 'p' };
const BUCKET: PolicyPlace = { kind: 'bucket', arn: 'arn', bucket: 'b' };

test.each<readonly [PolicyPlace, readonly [string, string]]>([
  [INLINE, ['get-role-policy', 'put-role-policy']],
  [{ kind: 'managed', arn: 'arn', name: 'p' }, ['list-policy-versions', 'create-policy-version']],
  [{ kind: 'boundary', arn: 'arn', name: 'p' }, ['list-policy-versions', 'create-policy-version']],
  [{ kind: 'trust', roleArn: 'arn', roleName: 'r' }, ['get-role', 'update-assume-role-policy']],
  [BUCKET, ['get-bucket-policy', 'put-bucket-policy']],
  [{ kind: 'key', arn: 'arn', region: 'eu-west-1' }, ['get-key-policy', 'put-key-policy']],
])('%j is read before it is put', (place, operations) => {
  const steps = putPolicy({ place, document: DOCUMENT, text: 'Change it.', isNew: false });
  expect(steps.map(({ command }) => command?.[2])).toEqual(operations);
});

test('a name that begins with a dash is no option', () => {
  const place: PolicyPlace = { kind: 'inline', roleArn: 'arn', roleName: '-r', name: '--profile=p' };
  const steps = putPolicy({ place, document: DOCUMENT, text: 'Change it.', isNew: false });
  for (const { command } of steps) {
    expect(command).toEqual(expect.arrayContaining(['--role-name=-r', '--policy-name=--profile=p']));
  }
});

test('a short document is part of the command', () => {
  const [, put] = putPolicy({ place: BUCKET, document: DOCUMENT, text: 'Change it.', isNew: false });
  expect(put).toEqual({
    text: 'Change it. The command puts the whole document back.',
    command: ['aws', 's3api', 'put-bucket-policy', '--bucket', 'b', '--policy', JSON.stringify(DOCUMENT)],
    policy: DOCUMENT,
  });
});

test('a long document is changed in a file', () => {
  const document = { ...DOCUMENT, Id: 'x'.repeat(3_000) };
  const [read, put] = putPolicy({ place: BUCKET, document, text: 'Change it.', isNew: false });
  expect(read?.text).toContain('Save a copy of it as `policy.json`.');
  expect(put?.command?.at(-1)).toBe('file://policy.json');
  expect(put?.text).toBe(
    'Change it. The document is too long for a command line: make the change in `policy.json`. The command puts the whole document back.',
  );
  expect(put?.policy).toBe(document);
});

test('where a bucket has no policy yet, the first step makes sure of it', () => {
  const steps = putPolicy({ place: BUCKET, document: DOCUMENT, text: 'Make it.', isNew: true });
  expect(steps.map(({ text }) => text)).toEqual([
    'In the account of the bucket, see that it still has no policy (NoSuchBucketPolicy): the next step would replace it.',
    'Make it.',
  ]);
});

test('a new role policy replaces nothing, so there is nothing to save', () => {
  const steps = putPolicy({ place: INLINE, document: DOCUMENT, text: 'Make it.', isNew: true });
  expect(steps.map(({ text }) => text)).toEqual(['Make it.']);
});
