import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { type CliIo, type ExitCode, writeText } from './cli-io';
import { addDemoCommand } from './demo.command';
import { InputError } from './errors';
import { addExplainCommand } from './explain.command';
import { addRespondCommand } from './respond.command';
import { addRunCommand } from './run.command';

/** Lets a command end with another code than 0. */
export interface CliProcess extends CliIo {
  exitWith(code: ExitCode): void;
}

/** Codes with which commander reports that it did what was asked: help and version. */
const COMMANDER_SUCCESSES: readonly string[] = [
  'commander.helpDisplayed',
  'commander.help',
  'commander.version',
];

/**
 * Runs one command line (without `node` and script) and resolves with the exit code: 0 fine, 1 findings, 2 bad
 * input. Never rejects; what went wrong stands on stderr, in a line.
 */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = 0;
  const process: CliProcess = { ...io, exitWith: (chosen) => (code = chosen) };
  try {
    await createProgram(process).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return toExitCode(error, io);
  }
}

function createProgram(io: CliProcess): Command {
  const program = new Command('replication-responder')
    .description('Turns S3 replication failures into one diagnosed alert per outage.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError(true)
    .showHelpAfterError('(--help shows what there is)')
    .configureOutput({
      writeOut: (text) => writeText(io.stdout, text),
      writeErr: (text) => writeText(io.stderr, text),
    })
    .addHelpText('after', '\nExit codes: 0 fine, 1 findings, 2 bad input.');
  addExplainCommand(program, io);
  addRespondCommand(program, io);
  addRunCommand(program, io);
  addDemoCommand(program, io);
  return program;
}

function toExitCode(error: unknown, { stderr }: CliIo): ExitCode {
  if (error instanceof CommanderError) {
    // `commander.help` is what a bare call ends with, after printing the help as an error.
    return COMMANDER_SUCCESSES.includes(error.code) && error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof InputError) {
    writeText(stderr, `error: ${error.message}`);
    return 2;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  writeText(stderr, `error: this should not have happened: ${text}`);
  return 2;
}
