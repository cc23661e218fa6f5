import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { killGroup } from './commands';
import { waitFor } from './waiting';

export interface Emulator {
  /** `http://127.0.0.1:port`; for the proxy only, everything else goes through the proxy. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface EmulatorOptions {
  readonly python: string;
  readonly port: number;
  /** The port that the emulator tells others as its own, in queue URLs and the like: the proxy's. */
  readonly advertisedPort: number;
  /** Its own temporary files and those of the functions it runs. */
  readonly directory: string;
  /** Gets what the emulator and the functions print. */
  readonly logFile: string;
  /** Added to the environment of the emulator, which the functions inherit. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts MiniStack on loopback and waits until it answers. `AUTH` is on: identity policies, queue and topic policies
 * are evaluated, so that a missing permission fails here as it would fail in AWS.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const address = `127.0.0.1:${options.port}`;
  const url = `http://${address}`;
  const child = spawn(options.python, [join(__dirname, 'serve.py'), address], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: options.directory,
      TMPDIR: options.directory,
      GATEWAY_PORT: String(options.advertisedPort),
      MINISTACK_HOST: '127.0.0.1',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${options.advertisedPort}`,
      AUTH: 'true',
      LAMBDA_EXECUTOR: 'local',
      PYTHONDONTWRITEBYTECODE: '1',
      ...options.environment,
    },
  });
  const log = createWriteStream(options.logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    killGroup(child);
    await ended;
    log.end();
  };
  try {
    await waitFor('the emulator to answer', () => isHealthy(url, child.exitCode), { timeoutSeconds: 60 });
  } catch (error) {
    await stop();
    throw new Error(`the emulator did not start\n${readFileSync(options.logFile, 'utf8')}`, { cause: error });
  }
  return { url, stop };
}

async function isHealthy(url: string, exitCode: number | null): Promise<true | undefined> {
  if (exitCode !== null) throw new Error(`it ended with ${exitCode}`);
  const response = await fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(2_000) });
  return response.ok ? true : undefined;
}
