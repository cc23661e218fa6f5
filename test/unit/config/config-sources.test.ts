import { ConfigError } from '../../../lib/config/config-problem';
import { readConfigSources } from '../../../lib/config/config-sources';
import { parseConfig } from '../../../lib/config/parse-config';

const CDK_JSON = { sourceBuckets: [{ name: 'media-prod' }, { name: 'logs-prod' }], groupWaitSeconds: 10 };

const noFile = (path: string): string => {
  throw new Error(`ENOENT: no such file or directory, open '${path}'`);
};

function readRaw(context: Record<string, unknown>, readFile = noFile): unknown {
  const { raw, problems } = readConfigSources(context, readFile);
  expect(problems).toEqual([]);
  return raw;
}

test('the object in cdk.json is taken as it is', () => {
  expect(readRaw({ s3ReplicationResponder: CDK_JSON })).toEqual(CDK_JSON);
});

test('a file takes the place of the object in cdk.json', () => {
  const file = { sourceBuckets: [{ name: 'from-file' }] };
  const raw = readRaw({ s3ReplicationResponder: CDK_JSON, config: 'prod.json' }, (path) =>
    path === 'prod.json' ? JSON.stringify(file) : noFile(path),
  );
  expect(raw).toEqual(file);
});

test('a JSON text from the command line takes the place of the object', () => {
  expect(readRaw({ s3ReplicationResponder: '{"sourceBuckets":[{"name":"from-cli"}]}' })).toEqual({
    sourceBuckets: [{ name: 'from-cli' }],
  });
});

test.each<[key: string, text: string, expected: object]>([
  ['groupWaitSeconds', '60', { groupWaitSeconds: 60 }],
  ['xray', 'true', { xray: true }],
  ['account', '111111111111', { account: '111111111111' }],
  ['tags', '{"team":"storage"}', { tags: { team: 'storage' } }],
  ['emails', '["a@example.com"]', { emails: ['a@example.com'] }],
  ['slack.mode', 'bot', { slack: { mode: 'bot' } }],
  ['sourceBuckets.1.name', 'new-logs', { sourceBuckets: [{ name: 'media-prod' }, { name: 'new-logs' }] }],
  ['sourceBuckets[2].name', 'third', { sourceBuckets: [...CDK_JSON.sourceBuckets, { name: 'third' }] }],
  ['emails.0', 'a@example.com', { emails: ['a@example.com'] }],
])('-c s3ReplicationResponder.%s=%s changes that value alone', (key, text, expected) => {
  const context = { s3ReplicationResponder: CDK_JSON, [`s3ReplicationResponder.${key}`]: text };
  expect(readRaw(context)).toEqual({ ...CDK_JSON, ...expected });
  expect(CDK_JSON.sourceBuckets).toHaveLength(2);
});

test('single values go on top of a file', () => {
  const context = { config: 'prod.json', 's3ReplicationResponder.xray': 'true' };
  expect(readRaw(context, () => '{"sourceBuckets":[]}')).toEqual({ sourceBuckets: [], xray: true });
});

test('a value of the wrong kind is left for the check to name', () => {
  const raw = readRaw({
    s3ReplicationResponder: CDK_JSON,
    's3ReplicationResponder.groupWaitSeconds': 'soon',
  });
  expect(() => parseConfig(raw)).toThrow(/groupWaitSeconds\n +got: +"soon"/);
});

test('a misspelt override is found by the check, with the key that was meant', () => {
  const raw = readRaw({ s3ReplicationResponder: CDK_JSON, 's3ReplicationResponder.groupWait': '60' });
  expect(() => parseConfig(raw)).toThrow(/did you mean "groupWaitSeconds"/);
});

test.each<[why: string, context: Record<string, unknown>, expected: RegExp]>([
  ['nothing is configured', {}, /got: +nothing[^]*cdk\.json/],
  ['the file does not exist', { config: 'nope.json' }, /nope\.json[^]*ENOENT/],
  ['the JSON text is cut off', { s3ReplicationResponder: '{"sourceBuckets":' }, /that is no JSON/],
  [
    'a file and a JSON text are both given',
    { s3ReplicationResponder: '{}', config: 'x.json' },
    /one of them/,
  ],
  [
    'the context key is misspelt',
    { s3ReplicationResponder: CDK_JSON, 's3ReplicationResponse.xray': 'true' },
    /did you mean "s3ReplicationResponder\.xray"/,
  ],
  [
    'the list has no such place',
    { s3ReplicationResponder: CDK_JSON, 's3ReplicationResponder.sourceBuckets.7.name': 'x' },
    /sourceBuckets\.7\.name/,
  ],
])('there is a problem when %s', (_why, context, expected) => {
  const { problems } = readConfigSources(context, noFile);
  expect(new ConfigError(problems).message).toMatch(expected);
});

test('a file that is no JSON is a problem of that file', () => {
  const { problems } = readConfigSources({ config: 'prod.json' }, () => 'sourceBuckets: []');
  expect(new ConfigError(problems).message).toMatch(/prod\.json that is no JSON/);
});

test('other context is none of our business', () => {
  const context = {
    s3ReplicationResponder: CDK_JSON,
    '@aws-cdk/core:checkSecretUsage': true,
    'aws:cdk:bundling-stacks': [],
    replicationCosts: true,
  };
  expect(readRaw(context)).toEqual(CDK_JSON);
});
