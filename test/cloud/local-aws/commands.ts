import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  /** Gets the running child's way to be killed, so that Ctrl-C ends it too. */
  readonly onStart?: (kill: () => void) => void;
}

export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and error as they came, interleaved. */
  readonly output: string;
}

/**
 * Runs a command to its end and returns what it printed, whatever its exit code. It runs in a process group of its
 * own, which is killed as a whole when the time is up.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    const text = (): string => Buffer.concat(chunks).toString('utf8');
    const kill = (): void => killGroup(child.pid);
    const timer = setTimeout(() => {
      kill();
      reject(new Error(`${command} ${args.join(' ')} took more than ${options.timeoutSeconds} s\n${text()}`));
    }, options.timeoutSeconds * 1_000);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode: exitCode ?? 1, output: text() });
    });
    options.onStart?.(kill);
  });
}

/** Like `runCommand`, but an exit code other than 0 is an error that carries the output. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { exitCode, output } = await runCommand(command, args, options);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${exitCode}\n${output}`);
  return output;
}

/** Ends a process group that this test started; one that is gone already is no error. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
