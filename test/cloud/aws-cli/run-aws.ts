import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountPlace, Administrators } from '../worlds/accounts';
import { OPERATIONS } from './operations';
import { type AwsCall, parseWords } from './parse-words';
import type { Shell } from './shell';

export interface AwsCli {
  /**
   * Runs a command line as somebody with the rights of an administrator would, in a POSIX shell.
   *
   * @returns the operation.
   * @throws what AWS refuses, and for a line that this project does not suggest.
   */
  run(commandLine: string, by: AccountPlace): Promise<string>;
  /** Saves a file where commands run. */
  save(name: string, content: string): void;
}

/** The AWS CLI, as far as suggested commands use it: the same arguments, sent by the SDK. */
export function createAwsCli(shell: Shell, administrators: Administrators): AwsCli {
  return {
    save: (name, content) => writeFileSync(join(shell.directory, name), content),
    run: async (commandLine, by) => {
      const { operation, options } = parseWords(await shell.readWords(commandLine));
      const known = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
      if (known === undefined) throw new Error(`the test knows no operation ${operation}: ${commandLine}`);
      const odd = Object.keys(options).filter((name) => !known.options.includes(name));
      if (odd.length > 0) throw new Error(`${operation} takes no --${odd.join(', --')}: ${commandLine}`);
      const administrator = administrators.of({ ...by, region: options['region'] ?? by.region });
      await known.run(administrator, (name) => readOption({ operation, options }, name, shell.directory));
      return operation;
    },
  };
}

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html */
function readOption({ operation, options }: AwsCall, name: string, directory: string): string {
  const value = options[name];
  if (value === undefined) throw new Error(`${operation} needs --${name}`);
  const file = /^file:\/\/([^]*)$/.exec(value)?.[1];
  return file === undefined ? value : readFileSync(join(directory, file), 'utf8');
}
