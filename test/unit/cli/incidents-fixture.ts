import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { CliIo, ExitCode, TablePlace } from '../../../cli/cli-io';
import { InputError } from '../../../cli/errors';
import { addIncidentsCommand } from '../../../cli/incidents.command';
import { StoreError } from '../../../lambda/adapters/incident-store/errors';
import { createMemoryIncidentStore } from '../../../lambda/adapters/incident-store/memory-incident-store';
import type { Incident } from '../../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../../lambda/core/incidents/incident-store';
import type { Silence } from '../../../lambda/core/incidents/silence';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { at, BROKEN, CAUSE, makeIncident, makeInvestigation, makeTold } from '../../fixtures/make-incident';
import { type CliRun, type FakeIo, type FakeIoOptions, makeFakeIo } from './fake-io';

/** One minute after ten: when the commands are typed. */
export const TYPED_AT = at(1);

export interface TableRun extends CliRun {
  /** Where the table was said to be. */
  readonly places: readonly TablePlace[];
}

export interface TableOptions extends FakeIoOptions {
  readonly store?: IncidentStore;
  /** To stop it, or to read what it has written so far. */
  readonly fake?: FakeIo;
}

/** Runs `incidents …` against a table, as the program runs a command. */
export async function runIncidents(args: readonly string[], options: TableOptions = {}): Promise<TableRun> {
  const fake =
    options.fake ?? makeFakeIo({ env: { INCIDENT_TABLE_NAME: 'incidents', USER: 'ana' }, ...options });
  const places: TablePlace[] = [];
  const store = options.store ?? createMemoryIncidentStore();
  const io: CliIo = {
    ...fake.io,
    openIncidentStore: (place) => {
      places.push(place);
      return store;
    },
  };
  const code = await run(['incidents', ...args], io);
  return { code, stdout: fake.stdout(), stderr: fake.stderr(), places };
}

/** As `runCli` does it, for a command that is not registered there. */
async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('replication-responder').exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
  });
  addIncidentsCommand(program, { ...io, exitWith: (chosen) => (code = chosen) });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InputError)) throw error;
    io.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
}

/** A table with these incidents and silences. */
export async function makeTable(
  incidents: readonly Incident[],
  silences: readonly Silence[] = [],
): Promise<IncidentStore> {
  const store = createMemoryIncidentStore();
  for (const incident of incidents) await store.write({ ...incident, version: 0 });
  for (const silence of silences) await store.writeSilence(silence);
  return store;
}

export function makeSilence(changes: Partial<Silence> = {}): Silence {
  return {
    id: 'a1b2c3d4e5f60718',
    matchers: { sourceBucket: 'media-prod' },
    createdAt: at(0),
    until: at(120),
    by: 'ana',
    comment: 'the bucket is being moved',
    ...changes,
  };
}

/** A table as it is in a bad hour: one incident of each kind that looks different. */
export function makeBadHour(): readonly Incident[] {
  const one = (changes: Partial<Incident>, event: Partial<ReplicationEvent>): Incident =>
    makeIncident({ told: makeTold(), ...changes }, event);
  const lead = one(
    {
      failures: 12_431,
      sizeBytes: 1_200_000_000_000,
      prefixes: { 'video/2026/': 11_200, 'audio/': 1_231 },
      looked: { at: at(0.5), investigation: BROKEN },
      cause: { ...CAUSE, title: 'The destination bucket does not keep versions' },
      threads: { slack: { channel: 'C1', reference: '1.2' } },
      told: makeTold({ why: 'growth', failures: 1_204, verdict: 'confirmed' }),
    },
    { failureReason: 'DstBucketUnversioned' },
  );
  return [
    lead,
    one(
      { failures: 58, lead: { id: lead.id, because: 'linked' }, firstSeen: at(-30) },
      { sourceBucket: 'invoices', ruleId: 'invoices-dr', failureReason: 'DstBucketUnversioned' },
    ),
    one(
      {
        failures: 7,
        state: 'acknowledged',
        acknowledgement: { by: 'ben', at: at(-10), comment: 'asked the owner of the key' },
        firstSeen: at(-26 * 60),
      },
      { sourceBucket: 'archive', destinationBucket: 'archive-copy', failureReason: 'DstKmsKeyNotFound' },
    ),
    one({ looked: { at: at(0), investigation: makeInvestigation() } }, { sourceBucket: 'photos' }),
    one(
      { state: 'recovering', cause: { ...CAUSE, goneAt: at(-5) }, lastSeen: at(-20) },
      { sourceBucket: 'backups', failureReason: 'DstBucketUnversioned' },
    ),
    one({ failures: 1, lastSeen: at(-1) }, { sourceBucket: 'moving' }),
    one(
      {
        state: 'resolved',
        resolution: { at: at(-60), proof: 'No failure for 30 minutes.' },
        lastSeen: at(-90),
      },
      { sourceBucket: 'yesterday' },
    ),
  ];
}

const GOLDEN = join(__dirname, '../../golden');

/**
 * Holds a text against a file that is read like prose in review; `UPDATE_GOLDEN=1 npx jest test/unit/cli/incidents`
 * writes it anew.
 */
export function expectGolden(name: string, text: string): void {
  const file = join(GOLDEN, `incidents-${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** What somebody who names buckets and rules can do to a terminal, or to a line of text. */
export const HOSTILE = 'a\u001b[31mred\r\nnew\u202eline `x` $(rm) \u200b漢字👩‍👩‍👧';

/** A store that answers one of its calls in another way. */
export function withFault(store: IncidentStore, fault: Partial<IncidentStore>): IncidentStore {
  return { ...store, ...fault };
}

export function makeStoreError(retryable: boolean): StoreError {
  return new StoreError({
    operation: 'Query',
    reason: retryable ? 'Timeout' : 'AccessDeniedException',
    retryable,
  });
}

/** Nothing in it moves a cursor, colours a terminal, reorders a line or hides. */
export function expectVisible(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b]/u);
}
