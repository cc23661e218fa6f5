import { spawn, type ChildProcess } from 'node:child_process';
import type { Cleanup } from './cleanup';

export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  /** Ends the command when the test ends before it. */
  readonly cleanup: Cleanup;
  readonly cwd?: string;
}

export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and error as they came, interleaved. */
  readonly output: string;
  /** Standard output alone. */
  readonly stdout: string;
}

/**
 * Runs a command to its end and returns what it printed, whatever its exit code. It runs in a process group of its
 * own, which is killed as a whole when the time is up.
 *
 * @throws when the command cannot be started, or is not done in time.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.cleanup.later(() => killGroup(child));
  const [chunks, stdoutChunks]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => void (chunks.push(chunk), stdoutChunks.push(chunk)));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));

  return new Promise((resolve, reject) => {
    const toResult = (exitCode: number): CommandResult => ({
      exitCode,
      output: Buffer.concat(chunks).toString('utf8'),
      stdout: Buffer.concat(stdoutChunks).toString('utf8'),
    });
    const timer = setTimeout(() => {
      killGroup(child);
      const { output } = toResult(1);
      reject(new Error(`${describe(command, args)} took more than ${options.timeoutSeconds} s\n${output}`));
    }, options.timeoutSeconds * 1_000);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve(toResult(exitCode ?? 1));
    });
  });
}

/**
 * Like `runCommand`, and returns the output alone.
 *
 * @throws also when the exit code is not 0; the error carries the output.
 */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { exitCode, output } = await runCommand(command, args, options);
  if (exitCode !== 0) throw new Error(`${describe(command, args)} ended with ${exitCode}\n${output}`);
  return output;
}

/** Kills the process group of a child that still runs. One that has ended is left alone: its id may be another's. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It ended a moment ago, and Node has not been told yet.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function describe(command: string, args: readonly string[]): string {
  return [command, ...args].join(' ');
}
