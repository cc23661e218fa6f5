import { type Command, InvalidArgumentError } from 'commander';
import { formatCount } from '../../lambda/core/render/quantity';
import { toTerminalStyle, writeJson, writeText } from '../cli-io';
import type { CliProcess } from '../program';
import { type BoardRow, toRows } from './board-row';
import { toBoardText } from './board-text';
import {
  addIncidentTableOptions,
  type IncidentTableOptions,
  withIncidentStore,
} from './incident-table-options';
import { type Board, readBoard } from './read-board';
import { watch } from './watch';

interface ListOptions extends IncidentTableOptions {
  readonly all?: boolean;
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly every: number;
}

interface Listed {
  readonly board: Board;
  readonly rows: readonly BoardRow[];
}

const HELP = `
Exit codes: 0 nothing is open; 1 something is, or cannot be read; 2 bad input, or a table that does not answer.
--watch draws the table again every few seconds until Ctrl-C. Where nobody looks - into a file, a pipe - it is printed once, and
again whenever it has changed; with --json, one document on each line.
`;

const [MIN_EVERY_SECONDS, MAX_EVERY_SECONDS] = [0.1, 3_600];

/** Clears the screen and begins at its top. */
const CLEAR = '\u001b[2J\u001b[H';

/** `incidents list` */
export function addListCommand(incidents: Command, io: CliProcess): void {
  const command = incidents
    .command('list')
    .description('the table of open incidents, most urgent first, and the silences')
    .option('--all', 'with resolved ones')
    .option('--json', 'print it as JSON')
    .option('--watch', 'again and again, until Ctrl-C')
    .option('--every <seconds>', 'how often --watch looks', parseEvery, 5);
  addIncidentTableOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: ListOptions) => {
      const { board, rows } = await withIncidentStore(options, io, (store) => {
        const look = async (): Promise<Listed> => {
          const seen = await readBoard(store, { now: io.now(), all: options.all === true });
          return {
            board: seen,
            rows: toRows(seen).filter((row) => options.all || isOpen(row) || row.waiting > 0),
          };
        };
        return options.watch ? watchList(look, options, io) : listOnce(look, options, io);
      });
      if (rows.some(isOpen) || board.unreadable.length > 0) io.exitWith(1);
    });
}

export function parseEvery(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds < MIN_EVERY_SECONDS || seconds > MAX_EVERY_SECONDS) {
    throw new InvalidArgumentError(
      `must be seconds from ${MIN_EVERY_SECONDS} to ${formatCount(MAX_EVERY_SECONDS)}.`,
    );
  }
  return seconds;
}

function isOpen({ status }: BoardRow): boolean {
  return status !== 'resolved';
}

async function listOnce(look: () => Promise<Listed>, { json }: ListOptions, io: CliProcess): Promise<Listed> {
  const listed = await look();
  if (json) writeJson(io.stdout, toDocument(listed));
  else writeText(io.stdout, toText(listed, io));
  return listed;
}

function watchList(look: () => Promise<Listed>, options: ListOptions, io: CliProcess): Promise<Listed> {
  const { json, every } = options;
  const isDrawn = io.stdout.isTTY === true && !json;
  let before = '';
  return watch({
    everyMs: every * 1_000,
    stop: io.stopSignal(),
    look,
    warn: (line) => writeText(io.stderr, `warning: ${line}`),
    show: (listed) => {
      if (isDrawn) {
        writeText(io.stdout, `${CLEAR}${toScreen(toText(listed, io), io.stdout.rows)}`);
        return;
      }
      // The time alone is no change.
      const { time: _time, ...seen } = toDocument(listed);
      const now = JSON.stringify(seen);
      if (now === before) return;
      before = now;
      writeText(io.stdout, json ? JSON.stringify(toDocument(listed)) : `${toText(listed, io)}\n`);
    },
  });
}

/** The top of it is the most urgent, and has to stay in sight. */
function toScreen(text: string, rows = Infinity): string {
  const lines = text.split('\n');
  const shown = lines.slice(0, Math.max(1, rows - 2));
  const more = lines.length - shown.length;
  return more > 0
    ? [...shown, `… ${formatCount(more)} more lines; without --watch all are shown`].join('\n')
    : text;
}

function toText({ rows, board }: Listed, io: CliProcess): string {
  return toBoardText(rows, board, toTerminalStyle(io.stdout, io.env));
}

function toDocument({ rows: incidents, board: { time, silences, unreadable } }: Listed) {
  return { time, incidents, silences, unreadable };
}
