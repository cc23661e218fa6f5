import { execFileSync } from 'node:child_process';
import { respondToMessages } from '../lambda/core/respond/respond-to-messages';
import { type BenchRow, toMedian, toRow } from './bench-row';
import { FULL_BATCH, makeFailureBodies } from './failure-bodies';
import { makeInProcessPorts, toMessages } from './in-process-ports';

const ROUNDS = 5;

/** Resident memory that a fresh process adds while it handles its first full batch, above holding the batch itself. */
export function benchBatchMemory(): readonly BenchRow[] {
  const added = Array.from({ length: ROUNDS }, () =>
    Number(execFileSync(process.execPath, ['--import', 'tsx', __filename, 'measure'], { encoding: 'utf8' })),
  );
  return [toRow({ id: 'batch-memory', value: toMedian(added), unit: 'MB', budget: 100 })];
}

/** Runs in the child process: prints the growth of the peak resident set in megabytes. */
async function measure(): Promise<void> {
  const ports = makeInProcessPorts({ rendersForSns: true });
  await respondToMessages(toMessages(makeFailureBodies(10, 1)), ports);
  const messages = toMessages(makeFailureBodies(FULL_BATCH, 1));
  const before = process.resourceUsage().maxRSS;
  await respondToMessages(messages, ports);
  console.log((process.resourceUsage().maxRSS - before) / 1_024);
}

if (process.argv[2] === 'measure') void measure();
