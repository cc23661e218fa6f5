import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parseConfig } from '../../../lib/config/parse-config';

const ROOT = join(__dirname, '../../..');
const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const ajv = new Ajv({ strict: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readText('schema/config.json')));

const reference = readText('docs/reference/configuration.md');
const example: unknown = JSON.parse(/```json\n([^]*?)```/.exec(reference)?.[1] ?? 'null');

test('the example of the reference is a configuration that works', () => {
  expect(parseConfig(example)).toMatchObject({ region: 'eu-west-1', slack: { mode: 'bot' } });
});

test('the published JSON Schema accepts the example and the configuration in cdk.json', () => {
  const { context } = JSON.parse(readText('cdk.json')) as { context: Record<string, unknown> };
  expect(validate(example)).toBe(true);
  expect(validate(context['s3ReplicationResponder'])).toBe(true);
});

test.each([
  ['an unknown key', { sourceBuckets: [{ name: 'media-prod' }], emial: [] }],
  ['no bucket', { sourceBuckets: [] }],
  ['a value out of range', { sourceBuckets: [{ name: 'media-prod' }], groupWaitSeconds: 301 }],
  ['a wrong ARN', { sourceBuckets: [{ name: 'media-prod' }], alarmTopicArns: ['topic'] }],
])('the published JSON Schema refuses %s', (_what, config) => {
  expect(validate(config)).toBe(false);
});

test('cdk.json names a schema that describes it', () => {
  const { $schema } = JSON.parse(readText('cdk.json')) as { $schema: string };
  const cdkSchema = JSON.parse(readText($schema)) as { properties: { context: { properties: object } } };
  expect(cdkSchema.properties.context.properties).toEqual({
    s3ReplicationResponder: { $ref: 'config.json' },
  });
});

test('every key of the configuration is in the reference', () => {
  const { properties } = JSON.parse(readText('schema/config.json')) as { properties: object };
  for (const key of Object.keys(properties)) expect(reference).toContain(`| \`${key}\` |`);
});
