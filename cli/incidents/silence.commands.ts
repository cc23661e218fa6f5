import type { Command } from 'commander';
import type { Incident } from '../../lambda/core/incidents/incident';
import { shortHash } from '../../lambda/core/incidents/incident-key';
import { matches, type Silence } from '../../lambda/core/incidents/silence';
import { formatCounted, formatTime } from '../../lambda/core/render/quantity';
import { writeJson, writeText } from '../cli-io';
import type { CliProcess } from '../program';
import { type AuthorOptions, toAuthor } from './author';
import { toPlaces, toWords } from './board-words';
import { findIncidents } from './find-incidents';
import { findSilenceById } from './find-silence';
import {
  addIncidentTableOptions,
  type IncidentTableOptions,
  withIncidentStore,
} from './incident-table-options';
import { readBoard } from './read-board';
import { type EndOptions, toSilenceEnd } from './silence-end';
import { type MatcherOptions, toMatchers, toReasonNote } from './silence-matchers';
import { toMatcherWords, toSilenceWords } from './silence-words';
import { warnUnreadable } from './warn-unreadable';

interface SilenceOptions extends IncidentTableOptions, AuthorOptions, EndOptions, MatcherOptions {
  readonly json?: boolean;
}

type UnsilenceOptions = IncidentTableOptions & { readonly json?: boolean };

const HELP = `
Give the id of one incident, or what to match; all that is given has to match. --rule is the beginning of a rule's id. What is
silenced is counted, and is in the stream of alerts with the status "silenced"; nobody is called. When the silence ends and it
still fails, that is announced.

  $ replication-responder incidents silence --bucket media-prod --for 2h --comment 'the bucket is being moved'
`;

/** Incidents that are named when something is silenced. */
const MAX_NAMED = 10;

/** `incidents silence` and `incidents unsilence` */
export function addSilenceCommands(incidents: Command, io: CliProcess): void {
  const silence = incidents
    .command('silence')
    .description('call nobody about one incident, or about all that match, for a while')
    .argument('[id]', 'of the incident, or the first characters of it')
    .option('--bucket <name>', 'source bucket')
    .option('--rule <prefix>', 'beginning of the id of the replication rule')
    .option('--reason <reason>', 'failure reason, as S3 gives it')
    .option('--destination <name>', 'destination bucket')
    .option('--for <length>', 'how long: 30m, 2h, 1h30m, 3d, 1w')
    .option('--until <time>', 'or until when: 2026-01-31T18:00Z')
    .option('--by <name>', 'who does it (default: your login)')
    .option('--comment <text>', 'why, for whoever wonders')
    .option('--json', 'print the silence as JSON');
  addIncidentTableOptions(silence)
    .addHelpText('after', HELP)
    .action((id: string | undefined, options: SilenceOptions) => addSilence(id, options, io));
  const unsilence = incidents
    .command('unsilence')
    .description('end a silence before its time')
    .argument('<silence>', 'id of the silence, or the first characters of it: "incidents list" shows them')
    .option('--json', 'print the silence that was ended as JSON');
  addIncidentTableOptions(unsilence).action((id: string, options: UnsilenceOptions) =>
    endSilence(id, options, io),
  );
}

async function addSilence(text: string | undefined, options: SilenceOptions, io: CliProcess): Promise<void> {
  const now = io.now();
  const createdAt = now.toISOString();
  const author = toAuthor(options, io.env);
  const until = toSilenceEnd(options, createdAt);
  // Before the table is asked: a slip of the pen should not need an answer of it.
  toMatchers(text, options);
  await withIncidentStore(options, io, async (store) => {
    const [incident] = text === undefined ? [] : await findIncidents([text], { store, now });
    const matchers = toMatchers(incident?.id, options);
    // The same silence, given twice at one moment, is one.
    const id = shortHash(['silence', createdAt, until, author.by, JSON.stringify(matchers)]);
    const silence: Silence = { id, matchers, createdAt, until, by: author.by, comment: author.comment ?? '' };
    await store.writeSilence(silence);
    const { incidents, unreadable } = await readBoard(store, { now, all: false });
    const silenced = incidents.filter((one) => one.state !== 'resolved' && matches(silence, one, createdAt));
    if (options.json) writeJson(io.stdout, { ...silence, incidents: silenced.map((one) => one.id) });
    else writeText(io.stdout, toDoneText(silence, silenced));
    warnUnreadable(unreadable, io);
    const note = toReasonNote(matchers);
    if (note !== undefined) writeText(io.stderr, `note: ${note}`);
  });
}

function toDoneText(silence: Silence, incidents: readonly Incident[]): string {
  const { id, until, createdAt, matchers } = silence;
  const named = incidents.slice(0, MAX_NAMED).map((one) => `  ${one.id}  ${toPlaces(one.key)}`);
  const more = incidents.length - named.length;
  return [
    `Silenced until ${formatTime(until, createdAt)}: ${toMatcherWords(matchers)}`,
    incidents.length === 0
      ? 'No incident that is open now matches; those that open until then will.'
      : `That is ${formatCounted(incidents.length, 'open incident')} now${matchers.incidentId === undefined ? ', and those that open until then' : ''}:`,
    ...named,
    ...(more > 0 ? [`  and ${more} more`] : []),
    `To end it before: incidents unsilence ${id}`,
  ].join('\n');
}

async function endSilence(text: string, options: UnsilenceOptions, io: CliProcess): Promise<void> {
  await withIncidentStore(options, io, async (store) => {
    const time = io.now().toISOString();
    const silence = await findSilenceById(text, { store, time });
    const wasThere = await store.removeSilence(silence.id);
    if (options.json) writeJson(io.stdout, silence);
    else if (wasThere)
      writeText(io.stdout, `Ended the silence ${toWords(silence.id)}, ${toSilenceWords(silence, time)}`);
    else writeText(io.stdout, `The silence ${toWords(silence.id)} was ended by somebody else a moment ago`);
  });
}
