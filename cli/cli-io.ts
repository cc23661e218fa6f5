import type { InvestigateWave } from '../lambda/core/diagnosis/investigate-wave';
import type { IncidentStore } from '../lambda/core/incidents/incident-store';
import type { LookingOptions } from './looking/looking-options';

/** A stream that text is written to; knows whether a person looks at it. */
export type CliOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Everything a command touches of the process, so that a test can be the process. */
export interface CliIo {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: CliOutput;
  readonly stderr: CliOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Aborted when the user asks the process to stop (SIGINT, SIGTERM). A command that asks for it promises to end
   * then; for all others the signals keep their usual effect.
   */
  stopSignal(): AbortSignal;
  /** Looks into AWS, with the credentials of the process; absent: there is no AWS to look into. */
  createInvestigator?: (options: LookingOptions, tell: (line: string) => void) => InvestigateWave | undefined;
  /** Opens an incident table, with the credentials of the process; absent: there is no AWS to ask. */
  openIncidentStore?: (place: TablePlace) => IncidentStore;
  now(): Date;
}

/** Where an incident table is; without a Region, where the process is. */
export interface TablePlace {
  readonly tableName: string;
  readonly region?: string;
}

/** The contract of design and documentation: 0 fine, 1 findings, 2 bad input. */
export type ExitCode = 0 | 1 | 2;

/** How to write for the reader of `output`. */
export interface TerminalStyle {
  readonly color: boolean;
  readonly columns: number;
}

/** Width of prose where no terminal tells its own; and the width beyond which lines are hard to read. */
const DEFAULT_COLUMNS = 100;
const [MIN_COLUMNS, MAX_COLUMNS] = [40, 120];

/** Colour only on a terminal that has it, and never against `NO_COLOR` (https://no-color.org). */
export function toTerminalStyle(output: CliOutput, env: CliIo['env']): TerminalStyle {
  const isTerminal = output.isTTY === true;
  const color = isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const columns = isTerminal ? (output.columns ?? DEFAULT_COLUMNS) : DEFAULT_COLUMNS;
  return { color, columns: Math.min(Math.max(columns, MIN_COLUMNS), MAX_COLUMNS) };
}

/** Writes text as it is, with a final newline if it has none. */
export function writeText(output: CliOutput, text: string): void {
  output.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes one JSON document, readable and parseable. */
export function writeJson(output: CliOutput, document: unknown): void {
  writeText(output, JSON.stringify(document, undefined, 2));
}
