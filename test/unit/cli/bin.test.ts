import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** The real process; `readBytes` closes its stdout after so many bytes, as `head` does. */
async function runBin(args: readonly string[], readBytes = Infinity) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/replication-responder.ts', ...args], {
    cwd: ROOT,
  });
  child.stdin.end();
  const output = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
  child.stdout.on('data', (chunk) => {
    output.stdout += String(chunk);
    if (output.stdout.length >= readBytes) child.stdout.destroy();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...output };
}

describe('the process', () => {
  it('prints pure JSON on stdout, all of it, and nothing on stderr', async () => {
    const { code, stdout, stderr } = await runBin(['explain', '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as unknown[]).length).toBeGreaterThanOrEqual(39);
    expect(stderr).toBe('');
  }, 20_000);

  it('ends quietly when its reader goes away', async () => {
    const { code, stderr } = await runBin(['explain', '--json'], 1);
    expect(code).toBe(0);
    expect(stderr).toBe('');
  }, 20_000);

  it('ends with 2 and one line when the input is bad', async () => {
    const { code, stdout, stderr } = await runBin(['respond', '--event', 'no-such-file']);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: no-such-file does not exist\n',
    });
  }, 20_000);

  it('drains and ends with 0 on SIGTERM', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'bin/replication-responder.ts', 'run', '--port', '0'],
      {
        cwd: ROOT,
      },
    );
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
      // Once: a second signal could meet a process that is about to end and listens no more.
      if (stderr.includes('Listening') && !child.killed) child.kill('SIGTERM');
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(stderr).toContain('Stopped; everything that was taken has been responded to.');
  }, 20_000);
});
