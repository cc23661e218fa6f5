import type { Command } from 'commander';
import { toTerminalStyle, writeJson, writeText } from '../cli-io';
import type { CliProcess } from '../program';
import { toRow } from './board-row';
import { findIncidents } from './find-incidents';
import {
  addIncidentTableOptions,
  type IncidentTableOptions,
  withIncidentStore,
} from './incident-table-options';
import { readBoard } from './read-board';
import { type Story, toStory } from './story-alert';
import { toStoryText } from './story-text';
import { warnUnreadable } from './warn-unreadable';

type ShowOptions = IncidentTableOptions & { readonly json?: boolean };

const HELP = `
What the table knows of it: counts, the cause with its evidence and the fix, what was told and when, what waits to be delivered,
the silences that are about it, and the incidents that it speaks for. Nothing is looked at anew: the next sweep does that.
`;

/** `incidents show` */
export function addShowCommand(incidents: Command, io: CliProcess): void {
  const command = incidents
    .command('show')
    .description('the whole story of one incident')
    .argument('<id>', 'of the incident, or the first characters of it')
    .option('--json', 'print it as JSON, with the parts of an alert document');
  addIncidentTableOptions(command)
    .addHelpText('after', HELP)
    .action((id: string, options: ShowOptions) => show(id, options, io));
}

async function show(text: string, options: ShowOptions, io: CliProcess): Promise<void> {
  const { story } = await withIncidentStore(options, io, async (store) => {
    const now = io.now();
    const [incident] = await findIncidents([text], { store, now });
    // A lead that is over has spoken for others that are over.
    const board = await readBoard(store, { now, all: incident?.state === 'resolved' });
    return { story: incident && toStory(incident, board) };
  });
  if (story === undefined) return;
  if (options.json) writeJson(io.stdout, toDocument(story));
  else writeText(io.stdout, toStoryText(story, toTerminalStyle(io.stdout, io.env)));
  warnUnreadable(story.board.unreadable, io);
}

/** The row of the table, the parts that an alert document has too, and what only the table knows. */
function toDocument({ incident, alert, board, time }: Story) {
  const {
    id: _id,
    type: _type,
    why: _why,
    schema: _schema,
    time: _time,
    summary: _summary,
    ...parts
  } = alert;
  const row = toRow(incident, board.silences, time);
  const { told, streamed, outbox, threads, previous, looked, openedAt, stateSince } = incident;
  return {
    time,
    row,
    ...parts,
    openedAt,
    stateSince,
    lookedAt: looked?.at,
    told,
    streamed,
    outbox,
    threads,
    previous,
  };
}
