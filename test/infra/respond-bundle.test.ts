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

test('the package is one file without a source map, under 1 MB', () => {
  expect(files).toEqual(['index.js']);
  expect(statSync(join(folder, 'index.js')).size).toBeLessThan(1_000_000);
  expect(readFileSync(join(folder, 'index.js'), 'utf8')).not.toContain('sourceMappingURL');
});

test('the package holds all it needs but Node itself: no SDK of the runtime, no zod', () => {
  const text = readFileSync(join(folder, 'index.js'), 'utf8');
  const required = new Set(Array.from(text.matchAll(/\brequire\("([^"]+)"\)/g), ([, name]) => name ?? ''));
  const bundled = /^(@aws-sdk|@smithy|@aws-lambda-powertools|zod)/;
  expect([...required].filter((name) => bundled.test(name) && name !== OPTIONAL)).toEqual([]);
  expect(text).not.toContain('ZodError');
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
