import { createReadStream } from 'node:fs';
import type { CliIo } from '../cli-io';
import { InputError } from '../errors';

/** The most that is read: as much as Lambda hands a function at once. */
export const INPUT_LIMIT_BYTES = 6 * 1024 * 1024;

/** What was given as an event, as far as it was read. */
export interface EventInput {
  readonly text: string;
  readonly isTooLarge: boolean;
}

/**
 * Reads a file, or stdin for `-`, up to the limit.
 *
 * @throws {InputError} when there is nothing to read: no such file, a directory, no permission.
 */
export async function readEventInput(path: string, { stdin }: Pick<CliIo, 'stdin'>): Promise<EventInput> {
  const source = path === '-' ? stdin : createReadStream(path);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer | string>) {
      const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      chunks.push(buffer);
      bytes += buffer.length;
      if (bytes > INPUT_LIMIT_BYTES) break;
    }
  } catch (error) {
    throw new InputError(`${toName(path)} ${toReadProblem(error as NodeJS.ErrnoException)}`);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  // A byte order mark is how some editors begin a file; JSON has none.
  return { text: text.replace(/^\ufeff/, ''), isTooLarge: bytes > INPUT_LIMIT_BYTES };
}

/** How messages call the input. */
export function toName(path: string): string {
  return path === '-' ? 'stdin' : path;
}

function toReadProblem({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'EISDIR') return 'is a directory, not a file';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user';
  return `cannot be read (${code ?? 'unknown error'})`;
}
