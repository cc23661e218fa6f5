import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchRow, toMedian, toRow } from './bench-row';

const ROUNDS = 3;

/** Wall time of `cdk synth` of the example app, bundling included, as a person would wait for it. */
export function benchSynth(): readonly BenchRow[] {
  const seconds = Array.from({ length: ROUNDS }, synthSeconds);
  return [toRow({ id: 'synth', value: toMedian(seconds), unit: 's', budget: 10 })];
}

function synthSeconds(): number {
  const output = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const begin = performance.now();
    execFileSync('npx', ['cdk', 'synth', '--quiet', '--output', output], { stdio: 'ignore' });
    return (performance.now() - begin) / 1_000;
  } finally {
    rmSync(output, { recursive: true });
  }
}
