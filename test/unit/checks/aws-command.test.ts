import { awsCommand } from '../../../lambda/core/checks/aws-command';

const operation = 's3api head-object';

test('an option is two arguments, and one without a value is left out', () => {
  expect(awsCommand({ operation, options: { bucket: 'b', 'version-id': undefined } })).toEqual([
    'aws',
    's3api',
    'head-object',
    '--bucket',
    'b',
  ]);
});

test('a name that begins with a dash stays a value', () => {
  expect(awsCommand({ operation, options: { key: '--endpoint-url=x' } })).toContain('--key=--endpoint-url=x');
});

test.each(['file:///etc/passwd', 'fileb://x', 'http://x', 'https://x'])(
  'the CLI does not read %s when an object is called so',
  (key) => {
    const command = awsCommand({ operation, options: { bucket: 'b', key, 'version-id': 'v' } });
    expect(command.slice(-2)).toEqual(['--cli-input-json', JSON.stringify({ Key: key })]);
    expect(command).toEqual(expect.arrayContaining(['--bucket', 'b', '--version-id', 'v']));
  },
);

test('only what we name ourselves is read from a file', () => {
  const command = awsCommand({ operation, options: { bucket: 'b' }, files: { policy: 'policy.json' } });
  expect(command.slice(-2)).toEqual(['--policy', 'file://policy.json']);
});
