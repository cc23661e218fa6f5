import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cleanup } from './cleanup';
import { runCommand, runOrThrow } from './commands';

const REQUIREMENTS = join(__dirname, '..', 'requirements.txt');
const OLDEST_PYTHON = [3, 10] as const;

/**
 * The Python interpreter of a virtual environment that holds exactly what `requirements.txt` pins, every file of it
 * checked against its hash. Made once per content of that file and Python version, then reused from `cacheDirectory`.
 *
 * @throws when there is no `python3` on the path, it is older than 3.10, or it cannot make virtual environments.
 */
export async function preparePython(cacheDirectory: string, cleanup: Cleanup): Promise<string> {
  const version = await findPythonVersion(cleanup);
  const fingerprint = createHash('sha256').update(readFileSync(REQUIREMENTS)).update(version).digest('hex');
  const directory = join(cacheDirectory, `python-${fingerprint.slice(0, 12)}`);
  const python = join(directory, 'bin', 'python');
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return python;

  rmSync(directory, { recursive: true, force: true });
  const options = { env: process.env, timeoutSeconds: 180, cleanup };
  await runOrThrow('python3', ['-m', 'venv', directory], options);
  await runOrThrow(
    python,
    ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', REQUIREMENTS],
    options,
  );
  writeFileSync(complete, '');
  return python;
}

async function findPythonVersion(cleanup: Cleanup): Promise<string> {
  const wanted = `the cloud test needs python3 ${OLDEST_PYTHON.join('.')} or newer on the path, with the venv module`;
  const program = 'import sys, venv; print("%d.%d" % sys.version_info[:2])';
  const found = await runCommand('python3', ['-c', program], {
    env: process.env,
    timeoutSeconds: 30,
    cleanup,
  }).catch((error: unknown) => {
    throw new Error(`${wanted}; there is none`, { cause: error });
  });
  const version = found.output.trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (found.exitCode !== 0) throw new Error(`${wanted}; got:\n${version}`);
  if (major < OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor < OLDEST_PYTHON[1])) {
    throw new Error(`${wanted}; this one is ${version}`);
  }
  return version;
}
