import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROWS_WITH_RUNBOOK, toRunbookPath } from './generators/runbooks.generator';

/** What every runbook answers, with the question to answer under each heading. */
const SECTIONS = [
  ['Impact', 'What is not protected now, what goes on working, what it costs to wait.'],
  ['Diagnosis', 'Read-only commands, and what each possible answer means.'],
  ['Fix', 'The smallest change for each answer above.'],
  ['Verify', 'How to see within minutes that it works again.'],
  ['Replay', 'What happens to the objects that failed meanwhile.'],
] as const;

/** Starts the runbook of a reason that has a row: `npx tsx scripts/new-runbook.ts DstNewReason`. */
function main(reason: string | undefined): number {
  if (reason === undefined || !ROWS_WITH_RUNBOOK.some((row) => row.reason === reason)) {
    console.error(`Got ${reason ?? 'no reason'}; expected the reason of a row in lambda/core/catalog.`);
    return 2;
  }
  const path = toRunbookPath(reason);
  if (existsSync(join(__dirname, '..', path))) {
    console.error(`${path} exists already.`);
    return 1;
  }
  const body = SECTIONS.map(([heading, question]) => `## ${heading}\n\n<!-- ${question} -->\n`).join('\n');
  writeFileSync(
    join(__dirname, '..', path),
    `<!-- generated:header -->\n<!-- /generated:header -->\n\n${body}`,
  );
  console.log(`${path}: write the five sections, then run \`npm run generate\`.`);
  return 0;
}

process.exitCode = main(process.argv[2]);
