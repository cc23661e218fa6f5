import type { Command } from 'commander';
import { addActCommands } from './incidents/act.commands';
import { addListCommand } from './incidents/list.command';
import { addShowCommand } from './incidents/show.command';
import { addSilenceCommands } from './incidents/silence.commands';
import type { CliProcess } from './program';

const HELP = `
They work on the incident table of a deployed responder: --table NAME, or INCIDENT_TABLE_NAME, with the credentials of the usual
AWS places. Incidents are named by their id or its first characters, four or more, as far as that is only one. Each command has --json.

  $ export INCIDENT_TABLE_NAME=...
  $ replication-responder incidents list
  $ replication-responder incidents ack 5a33 --comment 'on it'

Exit codes: 0 fine, 1 findings (list: something is open), 2 bad input.
`;

/** `incidents`: what a person does about the incidents of a deployed responder. */
export function addIncidentsCommand(program: Command, io: CliProcess): void {
  const incidents = program
    .command('incidents')
    .description('look at the incidents of a deployed responder, acknowledge, silence or close them')
    .addHelpText('after', HELP);
  addListCommand(incidents, io);
  addShowCommand(incidents, io);
  addActCommands(incidents, io);
  addSilenceCommands(incidents, io);
}
