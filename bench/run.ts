import { benchAwsCalls } from './aws-calls.bench';
import { benchBatchCpu } from './batch-cpu.bench';
import { benchBatchMemory } from './batch-memory.bench';
import type { BenchRow } from './bench-row';
import { benchColdStart } from './cold-start.bench';
import { benchDiagnosis } from './diagnosis.bench';
import { benchPeerCpu } from './peer-cpu.bench';
import { benchSynth } from './synth.bench';

/** `npm run -s bench`: one JSON document on stdout; exit code 1 when a budget does not hold. */
async function main(): Promise<void> {
  const results: BenchRow[] = [
    ...(await benchBatchCpu()),
    ...(await benchPeerCpu()),
    ...benchBatchMemory(),
    ...(await benchAwsCalls()),
    ...(await benchDiagnosis()),
    ...(await benchColdStart()),
    ...benchSynth(),
  ];
  process.stdout.write(`${JSON.stringify({ results }, null, 2)}\n`);
  if (results.some(({ ok }) => ok === false)) process.exitCode = 1;
}

void main();
