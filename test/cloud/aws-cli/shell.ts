import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cleanup } from '../local-aws/cleanup';
import { runOrThrow } from '../local-aws/commands';

/** Writes the words it was called with, each ended by NUL, and nothing else; twice in one line is once too often. */
const SCRIPT = `#!/bin/sh
test ! -e "$AWS_WORDS" || exit 9
for word do printf '%s\\0' "$word"; done > "$AWS_WORDS"
`;

export interface Shell {
  /** Where commands run, and files that they name are. */
  readonly directory: string;
  /**
   * Lets a real POSIX shell take a command line apart.
   *
   * @returns the words that `aws` was called with.
   * @throws when the line calls anything else than `aws`, or calls it more than once, or is no shell command.
   */
  readWords(commandLine: string): Promise<readonly string[]>;
}

/** A shell in which `aws` is the only program there is, and tells only how it was called. */
export function createShell(directory: string, cleanup: Cleanup): Shell {
  const programs = join(directory, 'bin');
  const words = join(directory, 'words');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'aws'), SCRIPT);
  chmodSync(join(programs, 'aws'), 0o755);
  return {
    directory,
    readWords: async (commandLine) => {
      rmSync(words, { force: true });
      await runOrThrow('/bin/sh', ['-euc', commandLine], {
        env: { PATH: programs, AWS_WORDS: words },
        cwd: directory,
        timeoutSeconds: 10,
        cleanup,
      });
      if (!existsSync(words)) throw new Error(`it did not call aws: ${commandLine}`);
      return readFileSync(words, 'utf8').split('\0').slice(0, -1);
    },
  };
}
