import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createIncidentStack } from './incident-stack';
import { findResource } from './synthesize';

const outdir = mkdtempSync(join(tmpdir(), 'sweep-bundle-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** The folder of the sweep's package, bundled as a deployment bundles it. */
function bundle(): string {
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  const template = Template.fromStack(Stack.of(createIncidentStack({}, app)));
  const { Code } = findResource(template, 'AWS::Lambda::Function', /^SweepFunction/).properties as {
    Code: { S3Key: string };
  };
  return join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`);
}

const folder = bundle();

test('the package is the handler and what is loaded later, without source maps', () => {
  const files = readdirSync(folder);
  expect(files).toEqual(['index.js', 'investigator.js']);
  for (const file of files) {
    expect(readFileSync(join(folder, file), 'utf8')).not.toContain('sourceMappingURL');
    expect(statSync(join(folder, file)).size).toBeLessThan(2_000_000);
  }
});

test('with the environment that the stack sets the package starts, and without its table it says so', async () => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111111111111:alerts',
    DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111111111111/dead',
  });
  await expect(import(join(folder, 'index.js'))).rejects.toThrow(/INCIDENT_TABLE_NAME: got nothing/);
  jest.resetModules();
  process.env['INCIDENT_TABLE_NAME'] = 'incidents';
  expect(await import(join(folder, 'index.js'))).toMatchObject({ handler: expect.any(Function) });
});
