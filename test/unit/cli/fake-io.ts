import { PassThrough, Readable } from 'node:stream';
import type { CliIo, ExitCode } from '../../../cli/cli-io';
import { runCli } from '../../../cli/program';

export interface CliRun {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FakeIo {
  readonly io: CliIo;
  readonly stop: AbortController;
  stdout(): string;
  stderr(): string;
}

export interface FakeIoOptions {
  readonly stdin?: string | Buffer;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Record<string, string>;
}

export const NOW = new Date('2026-01-01T10:01:00.000Z');

/** The process that a command thinks it runs in. */
export function makeFakeIo({ stdin = '', isTTY, columns, env = {} }: FakeIoOptions = {}): FakeIo {
  const out = collect();
  const err = collect();
  const stop = new AbortController();
  const io: CliIo = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: Object.assign(out.stream, isTTY === undefined ? {} : { isTTY, columns: columns ?? 80 }),
    stderr: err.stream,
    env,
    stopSignal: () => stop.signal,
    now: () => NOW,
  };
  return { io, stop, stdout: () => out.text(), stderr: () => err.text() };
}

/** Runs a command line to its end. */
export async function runFake(args: readonly string[], options?: FakeIoOptions): Promise<CliRun> {
  const fake = makeFakeIo(options);
  const code = await runCli(args, fake.io);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

function collect(): { stream: PassThrough; text(): string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    stream,
    text: () => {
      for (let chunk = stream.read() as Buffer | null; chunk !== null; chunk = stream.read() as Buffer | null)
        chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}
