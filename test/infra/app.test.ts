import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

function runApp(config: object): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ s3ReplicationResponder: config }) },
  });
}

test('the app answers a wrong configuration with the list of problems, no stack trace, and fails', () => {
  const { status, stderr } = runApp({ sourceBuckets: [{ name: 'Media' }], gruopWait: 1 });
  expect(status).toBe(1);
  expect(stderr).toContain('The configuration "s3ReplicationResponder" has 2 problems:');
  expect(stderr).not.toMatch(/\n +at /);
});

test('what only the stack can tell is answered like that, too', () => {
  const buckets = Array.from({ length: 60 }, (_, n) => `b${n}`.padEnd(63, 'x'));
  const { status, stderr } = runApp({
    account: '111111111111',
    region: 'eu-west-1',
    sourceBuckets: [{ name: 'media-prod' }],
    accountRoles: [{ account: '222222222222', externalId: 'team-7', buckets }],
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /ReplicationFailureResponder at .*:\n {2}- the environment of the function: got about/,
  );
  expect(stderr).not.toMatch(/\n +at /);
});
