import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { createStacks } from './synthesize';

/** The SDK looks for it at run time, only to sign for several Regions at once, and goes on without it. */
const OPTIONAL = '@aws-sdk/signature-v4-crt';

const outdir = mkdtempSync(join(tmpdir(), 'respond-bundle-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** The files of the function's package, bundled as a deployment bundles them. */
function bundle(): { folder: string; files: readonly string[] } {
  const config = { sourceBuckets: [{ name: 'media-prod' }] };
  const context = { s3ReplicationResponder: config };
  const app = new App({ outdir, context, analyticsReporting: false, builtinCloudFormationValidation: false });
  createStacks(config, app);
  app.synth();
  const [asset] = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  if (asset === undefined) throw new Error('the function was not bundled');
  return { folder: join(outdir, asset), files: readdirSync(join(outdir, asset)) };
}

const { folder, files } = bundle();

const text = (file: string): string => readFileSync(join(folder, file), 'utf8');

test('the package is the handler and what is loaded later, without source maps; a cold start reads under 1.2 MB', () => {
  expect(files).toEqual(['index.js', 'investigator.js']);
  expect(statSync(join(folder, 'index.js')).size).toBeLessThan(1_200_000);
  expect(statSync(join(folder, 'investigator.js')).size).toBeLessThan(2_000_000);
  for (const file of files) expect(text(file)).not.toContain('sourceMappingURL');
});

test.each(files)('%s holds all it needs but Node itself: no SDK of the runtime, no zod', (file) => {
  const required = new Set(
    Array.from(text(file).matchAll(/\brequire\("([^"]+)"\)/g), ([, name]) => name ?? ''),
  );
  const bundled = /^(@aws-sdk|@smithy|@aws-lambda-powertools|zod)/;
  expect([...required].filter((name) => bundled.test(name) && name !== OPTIONAL)).toEqual([]);
  expect(text(file)).not.toContain('ZodError');
});

test('checks and policy evaluator are in the part that is loaded later, and in no other', () => {
  const sign = 'ArnNotLike';
  expect(text('investigator.js')).toContain(sign);
  expect(text('index.js')).not.toContain(sign);
});

test('the part that is loaded later loads, and makes what looks for causes', async () => {
  const { createAwsInvestigator } = (await import(join(folder, 'investigator.js'))) as {
    createAwsInvestigator: (options: object) => (suspects: readonly object[]) => Promise<Map<object, object>>;
  };
  const investigate = createAwsInvestigator({ level: 'config', region: 'eu-west-1' });
  expect(await investigate([])).toEqual(new Map());
});

test('the package answers a batch once its environment is set', async () => {
  Object.assign(process.env, {
    ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111111111111:alerts',
    DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111111111111/dead',
  });
  const { handler } = (await import(join(folder, 'index.js'))) as {
    handler: (event: object, context: object) => Promise<unknown>;
  };
  const testEvent = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'media-prod' });
  const event = { Records: [{ messageId: 'm-1', body: testEvent, eventSource: 'aws:sqs' }] };
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true); // Its logs and metrics.
  const answer = await handler(event, { getRemainingTimeInMillis: () => 60_000, functionName: 'respond' });
  expect(answer).toEqual({ batchItemFailures: [] });
});
