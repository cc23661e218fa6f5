import type { Command } from 'commander';
import { distance } from 'fastest-levenshtein';
import { ABSENT_REASON, UNKNOWN_REASON } from '../lambda/core/catalog/fallback.reasons';
import { findReason } from '../lambda/core/catalog/find-reason';
import type { ReasonRow } from '../lambda/core/catalog/reason-row';
import { REASONS } from '../lambda/core/catalog/reasons';
import { toVisibleText } from '../lambda/core/render/visible-text';
import { type CliIo, toTerminalStyle, writeJson, writeText } from './cli-io';
import { InputError } from './errors';
import { toReasonTable } from './explain/reason-table';
import { toReasonText } from './explain/reason-text';

const HELP = `
Without REASON: the table of all reasons. Names are found in any letter case, and by their former and Outposts
spellings. "Unknown" and "Absent" are the entries for a reason that nobody knows, and for none at all.

  $ replication-responder explain DstPutObjectNotPermitted
  $ replication-responder explain --json
`;

/** Suggestions for a name that is not in the catalog. */
const MAX_SUGGESTIONS = 3;

/** `explain`: the catalog of failure reasons. */
export function addExplainCommand(program: Command, io: CliIo): void {
  program
    .command('explain')
    .description('explain a failure reason: meaning, causes, permissions, fix')
    .argument('[reason]', 'as S3 gives it, DstPutObjectNotPermitted')
    .option('--json', 'print the catalog entry as JSON; without a reason, an array of all of them')
    .addHelpText('after', HELP)
    .action((reason: string | undefined, { json = false }: { json?: boolean }) => {
      if (reason === undefined) explainAll(json, io);
      else explainOne(reason, json, io);
    });
}

function explainAll(json: boolean, io: CliIo): void {
  if (json) writeJson(io.stdout, REASONS);
  else writeText(io.stdout, toReasonTable(REASONS, toTerminalStyle(io.stdout, io.env)));
}

/** An unknown reason is explained too - what to do with one - and then refused, with the nearest names. */
function explainOne(reason: string, json: boolean, io: CliIo): void {
  const row = findFallback(reason) ?? findReason(reason).row;
  if (json) writeJson(io.stdout, row);
  else writeText(io.stdout, toReasonText(row, toTerminalStyle(io.stdout, io.env)));
  if (row === UNKNOWN_REASON && findFallback(reason) === undefined) {
    throw new InputError(`unknown reason "${clip(toVisibleText(reason))}"${toSuggestion(reason)}`);
  }
}

function findFallback(reason: string): ReasonRow | undefined {
  const name = reason.trim().toLowerCase();
  return [UNKNOWN_REASON, ABSENT_REASON].find((row) => row.reason.toLowerCase() === name);
}

function toSuggestion(reason: string): string {
  const names = findNearestReasons(reason);
  return names.length === 0
    ? ''
    : `; did you mean ${new Intl.ListFormat('en', { type: 'disjunction' }).format(names)}?`;
}

/** The catalog's names most like `reason`, best first; none when nothing is alike. */
export function findNearestReasons(reason: string): readonly string[] {
  const asked = reason.slice(0, 100).toLowerCase();
  // Half of the name may be wrong before a suggestion is more confusing than none.
  const tolerance = Math.max(3, Math.floor(asked.length / 3));
  return REASONS.map((row) => ({ name: row.reason, steps: distance(asked, row.reason.toLowerCase()) }))
    .filter(
      ({ name, steps }) => steps <= tolerance || (asked.length >= 6 && name.toLowerCase().includes(asked)),
    )
    .sort((a, b) => a.steps - b.steps)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ name }) => name);
}

function clip(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
