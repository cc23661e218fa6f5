import type { Command } from 'commander';
import { StoreError } from '../../lambda/adapters/incident-store/errors';
import type { TellDecision } from '../../lambda/core/incidents/decide-telling';
import type { Incident } from '../../lambda/core/incidents/incident';
import { writeJson, writeText } from '../cli-io';
import { InputError } from '../errors';
import type { CliProcess } from '../program';
import { type ActName, type ActOutcome, actOnStored, type ActRequest } from './act';
import { type AuthorOptions, toAuthor } from './author';
import { toRow } from './board-row';
import { toPlaces, toWords } from './board-words';
import { findIncidents } from './find-incidents';
import {
  addIncidentTableOptions,
  type IncidentTableOptions,
  toInputError,
  withIncidentStore,
} from './incident-table-options';
import { warnUnreadable } from './warn-unreadable';

interface ActOptions extends IncidentTableOptions, AuthorOptions {
  readonly json?: boolean;
}

const ACK_HELP = `
It says that somebody is at it: growth and reminders stay away, for a day unless configured otherwise. Another cause, a new verdict
and the end are still told. Nobody is called because of it.
`;

const RESOLVE_HELP = `
For what the responder cannot see to be over. It looks at nothing and mends nothing; whoever heard of the incident is told, by the
next sweep, that it was closed by hand. Failures that come later open it again.
`;

/** `incidents ack` and `incidents resolve` */
export function addActCommands(incidents: Command, io: CliProcess): void {
  const acknowledge = incidents
    .command('ack')
    .description('say that you are at it, or with --release that you are not any more')
    .argument('<id...>', 'of the incidents, or the first characters of it')
    .option('--release', 'nobody is at it any more');
  addActOptions(acknowledge)
    .addHelpText('after', ACK_HELP)
    .action((ids: readonly string[], options: ActOptions & { readonly release?: boolean }) =>
      act(ids, { ...options, name: options.release ? 'release' : 'acknowledge' }, io),
    );
  const resolve = incidents
    .command('resolve')
    .description('close it by hand')
    .argument('<id...>', 'of the incidents, or the first characters of it');
  addActOptions(resolve)
    .addHelpText('after', RESOLVE_HELP)
    .action((ids: readonly string[], options: ActOptions) => act(ids, { ...options, name: 'resolve' }, io));
}

function addActOptions(command: Command): Command {
  command
    .option('--by <name>', 'who does it (default: your login)')
    .option('--comment <text>', 'what others should know')
    .option('--json', 'print what became of them as JSON');
  return addIncidentTableOptions(command);
}

/** All ids are looked up before the first is changed; a refusal of one does not hold up the others. */
async function act(
  ids: readonly string[],
  { name, ...options }: ActOptions & { readonly name: ActName },
  io: CliProcess,
): Promise<void> {
  const author = toAuthor(options, io.env);
  await withIncidentStore(options, io, async (store) => {
    const now = io.now();
    const at = now.toISOString();
    const incidents = await findIncidents(ids, { store, now });
    const { found: silences, unreadable } = await store.listSilences(at);
    warnUnreadable(unreadable, io);
    const outcomes = await actOnAll(incidents, { name, act: { ...author, at }, store, silences });
    const done = outcomes.flatMap((one) => (one.ok ? [one] : []));
    const refused = outcomes.flatMap((one) => (one.ok ? [] : [one.because]));
    if (options.json) {
      writeJson(io.stdout, { incidents: done.map(({ incident }) => toRow(incident, silences, at)), refused });
    } else for (const one of done) writeText(io.stdout, toDoneLine(name, one, author.by));
    if (refused.length > 0) throw new InputError(refused.join('\n'));
  });
}

/** A table that does not answer is not asked again: it is the same for those that follow. */
async function actOnAll(incidents: readonly Incident[], request: ActRequest): Promise<readonly ActOutcome[]> {
  const outcomes: ActOutcome[] = [];
  for (const known of incidents) {
    try {
      outcomes.push(await actOnStored(known, request));
    } catch (error) {
      const told = toInputError(error);
      if (!(told instanceof InputError)) throw error;
      outcomes.push({ ok: false, because: `incident ${known.id}: ${told.message}` });
      if (!(error instanceof StoreError)) continue;
      const rest = incidents.slice(outcomes.length);
      return [
        ...outcomes,
        ...rest.map(({ id }) => ({ ok: false as const, because: `incident ${id} was not tried` })),
      ];
    }
  }
  return outcomes;
}

function toDoneLine(name: ActName, outcome: ActOutcome & { readonly ok: true }, by: string): string {
  const { incident, decision } = outcome;
  const what = `${incident.id}  ${toPlaces(incident.key)}`;
  switch (name) {
    case 'acknowledge':
      return `${what}: ${toWords(by)} is at it`;
    case 'release':
      return `${what}: open, nobody is at it`;
    case 'resolve':
      return `${what}: closed by ${toWords(by)}. ${toTelling(decision)}`;
  }
}

function toTelling(decision: TellDecision | undefined): string {
  if (decision?.notify) return 'Whoever heard of it is told with the next sweep.';
  return decision?.because === 'never-told'
    ? 'Nobody is told, because nobody had heard of it.'
    : 'Nobody is told anything new.';
}
