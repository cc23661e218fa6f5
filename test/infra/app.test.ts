import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

test('the app answers a wrong configuration with the list of problems, no stack trace, and fails', () => {
  const context = { s3ReplicationResponder: { sourceBuckets: [{ name: 'Media' }], gruopWait: 1 } };
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  expect(status).toBe(1);
  expect(stderr).toContain('The configuration "s3ReplicationResponder" has 2 problems:');
  expect(stderr).not.toMatch(/\n +at /);
});
