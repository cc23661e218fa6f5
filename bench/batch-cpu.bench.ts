import { respondToMessages } from '../lambda/core/respond/respond-to-messages';
import { type BenchRow, toMedian, toRow } from './bench-row';
import { FULL_BATCH, makeFailureBodies } from './failure-bodies';
import { makeInProcessPorts, toMessages } from './in-process-ports';

const ROUNDS = 60;
const WARM_UP_ROUNDS = 25;

const UNIT = '× JSON.parse';

/**
 * CPU of handling a full batch - read, group, decide, build the alert documents, without any I/O - over the CPU of
 * bare `JSON.parse` on the same bodies. Rounds of both alternate; the figure is the median of the rounds' ratios.
 * The rows `…-rendered` add what the SNS channel makes of each alert before it sends it.
 */
export async function benchBatchCpu(): Promise<readonly BenchRow[]> {
  return [
    toRow({ id: 'batch-one-incident', value: await measureRatio(1, false), unit: UNIT, budget: 2 }),
    toRow({ id: 'batch-1000-incidents', value: await measureRatio(1_000, false), unit: UNIT, budget: 3 }),
    toRow({ id: 'batch-one-incident-rendered', value: await measureRatio(1, true), unit: UNIT, budget: 2 }),
    toRow({ id: 'batch-1000-incidents-rendered', value: await measureRatio(1_000, true), unit: UNIT }),
  ];
}

async function measureRatio(incidents: number, rendersForSns: boolean): Promise<number> {
  const bodies = makeFailureBodies(FULL_BATCH, incidents);
  const messages = toMessages(bodies);
  const ports = makeInProcessPorts({ rendersForSns });
  const ratios: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const parse = cpuMs(() => bodies.forEach((body) => void JSON.parse(body)));
    const begin = process.cpuUsage();
    const outcome = await respondToMessages(messages, ports);
    const respond = toMs(process.cpuUsage(begin));
    if (outcome.alerts.length !== incidents || outcome.failedMessageIds.length > 0) {
      throw new Error(`expected ${incidents} alerts, got ${outcome.alerts.length}`);
    }
    if (round >= WARM_UP_ROUNDS) ratios.push(respond / parse);
  }
  return toMedian(ratios);
}

function cpuMs(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  return toMs(process.cpuUsage(begin));
}

function toMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
