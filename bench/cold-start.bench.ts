import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ENV } from '../lambda/core/env-names';
import { type BenchRow, toMedian, toRow } from './bench-row';

const ROUNDS = 21;

/** What any function that talks to S3 and SNS pays at the least. */
const BASELINE = `
  import { S3Client } from '@aws-sdk/client-s3';
  import { SNSClient } from '@aws-sdk/client-sns';
  export const clients = [new S3Client({}), new SNSClient({})];
`;

/** Wall time of requiring the respond bundle over that of the baseline bundle, each in fresh processes, alternating. */
export async function benchColdStart(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cold-start-'));
  try {
    const baseline = join(folder, 'baseline.js');
    const respond = join(folder, 'respond.js');
    await bundle({ stdin: { contents: BASELINE, resolveDir: process.cwd(), loader: 'ts' } }, baseline);
    await bundle({ entryPoints: ['lambda/handlers/respond.handler.ts'] }, respond);
    const times = Array.from({ length: ROUNDS }, () => ({
      base: requireMs(baseline),
      own: requireMs(respond),
    }));
    const [base, own] = [toMedian(times.map((time) => time.base)), toMedian(times.map((time) => time.own))];
    const value = toMedian(times.map((time) => time.own / time.base));
    const note = `median ${own.toFixed(1)} ms against ${base.toFixed(1)} ms`;
    return [toRow({ id: 'cold-start', value, unit: '× S3 and SNS clients', budget: 1.3, note })];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(input: Parameters<typeof build>[0], outfile: string): Promise<void> {
  // What is loaded with the first incident is a file of its own, as it is when deployed.
  const external = ['./investigator.js'];
  const shared = {
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external,
  } as const;
  await build({ ...shared, ...input, outfile, logLevel: 'error' });
  writeFileSync(`${outfile}.cjs`, timedRequire(outfile));
}

function timedRequire(file: string): string {
  return `const begin = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - begin);`;
}

function requireMs(bundlePath: string): number {
  const output = execFileSync(process.execPath, [`${bundlePath}.cjs`], {
    encoding: 'utf8',
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_REGION: 'eu-central-1',
      [ENV.alertTopicArn]: 'arn:aws:sns:eu-central-1:111111111111:alerts',
      [ENV.deadLetterQueueUrl]: 'https://sqs.eu-central-1.amazonaws.com/111111111111/dead-letters',
      [ENV.slackMode]: 'webhook',
      [ENV.slackSecretArn]: 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:slack-AbCdEf',
    },
  });
  const milliseconds = Number(output);
  if (!(milliseconds > 0)) throw new Error(`expected a time in milliseconds, got ${JSON.stringify(output)}`);
  return milliseconds;
}
